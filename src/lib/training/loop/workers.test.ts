// Whole runs on wasm whose projections and losses are made by workers: how many there are, and whether one dies, is in no bit of the result.
import { afterAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { normalArray, permutation } from '#kernels/random/random';
import type { StartWorker } from '#kernels/workers/runner';
import { resizeRowPool } from '#kernels/workers/active';
import { startNodeWorker } from '#kernels/workers/start.node';
import { mortal } from '#kernels/workers/testing';
import type { AlignmentName } from '#lib/alignment/names';
import type { BackboneName } from '#lib/backbones/names';
import { resolveSettings } from '../settings/presets';
import { numbersOf } from '../testing/tiny';
import { trainRun, type TrainInput } from './train';

const [USERS, ITEMS, WIDTH] = [310, 120, 12];

/** Enough users for several parts; each has six items, of which one is val and one is test. */
function clicks(): TrainInput['dataset'] {
  const lists = [[0, 1, 2, 3], [4], [5]].map((places) => {
    const pairs = Array.from({ length: USERS }, (_, user) => {
      const items = permutation({ seed: 8, stream: 95, step: user }, ITEMS);
      return places.map((place) => ({ user, item: items[place] ?? 0 }));
    }).flat();
    return { users: Int32Array.from(pairs, ({ user }) => user), items: Int32Array.from(pairs, ({ item }) => item) };
  });
  const [train, val, test] = lists;
  if (!train || !val || !test) throw new Error('The split has three parts');
  return { userCount: USERS, itemCount: ITEMS, split: { train, val, test, hash: 'made up' } };
}

const draw = (rows: number, step: number): Float32Array =>
  Float32Array.from(normalArray({ seed: 2, stream: 96, step }, rows * WIDTH));
const vectors = {
  dimensions: WIDTH,
  users: draw(USERS, 0),
  items: draw(ITEMS, 1),
  userPresent: new Uint8Array(USERS).fill(1).fill(0, 3, 5),
  itemPresent: new Uint8Array(ITEMS).fill(1)
};
const dataset = clicks();

async function run(
  [backbone, alignment]: readonly [BackboneName, AlignmentName],
  count: number,
  start: StartWorker = startNodeWorker,
  onEpoch: () => void = () => undefined
): Promise<unknown> {
  await startBackend('wasm', {
    wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/',
    workers: { count, start: async () => start }
  });
  resizeRowPool(null);
  const settings = resolveSettings(backbone, alignment, 'small', {
    dimensions: 16,
    batch_size: 1000,
    epochs: 2,
    // Enough masked nodes for several parts.
    ...(alignment === 'generative' ? { mask_ratio: 0.5 } : {})
  });
  return numbersOf(await trainRun({ dataset, vectors, settings, seed: 2023 }, { onEpoch }));
}

// No worker is left to other files of this process.
afterAll(async () => {
  resizeRowPool(null);
  await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
});

it.each([
  ['lightgcn', 'contrastive'],
  ['lightgcn', 'kar'],
  ['lightgcn', 'generative'],
  ['lightgcn', 'distribution'],
  ['sgl', 'none'],
  ['autocf', 'generative']
] as const)('%s with alignment %s trains to the same bits with no worker, one, two and five', async (...model) => {
  const alone = await run(model, 0);
  for (const count of [1, 2, 5]) expect(await run(model, count)).toEqual(alone);
});

it.each([
  ['lightgcn', 'contrastive'],
  ['sgl', 'none']
] as const)('workers that come or go in the middle of a run of %s with %s change no bit', async (...model) => {
  const alone = await run(model, 0);
  for (const [before, after] of [
    [0, 2],
    [3, 1],
    [2, 0]
  ] as const) {
    expect(await run(model, before, startNodeWorker, () => resizeRowPool(after))).toEqual(alone);
  }
});

it.each([
  ['lightgcn', 'contrastive', [4, 9, 15, 30]],
  ['lightgcn', 'generative', [2, 4, 7]],
  ['sgl', 'none', [2, 3, 6]]
] as const)(
  'a worker that dies in the middle of a step of %s with %s changes no bit',
  async (...[backbone, alignment, deaths]) => {
    const alone = await run([backbone, alignment], 0);
    for (const message of deaths) {
      expect(await run([backbone, alignment], 2, mortal(startNodeWorker, { 0: message }))).toEqual(alone);
    }
  }
);

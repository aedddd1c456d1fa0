// Every backbone with every alignment, trained on a tiny data set: the same bits twice, nothing left on the device, finite losses,
// the same terms in every epoch; AutoCF also through a checkpoint, since it keeps graphs from step to step.
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMPARED_ALIGNMENTS, masksNodes, type AlignmentName } from '#lib/alignment/names';
import { BACKBONE_NAMES, isOfTexts, type BackboneName } from '#lib/backbones/names';
import { checkpointFromStored, storedCheckpoint, type Checkpoint } from '../checkpoint/checkpoint';
import { resolveSettings } from '../settings/presets';
import { groups, numbersOf, start, vectors } from '../testing/tiny';
import { trainRun, type TrainOutput } from '../loop/train';
import type { TrainControl } from '../types';

beforeAll(() => start('wasm'));

const OWN: Readonly<Partial<Record<BackboneName, Readonly<Record<string, number>>>>> = {
  dccf: { intents: 6 },
  autocf: { heads: 2, seed_nodes: 3, refresh_every: 2 }
};

function run(backbone: BackboneName, alignment: AlignmentName, control: TrainControl = {}): Promise<TrainOutput> {
  const overrides = { dimensions: 8, batch_size: 100, epochs: 4, ...OWN[backbone] };
  const settings = resolveSettings(backbone, alignment, 'small', overrides);
  return trainRun({ dataset: groups(), settings, seed: 2023, vectors: vectors((node) => node % 11 === 0) }, control);
}

describe.each(BACKBONE_NAMES)('%s', (backbone) => {
  const possible = COMPARED_ALIGNMENTS.filter((alignment) => !(isOfTexts(backbone) && masksNodes(alignment)));
  it.each(possible)('trains with alignment %s', async (alignment) => {
    const before = memory().numTensors;
    const once = await run(backbone, alignment);
    expect(memory().numTensors).toBe(before);
    expect(numbersOf(await run(backbone, alignment))).toEqual(numbersOf(once));
    const terms = once.result.epochs.map(({ losses }) => Object.keys(losses));
    expect(new Set(terms.map(String)).size).toBe(1);
    expect(once.result.epochs.flatMap(({ losses }) => Object.values(losses)).every(Number.isFinite)).toBe(true);
    expect(terms[0]).toContain('reg_loss');
    if (alignment !== 'none') expect(terms[0]).toContain(alignment === 'contrastive' ? 'kd_loss' : 'recon_loss');
  });
});

it.each(['lightgcn', 'sgl'] as const)(
  '%s learns with KAR: twice as wide, the same bits twice, nothing left behind',
  async (backbone) => {
    const before = memory().numTensors;
    const once = await run(backbone, 'kar');
    expect(memory().numTensors).toBe(before);
    expect(numbersOf(await run(backbone, 'kar'))).toEqual(numbersOf(once));
    expect(once.arrays.userEmbeddings.length).toBe(groups().userCount * 16);
    // The half from the texts learns; a user without a vector (every eleventh node) has zeros there.
    const half = (user: number): number[] => [...once.arrays.userEmbeddings.subarray(user * 16 + 8, (user + 1) * 16)];
    expect(half(11).every((value) => value === 0)).toBe(true);
    expect(half(1).some((value) => value !== 0)).toBe(true);
  }
);

it.each(['lightgcn', 'alpharec', 'autocf'] as const)(
  '%s trains with SDR: the same bits twice, nothing left behind',
  async (backbone) => {
    const before = memory().numTensors;
    const once = await run(backbone, 'distribution');
    expect(memory().numTensors).toBe(before);
    expect(numbersOf(await run(backbone, 'distribution'))).toEqual(numbersOf(once));
    const told = once.result.epochs.map(({ losses }) => losses.sdr_loss ?? NaN);
    expect(told).toHaveLength(4);
    expect(told.every((loss) => loss > 0)).toBe(true);
  }
);

it('an alignment that masks the node table is refused on a backbone that has none', async () => {
  await expect(run('alpharec', 'generative')).rejects.toMatchObject({ code: 'training/no-table-to-mask' });
});

it('KAR on a backbone without BPR is refused', async () => {
  await expect(run('autocf', 'kar')).rejects.toMatchObject({ code: 'training/kar-needs-bpr' });
});

it('AutoCF goes on from a checkpoint with the graphs it had', async () => {
  const whole = numbersOf(await run('autocf', 'generative'));
  let saved: Checkpoint | null = null;
  let checks = 0;
  const abort = new AbortController();
  const killed = run('autocf', 'generative', {
    signal: abort.signal,
    checkpoints: {
      everySeconds: Infinity,
      // The fifth check is in the middle of an epoch, between two refreshes.
      wanted: () => ++checks === 5,
      keeper: {
        load: () => Promise.resolve(null),
        save(checkpoint) {
          if (!saved) {
            const { json, arrays } = storedCheckpoint(checkpoint);
            saved = checkpointFromStored(JSON.parse(JSON.stringify(json)), structuredClone(arrays));
            abort.abort();
          }
          return Promise.resolve();
        }
      }
    }
  });
  await expect(killed).rejects.toMatchObject({ code: 'internal/cancelled' });
  const keeper = { load: () => Promise.resolve(saved), save: () => Promise.resolve() };
  expect(numbersOf(await run('autocf', 'generative', { checkpoints: { keeper, everySeconds: Infinity } }))).toEqual(
    whole
  );
});

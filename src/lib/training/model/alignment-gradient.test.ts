// The gradient at the final embeddings against differences of the loss, and where it must be zero.
import { memory, tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { addAll } from '#kernels/backend/tensors';
import { normalArray } from '#kernels/random/random';
import { buildGraph } from '#lib/dataset/graph';
import type { AlignmentName } from '#lib/alignment/names';
import { alignmentGradient } from './alignment-gradient';
import { makeBatch } from '../loop/batch';
import { initNodeTable } from './init';
import { Model, NODE_TABLE, nodeTable } from './model';
import { resolveSettings } from '../settings/presets';
import { EpochSampler } from '../loop/sampler';
import { groups, itemCount, start, userCount, vectors } from '../testing/tiny';

beforeAll(() => start('cpu'));

const SIZE = 12;
const nodeCount = userCount + itemCount;

async function gradientOf(alignment: AlignmentName, missing?: (node: number) => boolean) {
  const settings = resolveSettings('lightgcn', alignment, 'small', { dimensions: 6 });
  const { split } = groups();
  const model = new Model({
    graph: buildGraph(userCount, itemCount, split.train),
    vectors: vectors(missing),
    settings
  });
  const start = {
    [NODE_TABLE]: initNodeTable(userCount, itemCount, 6, 3),
    ...model.init({ seed: 3, stream: 0, step: 0 })
  };
  const parameters = Object.fromEntries(
    Object.entries(start).map(([name, { shape, values }]) => [name, tensor(values, [...shape])])
  );
  const triples = new EpochSampler(split.train, userCount, itemCount, 3).epoch(0);
  const batch = makeBatch(triples, 0, SIZE, userCount, nodeCount);
  const state = await model.prepare({ key: { seed: 3, stream: 0, step: 0 }, stepInEpoch: 0 }, nodeTable(parameters));
  const found = await alignmentGradient(model, parameters, batch, state);
  const lossAt = (final: Float32Array): number =>
    tidy(
      () =>
        addAll(
          Object.values(model.alignmentTerms(parameters, tensor2d(final, [nodeCount, found.width]), batch, state))
        ).dataSync()[0] ?? NaN
    );
  const dispose = () => {
    batch.dispose();
    model.dispose();
    Object.values(parameters).forEach((one) => one.dispose());
  };
  const inBatch = new Set(
    [...triples.users.slice(0, SIZE)].concat(
      [...triples.positives.slice(0, SIZE), ...triples.negatives.slice(0, SIZE)].map((item) => userCount + item)
    )
  );
  const { maskedNodes } = state.alignment;
  return { ...found, lossAt, dispose, inBatch, masked: new Set(maskedNodes instanceof Int32Array ? maskedNodes : []) };
}

const pulledNodes = ({ gradient, width }: { gradient: Float32Array; width: number }): number[] =>
  Array.from({ length: nodeCount }, (_, node) => node).filter((node) =>
    gradient.subarray(node * width, (node + 1) * width).some((value) => value !== 0)
  );

describe('the gradient of an alignment', () => {
  it.each(['contrastive', 'generative'] as const)(
    'of %s is the slope of its loss in any direction',
    async (alignment) => {
      const { final, gradient, width, lossAt, dispose } = await gradientOf(alignment);
      expect([final.length, gradient.length]).toEqual([nodeCount * width, nodeCount * width]);
      for (let trial = 0; trial < 4; trial++) {
        const direction = normalArray({ seed: 4, stream: 150, step: trial }, final.length);
        const by = 2e-3;
        const slope =
          (lossAt(final.map((value, at) => value + by * (direction[at] ?? 0))) -
            lossAt(final.map((value, at) => value - by * (direction[at] ?? 0)))) /
          (2 * by);
        const along = gradient.reduce((sum, value, at) => sum + value * (direction[at] ?? 0), 0);
        expect(Math.abs(along - slope)).toBeLessThan(3e-5);
      }
      dispose();
    }
  );

  it('of contrastive alignment is zero outside the batch, of generative outside the masked nodes', async () => {
    const contrastive = await gradientOf('contrastive');
    expect(pulledNodes(contrastive)).toEqual([...contrastive.inBatch].sort((a, b) => a - b));
    const generative = await gradientOf('generative');
    expect(pulledNodes(generative)).toEqual([...generative.masked].sort((a, b) => a - b));
    expect(generative.masked.size).toBeGreaterThan(1);
    contrastive.dispose();
    generative.dispose();
  });

  it('is zero for nodes without a vector, and everywhere where no alignment is on or it has no loss', async () => {
    const some = await gradientOf('contrastive', (node) => node % 2 === 0);
    expect(pulledNodes(some).every((node) => node % 2 === 1)).toBe(true);
    expect(pulledNodes(some).length).toBeGreaterThan(0);
    const nothing = await gradientOf('contrastive', () => true);
    const none = await gradientOf('none');
    const kar = await gradientOf('kar');
    expect([nothing, none, kar].map(pulledNodes)).toEqual([[], [], []]);
    for (const { dispose } of [some, nothing, none, kar]) dispose();
  });

  it('leaves no tensor behind', async () => {
    const before = memory().numTensors;
    for (const alignment of ['contrastive', 'generative'] as const) (await gradientOf(alignment)).dispose();
    expect(memory().numTensors).toBe(before);
  });
});

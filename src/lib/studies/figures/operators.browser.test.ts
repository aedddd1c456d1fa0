// Figures that use operators, on WebGPU: what they show is what sums in 64 bits give.
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { normalArray, uniformAt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { make as layersFigure } from './layers/make';
import { make as propagationFigure } from './propagation/make';
import { figureInput, smallDataset, smallRun, type Pair } from './testing/small-data';

beforeAll(async () => {
  await startBackend('webgpu', { wasmBinaries: '' });
});

const [users, items, width] = [200, 60, 8];
const key = { seed: 6, stream: STREAM.samples, step: 0 };
// Item 0 is everybody's, so that a row is longer than one thread sums.
const train = Array.from({ length: users }, (_, user) =>
  Array.from({ length: items }, (__, item): Pair => [user, item]).filter(
    ([, item]) => item === 0 || uniformAt(key, user * items + item) < 0.1
  )
).flat();
const numbers = normalArray({ ...key, step: 1 }, (users + items) * width);
const rows = Array.from({ length: users + items }, (_, node) => [
  ...numbers.subarray(width * node, width * (node + 1))
]);
const dataset = smallDataset({ users, items, train, val: [[0, 59]] });
const runs = [smallRun(rows, users)];

describe('on WebGPU', () => {
  it('one propagation is that by hand, but for float32', async () => {
    const input = figureInput({ dataset, runs, user: 0, settings: { components: 4 }, backend: 'webgpu' });
    const { operator, sums } = await propagationFigure(input);
    expect(operator.difference).toBeGreaterThan(0);
    expect(operator.difference).toBeLessThan(1e-5);
    expect(operator.largest).toBeGreaterThan(0.5);
    for (const { byHand, operator: made } of sums) {
      made.forEach((value, d) => expect(value).toBeCloseTo(byHand[d] ?? NaN, 5));
    }
  });

  it('deep layers make users alike, and nothing stays on the device', async () => {
    const before = memory().numTensors;
    const { depths } = await layersFigure(figureInput({ dataset, runs, settings: { deepest: 12 } }));
    expect(Math.abs(depths[0]?.alone.users ?? NaN)).toBeLessThan(0.1);
    expect(depths[12]?.alone.users).toBeGreaterThan(0.99);
    expect(memory().numTensors).toBe(before);
  });
});

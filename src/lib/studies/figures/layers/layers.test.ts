// The figure "layers" on a ring of six clicks, whose powers are known: users u0, u1, u2 and items between them, every degree two.
import { memory } from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { figureInput, smallDataset, smallRun, type Pair } from '../testing/small-data';
import { LayersData } from './stored';
import { make as layersFigure } from './make';
import { clickPairs, meanCosine, randomPairs } from './similarity';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const RING: readonly Pair[] = [[0, 0], [0, 2], [1, 0], [1, 1], [2, 1], [2, 2]]; // prettier-ignore
const ring = smallDataset({ users: 3, items: 3, train: RING });
const unit = (at: number): number[] => [0, 1, 2].map((d) => (d === at ? 1 : 0));
const zeros = [0, 0, 0];
/** Users at right angles, items at nothing. */
const apart = smallRun([unit(0), unit(1), unit(2), zeros, zeros, zeros], 3);
/** Nobody at nothing. */
const mixed = smallRun([unit(0), unit(1), unit(2), [0.5, -1, 0], [0, 2, 1], [1, 0, 3]], 3);

const made = (changes: Parameters<typeof figureInput>[0]) =>
  layersFigure(figureInput({ dataset: ring, settings: { deepest: 4 }, ...changes }));

describe('layers of a ring', () => {
  it('are those of its powers: Ā² of a user is half itself and a quarter each of the two others', async () => {
    const { depths, pairs } = await made({ runs: [apart] });
    expect(pairs).toBe(2000);
    const [, first, second, , fourth] = depths;
    expect(depths[0]?.alone.users).toBeCloseTo(0, 6);
    // One step brings users what items had: nothing.
    expect(first?.alone.users).toBeNull();
    expect(first?.alone.clicks).toBeNull();
    // (½, ¼, ¼) and (¼, ½, ¼); after four steps (6, 5, 5)/16.
    expect(second?.alone.users).toBeCloseTo(5 / 6, 6);
    expect(fourth?.alone.users).toBeCloseTo((2 * 6 * 5 + 25) / (36 + 2 * 25), 6);
  });

  it('are added up from the table itself on: E + Ā² E of a user is (3/2, 1/4, 1/4)', async () => {
    const { depths } = await made({ runs: [apart] });
    expect(depths[0]?.sum).toEqual(depths[0]?.alone);
    expect(depths[1]?.sum.users).toBeCloseTo(0, 6);
    expect(depths[2]?.sum.users).toBeCloseTo((2 * 1.5 * 0.25 + 0.0625) / (2.25 + 2 * 0.0625), 6);
    // A user (1, 0, 0) and one of its items, Ā E = (½, ½, 0).
    expect(depths[1]?.sum.clicks).toBeCloseTo(1 / Math.SQRT2, 6);
  });

  it('make all users one direction in the end, when the last layer stands alone; the sum keeps them apart longer', async () => {
    const { depths } = await made({ runs: [mixed], settings: { deepest: 16 } });
    expect(depths).toHaveLength(17);
    expect(depths[16]?.alone.users).toBeCloseTo(1, 6);
    const even = depths.filter(({ depth }) => depth % 2 === 0).map(({ alone }) => alone.users ?? NaN);
    even.slice(1).forEach((cosine, at) => expect(cosine).toBeGreaterThanOrEqual((even[at] ?? NaN) - 1e-6));
    for (const { depth, alone, sum } of depths) if (depth > 0) expect(sum.users).toBeLessThan(alone.users ?? NaN);
  });

  it('come out the same twice, as plain JSON, and leave nothing on the device', async () => {
    const before = memory().numTensors;
    const data = await made({ runs: [mixed] });
    expect(await made({ runs: [mixed] })).toEqual(data);
    expect(v.parse(LayersData, JSON.parse(JSON.stringify(data)))).toEqual(data);
    expect(memory().numTensors).toBe(before);
  });

  it('are named in the values by reading, depth and number, with the depth of the training', async () => {
    const { values, depths, run } = await made({ runs: [mixed] });
    expect(values['alone.2.cosine']).toBe(depths[2]?.alone.users);
    expect(values['sum.2.clicks']).toBe(depths[2]?.sum.clicks);
    expect(values['trained.layers']).toBe(2);
    expect(run.layers).toBe(2);
    // Nothing is held out.
    expect(Object.keys(values).filter((name) => name.endsWith('recall20'))).toEqual([]);
    expect(depths[0]?.alone.recall20).toBeNull();
  });

  it('are not made where the run did not keep its numbers, and nothing stays when they are cancelled', async () => {
    await expect(made({ runs: [{ ...mixed, parameters: null }] })).rejects.toMatchObject({
      code: 'training/model-not-kept'
    });
    const before = memory().numTensors;
    const step = (done: number): Promise<void> =>
      done < 2 ? Promise.resolve() : Promise.reject(new Error('cancelled'));
    await expect(made({ runs: [mixed], step })).rejects.toThrow('cancelled');
    expect(memory().numTensors).toBe(before);
  });
});

describe('validation recall at a depth', () => {
  it('reads the lists of that depth: what only neighbours know is found from the second layer on', async () => {
    // u0 and u1 share item 0; item 1 is u1's, and held out for u0. Forty items that nobody clicked score higher at depth 0.
    const others = 40;
    const dataset = smallDataset({ users: 2, items: 2 + others, train: [[0, 0], [1, 0], [1, 1]], val: [[0, 1]] }); // prettier-ignore
    const rows = [[1, 0], [0, 1], [0, 0], [0, 0], ...Array.from({ length: others }, () => [0.01, 0])]; // prettier-ignore
    const { depths } = await made({ dataset, runs: [smallRun(rows, 2)], settings: { deepest: 2 } });
    expect(depths.map(({ sum }) => sum.recall20)).toEqual([0, 0, 1]);
  });
});

describe('similarity', () => {
  it('draws pairs of two different users, all of them, and none where there is but one', () => {
    const { left, right } = randomPairs(3, 4, 500);
    const seen = new Set<string>();
    left.forEach((user, at) => {
      expect(user).not.toBe(right[at]);
      seen.add(`${user} ${right[at] ?? ''}`);
    });
    expect(seen.size).toBe(12);
    expect(randomPairs(3, 1, 500).left).toHaveLength(0);
    expect(randomPairs(4, 4, 500)).not.toEqual({ left, right });
  });

  it('is the cosine, whatever the lengths, over the pairs that have a direction', () => {
    const table = Float32Array.of(3, 0, 0, 0.5, -2, 0, 0, 0, 4, 4);
    const pairsOf = (...list: readonly (readonly [number, number])[]) => ({
      left: Int32Array.from(list, ([a]) => a),
      right: Int32Array.from(list, ([, b]) => b)
    });
    expect(meanCosine(table, 2, pairsOf([0, 1]))).toBe(0);
    expect(meanCosine(table, 2, pairsOf([0, 2]))).toBe(-1);
    expect(meanCosine(table, 2, pairsOf([0, 4], [0, 3]))).toBeCloseTo(Math.SQRT1_2, 12);
    expect(meanCosine(table, 2, pairsOf([3, 3]))).toBeNull();
    expect(clickPairs(ring.split.train, 3)).toEqual({
      left: Int32Array.of(0, 0, 1, 1, 2, 2),
      right: Int32Array.of(3, 5, 3, 4, 4, 5)
    });
  });
});

// Recall among drawn candidates against counting all draws, by hand and in whole numbers; and the figure on data that can be ranked on paper.
import { describe, expect, it } from 'vitest';
import { resolveSettings } from '#lib/settings/resolve';
import { figureInput, smallDataset, smallRun } from '../testing/small-data';
import { candidateGrid, chanceOfFewer, recallAmong } from './among';
import { CANDIDATES } from './describe';
import { make } from './make';

const choose = (n: number, k: number): bigint => {
  if (k < 0 || k > n) return 0n;
  let ways = 1n;
  for (let at = 0; at < k; at++) ways = (ways * BigInt(n - at)) / BigInt(at + 1);
  return ways;
};
/** By counting the draws, in whole numbers. */
function counted(k: number, pool: number, above: number, drawn: number): number {
  let ways = 0n;
  for (let count = 0; count < k; count++) ways += choose(above, count) * choose(pool - above, drawn - count);
  return Number((ways * 10n ** 18n) / choose(pool, drawn)) / 1e18;
}

describe('the chance that fewer than k are drawn from above', () => {
  it('is that of counting by hand: two of five are above, two are drawn', () => {
    expect(chanceOfFewer(1, 5, 2, 2)).toBeCloseTo(3 / 10, 15);
    expect(chanceOfFewer(2, 5, 2, 2)).toBeCloseTo(9 / 10, 15);
    expect(chanceOfFewer(3, 5, 2, 2)).toBe(1);
  });
  it('counts those that cannot be missed: four of five above, three drawn, so two or three of them', () => {
    expect(chanceOfFewer(2, 5, 4, 3)).toBe(0);
    expect(chanceOfFewer(3, 5, 4, 3)).toBeCloseTo(6 / 10, 15);
  });
  it('is one or none where all are drawn', () => {
    expect([chanceOfFewer(3, 9, 2, 9), chanceOfFewer(2, 9, 2, 9), chanceOfFewer(1, 9, 0, 9)]).toEqual([1, 0, 1]);
  });
  it.each([1, 10, 50])('agrees with all draws counted in whole numbers, k = %d', (k) => {
    for (const pool of [11, 60, 720])
      for (const above of [0, 1, 7, Math.floor(pool / 2), pool])
        for (const drawn of [1, 10, Math.floor(pool / 3), pool - 1, pool])
          expect(chanceOfFewer(k, pool, above, drawn), `${above} of ${pool}, ${drawn} drawn`).toBeCloseTo(
            counted(k, pool, above, drawn),
            12
          );
  });
});

describe('recall among drawn candidates', () => {
  it('is the mean over users of the mean over their items', () => {
    const places = [
      { user: 0, above: 2, pool: 5 },
      { user: 0, above: 0, pool: 5 },
      { user: 3, above: 5, pool: 5 }
    ];
    expect(recallAmong(places, 1, 2)).toBeCloseTo((0.3 + 1) / 2 / 2, 15);
    expect(recallAmong(places, 1, 1_000_000)).toBe(0.25);
  });
  it('may set one model before another among few and behind it among all', () => {
    // One model has half of the items at the top and half at the end, the other all of them a third down.
    const split = [0, 1].map((user) => ({ user, above: user === 0 ? 0 : 90, pool: 90 }));
    const even = [0, 1].map((user) => ({ user, above: 30, pool: 90 }));
    expect(recallAmong(split, 1, 90)).toBeGreaterThan(recallAmong(even, 1, 90));
    expect(recallAmong(split, 1, 1)).toBeLessThan(recallAmong(even, 1, 1));
  });
});

it('looks at 10, 20, 50, 100 and so on, at what was asked for, and at all', () => {
  expect(candidateGrid(100, 730)).toEqual([10, 20, 50, 100, 200, 500, 730]);
  expect(candidateGrid(7, 15)).toEqual([7, 10, 15]);
  expect(candidateGrid(5000, 8)).toEqual([8]);
});

describe('the figure', () => {
  // u0 and u1 clicked i0; u2 clicked i1 and i2; u0 holds out i1, u2 holds out i3.
  const dataset = smallDataset({
    users: 3,
    items: 5,
    train: [
      [0, 0],
      [1, 0],
      [2, 1],
      [2, 2]
    ],
    val: [[1, 2]],
    test: [
      [0, 1],
      [2, 3]
    ]
  });
  // Each user's row points at one item: u0 at i1, u1 at i2, u2 at i0, which leaves i3 second of equals.
  const run = smallRun(
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
      [0, 0, 0]
    ],
    3
  );
  const figure = (given: Record<string, number>, runs = [run]) =>
    make(figureInput({ dataset, runs, settings: resolveSettings('candidates', CANDIDATES.fields, given) }));

  it('ranks held-out items among those not clicked, by hand', async () => {
    const { models, candidates, clicks, users, values } = await figure({ candidates: 1, cutoff: 1, lambda: 1 });
    expect([clicks, users, candidates]).toEqual([2, 2, [1, 5]]);
    // Popularity: i0 twice, i1 and i2 once. u0: i1 first of i1 to i4. u2: i3 behind i0, before i4.
    expect(models.find(({ key }) => key === 'popularity')?.recall).toEqual([0.75, 0.5]);
    // The run: u0's i1 first; u2's i3 behind i0, before i4.
    expect(values['lightgcn.all']).toBe(0.5);
    expect(values['lightgcn.drawn']).toBe(0.75);
    expect(values['lightgcn.1']).toBe(0.75);
    expect(values['lightgcn.validation']).toBe(1);
    expect(values['popularity.validation']).toBe(0);
  });
  it('says by how much ItemKNN is above EASE', async () => {
    const { values } = await figure({ candidates: 2, cutoff: 2, lambda: 1 }, []);
    for (const name of ['2', 'all', 'drawn'])
      expect(values[`gap.${name}`]).toBe((values[`item-knn.${name}`] ?? 0) / (values[`ease.${name}`] ?? 0) - 1);
  });
  it('needs test clicks, and stops when the work is cancelled', async () => {
    const settings = resolveSettings('candidates', CANDIDATES.fields, {});
    const none = smallDataset({ users: 1, items: 2, train: [[0, 0]] });
    await expect(make(figureInput({ dataset: none, settings }))).rejects.toThrow('test');
    const step = () => Promise.reject(new Error('stopped'));
    await expect(make(figureInput({ dataset, settings, step }))).rejects.toThrow('stopped');
  });
});

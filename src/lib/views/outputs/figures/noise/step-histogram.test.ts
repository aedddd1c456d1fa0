import { expect, it } from 'vitest';
import { linearScale } from '../../../charts/scale';
import { ranksTable, sharesOf, stepPath, type Ranks } from './step-histogram';

const ranks = (...counts: readonly number[]): Ranks => ({
  counts: [...counts],
  clicks: counts.reduce((a, b) => a + b, 0),
  median: null,
  mean: null
});

it('draws shares of the group, so that groups of unlike size can be held against each other', () => {
  expect(sharesOf(ranks(3, 1))).toEqual([0.75, 0.25]);
  expect(sharesOf(ranks(0, 0))).toEqual([0, 0]);
  const [x, y] = [linearScale([0, 1], [0, 100]), linearScale([0, 1], [10, 0])];
  expect(stepPath(sharesOf(ranks(3, 1)), x, y)).toBe('M0 10V2.5H50V7.5H100V10');
});

it('says the same as a table', () => {
  const table = ranksTable('Ranks', ['by taste', 'noise'], ranks(3, 1), ranks(0, 2));
  expect(table.columns).toEqual(['from', 'to', 'by taste: clicks', 'noise: clicks', 'by taste: share', 'noise: share']);
  expect(table.rows).toEqual([
    [0, 0.5, 3, 0, 0.75, 0],
    [0.5, 1, 1, 2, 0.25, 1]
  ]);
});

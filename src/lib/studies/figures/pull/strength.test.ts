// Quarters by degree, hand-computed.
import { expect, it } from 'vitest';
import { strengthGroups } from './strength';

it('cuts nodes into quarters by degree and counts nodes without a pull', () => {
  const degrees = [9, 1, 2, 2, 3, 5, 8, 40];
  const lengths = [6, 0, 1, 3, 0, 4, 2, 0];
  expect(strengthGroups('user', lengths, degrees)).toEqual([
    { node: 'user', low: 1, high: 2, nodes: 3, pulled: 2, mean: 4 / 3 },
    { node: 'user', low: 3, high: 3, nodes: 1, pulled: 0, mean: 0 },
    { node: 'user', low: 5, high: 8, nodes: 2, pulled: 2, mean: 3 },
    { node: 'user', low: 9, high: 40, nodes: 2, pulled: 1, mean: 3 }
  ]);
});

it('keeps nodes of one degree together', () => {
  expect(strengthGroups('item', [1, 2, 3], [4, 4, 4])).toEqual([
    { node: 'item', low: 4, high: 4, nodes: 3, pulled: 3, mean: 2 }
  ]);
});

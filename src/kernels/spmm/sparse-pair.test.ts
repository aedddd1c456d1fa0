// The order in which a GPU takes the rows of a matrix.
import { expect, it } from 'vitest';
import { uniformInt } from '#kernels/random/random';
import { byLength } from './sparse-pair';

const rowPtrOf = (lengths: readonly number[]): Int32Array =>
  Int32Array.from([0, ...lengths.map((_, row) => lengths.slice(0, row + 1).reduce((a, b) => a + b, 0))]);

it('is by falling number of entries, ascending among rows of as many, with the long ones counted', () => {
  const { order, longRows } = byLength(rowPtrOf([2, 0, 5, 2, 9, 5, 0]), 4);
  expect([...order]).toEqual([4, 2, 5, 0, 3, 1, 6]);
  expect(longRows).toBe(3);
});

it('has every row once, and no long one where none is longer', () => {
  const lengths = Array.from({ length: 500 }, (_, row) => uniformInt({ seed: 4, stream: 110, step: 0 }, row, 40));
  const { order, longRows } = byLength(rowPtrOf(lengths), 39);
  expect(longRows).toBe(0);
  expect([...order].sort((a, b) => a - b)).toEqual(lengths.map((_, row) => row));
  const sorted = [...order].map((row) => lengths[row] ?? 0);
  expect(sorted).toEqual([...lengths].sort((a, b) => b - a));
  const most = sorted[0] ?? 0;
  expect(byLength(rowPtrOf(lengths), most - 1).longRows).toBe(lengths.filter((length) => length === most).length);
});

it('of a matrix without rows or entries is empty, or as it stands', () => {
  expect([...byLength(Int32Array.from([0]), 128).order]).toEqual([]);
  expect([...byLength(Int32Array.from([0, 0, 0]), 128).order]).toEqual([0, 1]);
});

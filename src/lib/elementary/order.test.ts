import { expect, it } from 'vitest';
import { inOrder, nextSorting, type Sortable } from './order';

const sorted = (values: readonly Sortable[], down = false) => inOrder(values, (value) => value, down);

it('numbers go by size, words as a reader counts, and what is missing stands last both ways', () => {
  expect(sorted([10, null, 2, Number.NaN, -1])).toEqual([-1, 2, 10, null, Number.NaN]);
  expect(sorted([10, null, 2, undefined, -1], true)).toEqual([10, 2, -1, null, undefined]);
  expect(sorted(['run 10', 'Run 2', 'run 1'])).toEqual(['run 1', 'Run 2', 'run 10']);
});

it('equal rows stay as they were given, whichever way', () => {
  const rows = ['a1', 'b1', 'c0'];
  expect(inOrder(rows, (row) => Number(row[1]), false)).toEqual(['c0', 'a1', 'b1']);
  expect(inOrder(rows, (row) => Number(row[1]), true)).toEqual(['a1', 'b1', 'c0']);
});

it('a head is pressed thrice: the likely way first, the other way, and back to the given order', () => {
  const first = nextSorting<string>(null, 'recall', true);
  expect(first).toEqual({ by: 'recall', down: true });
  expect(nextSorting(first, 'recall', true)).toEqual({ by: 'recall', down: false });
  expect(nextSorting({ by: 'recall', down: false }, 'recall', true)).toBeNull();
  expect(nextSorting(first, 'name', false)).toEqual({ by: 'name', down: false });
});

// One order for everything that is sorted by what a reader chose: numbers by size, words as a reader counts them ("run 2" before "run 10"),
// and what is not there behind all else, whichever way. The same in every language of a machine.

export type Sortable = number | string | null | undefined;

/** What is sorted by, and whether the greatest comes first. */
export interface Sorting<Key> {
  readonly by: Key;
  readonly down: boolean;
}

const words = new Intl.Collator('en', { numeric: true });
const isMissing = (value: Sortable): boolean => value == null || Number.isNaN(value);

/** `rows` in order; equal ones stay in the order that they have. */
export function inOrder<Row>(rows: readonly Row[], valueOf: (row: Row) => Sortable, down: boolean): readonly Row[] {
  const compare = (a: Sortable, b: Sortable): number => {
    if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b));
    return down ? -order : order;
  };
  const valued = rows.map((row) => ({ row, value: valueOf(row) }));
  return valued.sort((a, b) => compare(a.value, b.value)).map(({ row }) => row);
}

/**
 * After a press on the head of a column: numbers from the greatest on, words from the first; the other way with the second press, and as
 * they were given with the third.
 */
export function nextSorting<Key>(now: Sorting<Key> | null, by: Key, isOfNumbers: boolean): Sorting<Key> | null {
  if (now?.by !== by) return { by, down: isOfNumbers };
  return now.down === isOfNumbers ? { by, down: !isOfNumbers } : null;
}

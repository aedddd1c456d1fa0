// Pairs that lie in more than one part of a split that files bring: then held-out data would be learned from.
import { appError } from '#lib/errors/app-error';

const PART_WORDS = ['training', 'validation', 'test'] as const;

export interface Overlap {
  /** Rows whose pair lies in an earlier part too, by part: none of training, then validation, then test. */
  readonly counts: readonly [0, number, number];
  /** 1 where a row is one of them. [rows] */
  readonly marks: Uint8Array;
  readonly first: { readonly row: number; readonly earlier: number };
}

/** null where parts do not overlap. @param parts 0 train, 1 val, 2 test. [rows] */
export function overlapOf(
  { users, items }: { readonly users: Int32Array; readonly items: Int32Array },
  itemCount: number,
  parts: Uint8Array
): Overlap | null {
  const earliest = new Map<number, number>();
  const pairOf = (row: number): number => (users[row] ?? 0) * itemCount + (items[row] ?? 0);
  for (let row = 0; row < parts.length; row++) {
    const before = earliest.get(pairOf(row));
    const part = parts[row] ?? 0;
    if (before === undefined || part < before) earliest.set(pairOf(row), part);
  }
  const marks = new Uint8Array(parts.length);
  let [val, test] = [0, 0];
  let first: Overlap['first'] | null = null;
  for (let row = 0; row < parts.length; row++) {
    const [part = 0, earlier = 0] = [parts[row], earliest.get(pairOf(row))];
    if (part === earlier) continue;
    marks[row] = 1;
    first ??= { row, earlier };
    if (part === 1) val++;
    else test++;
  }
  return first && { counts: [0, val, test], marks, first };
}

/** "1 of 31,003 validation pairs and 51 of 31,203 test pairs". */
export function overlapCounts({ counts }: Overlap, parts: Uint8Array): string {
  const sizes = [0, 0, 0];
  for (const part of parts) sizes[part] = (sizes[part] ?? 0) + 1;
  const number = new Intl.NumberFormat('en-US');
  return [1, 2]
    .filter((part) => counts[part] !== 0)
    .map(
      (part) =>
        `${number.format(counts[part] ?? 0)} of ${number.format(sizes[part] ?? 0)} ${PART_WORDS[part] ?? ''} pairs`
    )
    .join(' and ');
}

/** @param ids of user and item of the first such row @param file that the row is in, where it is known */
export function overlapError(overlap: Overlap, parts: Uint8Array, ids: { user: string; item: string }, file?: string) {
  const [first = '', second = ''] = [PART_WORDS[overlap.first.earlier], PART_WORDS[parts[overlap.first.row] ?? 0]];
  const details = { ...ids, first, second, counts: overlapCounts(overlap, parts) };
  return appError('dataset/overlapping-split', details, file === undefined ? {} : { file });
}

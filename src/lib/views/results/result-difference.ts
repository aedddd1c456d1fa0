// Says how far a result that was computed here is from the one that came with the page, in the digits that the page holds. A difference
// is a result too; it is said, and never called a change of the reader's. Pure.
import { largest } from '#lib/elementary/extent';
import type { CellRecord } from '#lib/notebook/results/results';
import type { ShownRecord } from './shown-results';

export type ResultDifference =
  /** The same bits. */
  | { readonly kind: 'same' }
  /** The same in every digit that the page holds, and in all words. */
  | { readonly kind: 'beyond-digits' }
  /** `largest`: of numbers under one name, the largest difference as a share of their largest. `words`: texts or their order differ too. */
  | { readonly kind: 'differs'; readonly largest: number; readonly words: boolean };

/** Clock times, and what may be left out of a stored result. */
const LEFT_OUT: ReadonlySet<string> = new Set(['seconds', 'epochs']);
/** A page has those of all seeds together. */
const OF_ONE_SEED: ReadonlySet<string> = new Set(['val', 'test']);

/** @param digits significant ones that the stored result was cut to */
export function differenceOf(computed: CellRecord, stored: CellRecord, digits = 5): ResultDifference {
  if (computed.digest === stored.digest) return { kind: 'same' };
  const found: Found = { gaps: new Map(), sizes: new Map(), words: false };
  compare(computed.result, stored.result, '', digits, found);
  const gaps = [...found.gaps].map(([key, gap]) => gap / (found.sizes.get(key) || 1));
  const most = largest(gaps, 0);
  return most === 0 && !found.words
    ? { kind: 'beyond-digits' }
    : { kind: 'differs', largest: most, words: found.words };
}

/**
 * How a result that was made here differs from the one that came with the page; null where none came, or one of other settings.
 * @param isChanged the text is another than that which came: an equal id then says that this cell is not
 */
export function differenceFromStored(
  shown: ShownRecord | null,
  stored: ShownRecord | undefined,
  isChanged: boolean
): ResultDifference | null {
  if (!shown || shown.bundled || stored?.record.kind !== shown.record.kind) return null;
  if (isChanged && stored.record.id !== shown.record.id) return null;
  return differenceOf(shown.record, stored.record);
}

interface Found {
  /** By name of the number: the largest difference, and the largest size. */
  readonly gaps: Map<string, number>;
  readonly sizes: Map<string, number>;
  words: boolean;
}

function compare(ours: unknown, theirs: unknown, key: string, digits: number, found: Found): void {
  if (typeof ours === 'number' && typeof theirs === 'number') {
    const short = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(digits)));
    const [a, b] = [short(ours), short(theirs)];
    found.gaps.set(key, Math.max(found.gaps.get(key) ?? 0, Math.abs(a - b)));
    found.sizes.set(key, Math.max(found.sizes.get(key) ?? 0, Math.abs(a), Math.abs(b)));
    return;
  }
  if (typeof ours !== 'object' || typeof theirs !== 'object' || ours === null || theirs === null) {
    if (ours !== theirs) found.words = true;
    return;
  }
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  for (const inner of keys) {
    if (LEFT_OUT.has(inner) || (OF_ONE_SEED.has(inner) && Reflect.get(theirs, inner) === undefined)) continue;
    // Places of a list are no names: its numbers belong together.
    const name = Array.isArray(ours) ? key : inner;
    compare(Reflect.get(ours, inner), Reflect.get(theirs, inner), name, digits, found);
  }
}

/** A clause to stand after "Computed …". */
export function differenceInWords(difference: ResultDifference): string {
  switch (difference.kind) {
    case 'same':
      return 'the same bits as the stored result';
    case 'beyond-digits':
      return 'equal to the stored result in all digits shown, not in the last bits';
    case 'differs': {
      const share = `${Number((difference.largest * 100).toPrecision(2))}\u202f%`;
      const numbers = difference.largest === 0 ? '' : ` by up to ${share}`;
      return `differs from the stored result${numbers}${difference.words ? (numbers ? ', and in words or their order' : ' in words or their order') : ''}`;
    }
  }
}

// What the values of one column are, from a sample of its rows: how many are there, whether they tell rows apart, whether they look like
// times, ratings, coordinates, texts or ids. Evidence only: what a column is for is decided where all columns are seen (interactions.ts,
// nodes.ts).
import { largest, smallest } from '#lib/elementary/extent';
import { idForm, idText, type IdForm } from './ids';
import { isMissing } from './missing';
import { namedId, wordsOf, type NamedId } from './names';
import { numberForm, numberIn } from './numbers';
import { partOf } from './parts';
import { looksLikeTime } from './times';

export interface ColumnEvidence {
  /** As the file has it; '' where it has none. */
  readonly name: string;
  readonly words: readonly string[];
  /** Whose id the name says it is. */
  readonly named: NamedId;
  readonly rows: number;
  /** Rows with a value. */
  readonly filled: number;
  /** Ids that the values stand for, each once. */
  readonly ids: ReadonlySet<string>;
  readonly idForm: IdForm;
  /** Shares of the filled rows, 0 to 1. */
  readonly numbers: number;
  readonly times: number;
  /** Of the numbers; NaN where there are none. */
  readonly least: number;
  readonly most: number;
  /** Whether all numbers are whole, in this form or as 12.0. */
  readonly whole: boolean;
  /** Whether all numbers are whole or halves, as on a scale. */
  readonly halves: boolean;
  /** Whether the values are 0, 1, 2 … or 1, 2, 3 … down the rows. */
  readonly counts: boolean;
  /** Whether every value names a part of a split. */
  readonly parts: boolean;
  /** Mean count of words of the values that are no numbers. */
  readonly meanWords: number;
}

/** @param values of the sampled rows, in their order; '' where a row has none */
export function columnEvidence(name: string, values: readonly string[]): ColumnEvidence {
  const filled = values.filter((value) => !isMissing(value));
  const form = idForm(filled);
  const numbersIn = numberForm(filled);
  const numbers = filled.flatMap((value) => numberIn(value, { ...numbersIn, none: null }) ?? []);
  const texts = numbers.length === filled.length ? [] : filled;
  const words = texts.reduce((sum, text) => sum + text.trim().split(/[\s_]+/).length, 0);
  const start = Number(filled[0] ?? NaN);
  return {
    name,
    words: wordsOf(name),
    named: namedId(name),
    rows: values.length,
    filled: filled.length,
    ids: new Set(filled.map((value) => idText(value, form)).filter((id) => id !== '')),
    idForm: form,
    numbers: share(numbers.length, filled.length),
    times: share(filled.filter(looksLikeTime).length, filled.length),
    least: numbers.length > 0 ? smallest(numbers) : NaN,
    most: numbers.length > 0 ? largest(numbers) : NaN,
    whole: numbers.length > 0 && numbers.every(Number.isInteger),
    halves: numbers.length > 0 && numbers.every((number) => Number.isInteger(2 * number)),
    counts:
      (start === 0 || start === 1) && filled.length > 1 && filled.every((value, at) => Number(value) === start + at),
    parts: filled.length > 0 && filled.length === values.length && filled.every((value) => partOf(value) !== undefined),
    meanWords: texts.length > 0 ? words / texts.length : 0
  };
}

const share = (some: number, all: number): number => (all === 0 ? 0 : some / all);

/** Columns of a table from its sampled rows. */
export const columnsEvidence = (names: readonly string[], rows: readonly (readonly string[])[]): ColumnEvidence[] =>
  names.map((name, at) =>
    columnEvidence(
      name,
      rows.map((row) => row[at] ?? '')
    )
  );

const MOSTLY = 0.9;

export const isTimes = (column: ColumnEvidence): boolean => column.filled > 0 && column.times >= MOSTLY;

const RATING_WORDS = new Set([
  'rating',
  'star',
  'stars',
  'overall',
  'score',
  'rate',
  'ratings',
  'rated',
  'grade',
  'vote',
  'points'
]);

/** Whether a column is called as ratings are. */
export const isCalledRating = ({ words }: ColumnEvidence): boolean => words.some((word) => RATING_WORDS.has(word));

/** A scale has few steps. */
const MOST_STEPS = 101;

/** Few, small numbers that come again and again, whole or halves. */
export function isScale({ numbers, filled, ids, least, most, halves }: ColumnEvidence): boolean {
  if (numbers < MOSTLY || !halves || least < -100 || most > 100) return false;
  return ids.size <= MOST_STEPS && (ids.size <= filled / 2 || ids.size <= 11);
}

/** Degrees: fractions within the globe's, seldom twice the same. */
export const isDegrees = ({ numbers, whole, least, most, ids, filled }: ColumnEvidence): boolean =>
  numbers >= MOSTLY && !whole && least >= -180 && most <= 180 && ids.size > Math.min(20, filled / 10);

/** Whether the values can be ids: whole numbers or short words, no fractions, no sentences. */
export function canBeIds({ filled, numbers, whole, meanWords, ids }: ColumnEvidence): boolean {
  if (filled === 0 || ids.size === 0) return false;
  // Titles that come again and again are names of things too.
  return numbers >= MOSTLY ? whole : meanWords < 4 || (meanWords < 10 && ids.size < filled / 2);
}

/** Share of rows that a key may lack or repeat. */
const KEY = 0.95;

/** Whether the values tell the rows apart. */
export const isKey = ({ ids, rows }: ColumnEvidence): boolean => rows > 0 && ids.size > KEY * rows;

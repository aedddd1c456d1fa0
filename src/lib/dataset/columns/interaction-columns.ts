// What is known of interactions beside the pairs, by row: reading one row, picking rows, and making columns of rows. A column of
// which no row is known is left out (null).
import type { InteractionColumns } from '../types';
import { TextColumn, TextColumnBuilder } from './text-column';

/** One interaction as a row: for the boundaries where rows are written or read one by one. */
export interface InteractionRow {
  readonly rating?: number;
  /** Seconds since 1970. */
  readonly timestamp?: number;
  readonly review?: string;
}

export const NO_COLUMNS: InteractionColumns = { ratings: null, timestamps: null, reviews: null };

const known = (value: number | undefined): number | undefined =>
  value === undefined || Number.isNaN(value) ? undefined : value;

export const ratingAt = (columns: InteractionColumns | undefined, row: number): number | undefined =>
  known(columns?.ratings?.[row]);

export const timestampAt = (columns: InteractionColumns | undefined, row: number): number | undefined =>
  known(columns?.timestamps?.[row]);

export const reviewTextAt = (columns: InteractionColumns | undefined, row: number): string | undefined =>
  columns?.reviews?.get(row);

/** The rows at `rows`, in that order, copied: nothing of the other rows is reachable from the result. */
export function pickColumns(columns: InteractionColumns, rows: Int32Array | readonly number[]): InteractionColumns {
  const { ratings, timestamps, reviews } = columns;
  const picked = <A extends Float32Array | Float64Array>(from: A, to: A): A | null => {
    let any = false;
    rows.forEach((row, at) => {
      const value = from[row] ?? NaN;
      to[at] = value;
      any ||= !Number.isNaN(value);
    });
    return any ? to : null;
  };
  const texts = reviews?.pick(rows) ?? null;
  return {
    ratings: ratings && picked(ratings, new Float32Array(rows.length)),
    timestamps: timestamps && picked(timestamps, new Float64Array(rows.length)),
    reviews: texts && texts.count() > 0 ? texts : null
  };
}

export function columnsFromRows(rows: readonly InteractionRow[]): InteractionColumns {
  const reviews = new TextColumnBuilder();
  for (const { review } of rows) reviews.add(review);
  return pickColumns(
    {
      ratings: Float32Array.from(rows, ({ rating = NaN }) => rating),
      timestamps: Float64Array.from(rows, ({ timestamp = NaN }) => timestamp),
      reviews: reviews.finish()
    },
    [...rows.keys()]
  );
}

/**
 * A float32 rating in as few digits as tell it from its neighbours: 4.1 was read as 4.0999999046…, and is written as 4.1.
 */
export function shortRating(rating: number): string {
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(rating.toPrecision(digits));
    if (Math.fround(short) === rating) return String(short);
  }
  return String(rating);
}

/** Arrays of a column of texts under names that begin with `name`, for storage. */
export function textColumnArrays(name: string, column: TextColumn): Record<string, Uint8Array | Int32Array> {
  const blocks = Object.fromEntries(column.blocks.map((block, at) => [`${name}.block.${at}`, block]));
  return { ...blocks, [`${name}.starts`]: column.starts, [`${name}.ends`]: column.ends };
}

/** The column that `textColumnArrays` took apart; null where there is none of that name. */
export function textColumnFrom(name: string, arrays: Readonly<Record<string, unknown>>): TextColumn | null {
  const { [`${name}.starts`]: starts, [`${name}.ends`]: ends } = arrays;
  if (!(starts instanceof Int32Array) || !(ends instanceof Int32Array)) return null;
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < starts.length - 1; at++) {
    const block = arrays[`${name}.block.${at}`];
    if (!(block instanceof Uint8Array)) throw new Error(`A block of ${name} is missing`);
    blocks.push(block);
  }
  return new TextColumn(blocks, starts, ends);
}

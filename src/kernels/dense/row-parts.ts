// How sums over rows are cut: into parts that follow from the number of rows alone, added in their order. So one thread and any number
// of workers give the same bits.

/** Most parts of a sum over rows. */
export const MOST_PARTS = 16;
/** Fewer rows than this are one part. */
const FEWEST_ROWS = 128;

export interface RowPart {
  readonly first: number;
  /** The row behind the last one. */
  readonly end: number;
}

/** Rows of each part, but for the last. */
export const partLength = (rows: number): number => Math.max(FEWEST_ROWS, Math.ceil(rows / MOST_PARTS));

/** Rows 0 … rows − 1 in parts of one length, but for the last; one empty part where there are no rows. */
export function rowParts(rows: number): RowPart[] {
  const length = partLength(rows);
  return Array.from({ length: Math.max(1, Math.ceil(rows / length)) }, (_, part) => ({
    first: part * length,
    end: Math.min(rows, (part + 1) * length)
  }));
}

/** Adds what a part gave to the sum of those before it; the first one is the sum. */
export function addShare(sum: Float32Array, share: Float32Array, part: number): void {
  if (part === 0) sum.set(share);
  else for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (share[i] ?? 0);
}

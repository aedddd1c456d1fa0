// How sums over rows are cut: into parts that follow from the number of rows alone, added in their order. So one thread and any number
// of workers give the same bits.

/** Most parts of a sum over rows. */
const PARTS = 16;
/** Fewer rows than this are one part. */
const FEWEST_ROWS = 256;

export interface RowPart {
  readonly first: number;
  /** The row behind the last one. */
  readonly end: number;
}

/** Rows of each part, but for the last. */
export const partLength = (rows: number): number => Math.max(FEWEST_ROWS, Math.ceil(rows / PARTS));

/** Rows 0 … rows − 1 in parts of one length, but for the last; one empty part where there are no rows. */
export function rowParts(rows: number): RowPart[] {
  const length = partLength(rows);
  return Array.from({ length: Math.max(1, Math.ceil(rows / length)) }, (_, part) => ({
    first: part * length,
    end: Math.min(rows, (part + 1) * length)
  }));
}

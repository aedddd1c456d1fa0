// How rows are cut into parts: by their number alone, never by how many work on them, so that sums over parts, added in their order, have
// the same bits wherever each part was made.

/** Enough for sixteen workers, few enough that a part's own sums cost little. */
const MOST_PARTS = 16;
/** Rows of a part are a multiple of this: tiles of eight and of six rows have no rest then. */
const STEP = 48;

export interface Part {
  readonly start: number;
  /** The first row behind it. */
  readonly end: number;
}

/** At most sixteen parts of equal length but for the last; none where there is no row. */
export function partsOf(rows: number): readonly Part[] {
  const length = Math.ceil(rows / MOST_PARTS / STEP) * STEP;
  if (length === 0) return [];
  return Array.from({ length: Math.ceil(rows / length) }, (_, at) => ({
    start: at * length,
    end: Math.min(rows, (at + 1) * length)
  }));
}

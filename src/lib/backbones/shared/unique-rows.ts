// A batch's rows, each once: contrasts within the batch count a node once however often it was clicked.
import { makeRowIndex, type RowIndex } from '#kernels/gather-rows/gather-rows';

/** A batch's rows, each once, with how often each stands in it. */
export interface DistinctRows {
  readonly rows: RowIndex;
  /** [distinct rows] */
  readonly counts: Float32Array;
}

/** Ascending; the plan's tensors belong to the caller's tidy. @param index rows with repeats, each in 0 .. rowCount − 1 */
export function distinctRows(index: Int32Array, rowCount: number): DistinctRows {
  const times = new Int32Array(rowCount);
  for (const row of index) times[row] = (times[row] ?? 0) + 1;
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row).filter((row) => (times[row] ?? 0) > 0);
  return { rows: makeRowIndex(rows, rowCount), counts: Float32Array.from(rows, (row) => times[row] ?? 0) };
}

/** Ascending; the plan's tensors belong to the caller's tidy. */
export function uniqueRows({ index, rowCount }: RowIndex): RowIndex {
  return makeRowIndex(Int32Array.from(new Set(index)).sort(), rowCount);
}

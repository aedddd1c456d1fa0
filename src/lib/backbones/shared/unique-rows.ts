// A batch's rows, each once: contrasts within the batch count a node once however often it was clicked.
import { makeRowIndex, type RowIndex } from '#kernels/gather-rows/gather-rows';

/** Ascending; the plan's tensors belong to the caller's tidy. */
export function uniqueRows({ index, rowCount }: RowIndex): RowIndex {
  return makeRowIndex(Int32Array.from(new Set(index)).sort(), rowCount);
}

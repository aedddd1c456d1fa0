// Products of a sparse matrix with a vector, each sum in a fixed order so that one machine always gives the same bits.
import type { LinearMap } from '#kernels/svd/vectors';
import type { SparseRows } from './tfidf';

export const sparseMap = (matrix: SparseRows): LinearMap => ({
  rows: matrix.rows,
  columns: matrix.columns,
  times: (x) => multiply(matrix, x),
  transposedTimes: (x) => multiplyTransposed(matrix, x)
});

/** A x: [columns] → [rows]. */
export function multiply(matrix: SparseRows, x: Float64Array): Float64Array {
  const { rows, rowStart, column, value } = matrix;
  const y = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    const end = rowStart[row + 1] ?? 0;
    for (let entry = rowStart[row] ?? 0; entry < end; entry++)
      sum += (value[entry] ?? 0) * (x[column[entry] ?? 0] ?? 0);
    y[row] = sum;
  }
  return y;
}

/** Aᵀ x: [rows] → [columns]. */
export function multiplyTransposed(matrix: SparseRows, x: Float64Array): Float64Array {
  const { rows, columns, rowStart, column, value } = matrix;
  const y = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const factor = x[row] ?? 0;
    const end = rowStart[row + 1] ?? 0;
    for (let entry = rowStart[row] ?? 0; entry < end; entry++) {
      const at = column[entry] ?? 0;
      y[at] = (y[at] ?? 0) + factor * (value[entry] ?? 0);
    }
  }
  return y;
}

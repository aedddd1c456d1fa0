// Random sparse matrices for property tests, with the shapes that break kernels: empty rows, rows of one entry, one row
// that holds most entries.
import { uniformAt, uniformArray, uniformInt, type RandomKey } from '#kernels/random/random';
import type { HostCsr } from '#kernels/spmm/sparse-pair';

/**
 * Rows of six elements, as vec4 and as numbers, in turns: a device program compiled for one and taken for the other reads the wrong
 * numbers and says nothing.
 */
export const ALTERNATING_WIDTHS = [24, 6, 24] as const;

const key = (seed: number, stream: number): RandomKey => ({ seed, stream, step: 0 });

export function randomCsr(seed: number, rows: number, columns: number, degree: number): HostCsr {
  const rowPtr = new Int32Array(rows + 1);
  const colIdx: number[] = [];
  for (let row = 0; row < rows; row++) {
    const draw = uniformAt(key(seed, 101), row);
    // A third of the rows is empty, a third has one entry, row 0 is a hub.
    const wanted = row === 0 ? columns : draw < 1 / 3 ? 0 : draw < 2 / 3 ? 1 : degree;
    const columnsOfRow = new Set<number>();
    for (let k = 0; k < wanted; k++) columnsOfRow.add(uniformInt(key(seed, 102), row * 1009 + k, columns));
    colIdx.push(...[...columnsOfRow].sort((a, b) => a - b));
    rowPtr[row + 1] = colIdx.length;
  }
  const values = uniformArray(key(seed, 103), colIdx.length).map((v) => v - 0.5);
  return { rows, columns, rowPtr, colIdx: Int32Array.from(colIdx), values };
}

export function randomMatrix(seed: number, rows: number, columns: number): Float32Array {
  return uniformArray(key(seed, 104), rows * columns).map((v) => v - 0.5);
}

/** A · x in float64. */
export function sparseReference(csr: HostCsr, x: ArrayLike<number>, width: number): Float64Array {
  const y = new Float64Array(csr.rows * width);
  for (let row = 0; row < csr.rows; row++) {
    for (let e = csr.rowPtr[row] ?? 0; e < (csr.rowPtr[row + 1] ?? 0); e++) {
      for (let c = 0; c < width; c++) {
        const at = row * width + c;
        y[at] = (y[at] ?? 0) + (csr.values[e] ?? 0) * (x[(csr.colIdx[e] ?? 0) * width + c] ?? 0);
      }
    }
  }
  return y;
}

/** Aᵀ · dy in float64: the gradient of Σ dy ∘ (A · x) to x. */
export function sparseGradientReference(csr: HostCsr, dy: ArrayLike<number>, width: number): Float64Array {
  const dx = new Float64Array(csr.columns * width);
  for (let row = 0; row < csr.rows; row++) {
    for (let e = csr.rowPtr[row] ?? 0; e < (csr.rowPtr[row + 1] ?? 0); e++) {
      for (let c = 0; c < width; c++) {
        const at = (csr.colIdx[e] ?? 0) * width + c;
        dx[at] = (dx[at] ?? 0) + (csr.values[e] ?? 0) * (dy[row * width + c] ?? 0);
      }
    }
  }
  return dx;
}

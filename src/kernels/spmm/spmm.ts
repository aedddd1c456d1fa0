// Sparse × dense: y[r, :] = Σ_e values[e] · x[colIdx[e], :] over the entries e of row r. The matrix comes as two CSRs, of
// itself and of its transpose, because the gradient to x is the same kernel with the two swapped: dx = Aᵀ dy. No gradient
// to the values. Sums run over a row's entries in stored order: equal bits on every run.
// Cost: 2 · entries · width multiply-adds; bytes 8 · entries + 4 · width · (entries read, rows written) without reuse.
import {
  clone,
  engine,
  gather,
  registerGradient,
  tensor1d,
  tidy,
  type Tensor,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as1d, as2d, single } from '../backend/tensors';

/** One CSR on the device. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly rowPtr: Tensor1D; // int32 [rows + 1]
  readonly colIdx: Tensor1D; // int32 [entries]
  readonly values: Tensor1D; // float32 [entries]
}

export interface SparsePair {
  readonly forward: SparseMatrix;
  readonly transposed: SparseMatrix;
  /** The entry of `forward` that stands behind each entry of `transposed`, int32 [entries], on host and device. */
  readonly transposedFrom: Int32Array;
  readonly transposedFromTensor: Tensor1D;
}

/** A CSR on the host; columns ascend within a row. */
export interface HostCsr {
  readonly rows: number;
  readonly columns: number;
  readonly rowPtr: Int32Array; // [rows + 1]
  readonly colIdx: Int32Array; // [entries]
  readonly values: Float32Array; // [entries]
}

export const SPMM = 'SparseDenseProduct';

/** The transpose of a CSR and, for each of its entries, the entry of the original that it came from. */
export function transposeCsr(csr: HostCsr): { transposed: HostCsr; from: Int32Array } {
  const entries = csr.colIdx.length;
  const rowPtr = new Int32Array(csr.columns + 1);
  for (const column of csr.colIdx) {
    if (column < 0 || column >= csr.columns) throw new RangeError(`Column ${column} is outside 0..${csr.columns - 1}`);
    rowPtr[column + 1] = (rowPtr[column + 1] ?? 0) + 1;
  }
  for (let c = 0; c < csr.columns; c++) rowPtr[c + 1] = (rowPtr[c + 1] ?? 0) + (rowPtr[c] ?? 0);
  const next = rowPtr.slice(0, csr.columns);
  const colIdx = new Int32Array(entries);
  const values = new Float32Array(entries);
  const from = new Int32Array(entries);
  for (let r = 0; r < csr.rows; r++) {
    for (let e = csr.rowPtr[r] ?? 0; e < (csr.rowPtr[r + 1] ?? 0); e++) {
      const column = csr.colIdx[e] ?? 0;
      const at = next[column] ?? 0;
      next[column] = at + 1;
      colIdx[at] = r;
      values[at] = csr.values[e] ?? 0;
      from[at] = e;
    }
  }
  return { transposed: { rows: csr.columns, columns: csr.rows, rowPtr, colIdx, values }, from };
}

function upload(csr: HostCsr): SparseMatrix {
  return {
    rows: csr.rows,
    columns: csr.columns,
    rowPtr: tensor1d(csr.rowPtr, 'int32'),
    colIdx: tensor1d(csr.colIdx, 'int32'),
    values: tensor1d(csr.values, 'float32')
  };
}

/** Uploads a CSR and its transpose. Dispose with `disposeSparsePair`. */
export function makeSparsePair(csr: HostCsr): SparsePair {
  const { transposed, from } = transposeCsr(csr);
  return {
    forward: upload(csr),
    transposed: upload(transposed),
    transposedFrom: from,
    transposedFromTensor: tensor1d(from, 'int32')
  };
}

/**
 * The same pattern with other values [entries], in forward entry order: an edge-dropped graph, say. Values that lie on
 * the device stay there. Shares the pattern's tensors; dispose only the two `values` (`disposeValues`), which are new
 * ones in either case. Values are constants to the tape.
 * @throws RangeError where the count of values is not that of the entries
 */
export function withValues(pair: SparsePair, values: Float32Array | Tensor1D): SparsePair {
  const count = values instanceof Float32Array ? values.length : values.size;
  if (count !== pair.transposedFrom.length) {
    throw new RangeError(`Got ${count} values for ${pair.transposedFrom.length} entries`);
  }
  const [forward, transposed] = values instanceof Float32Array ? onHost(pair, values) : onDevice(pair, values);
  return {
    ...pair,
    forward: { ...pair.forward, values: forward },
    transposed: { ...pair.transposed, values: transposed }
  };
}

function onHost(pair: SparsePair, values: Float32Array): [Tensor1D, Tensor1D] {
  const transposed = new Float32Array(values.length);
  for (let e = 0; e < transposed.length; e++) transposed[e] = values[pair.transposedFrom[e] ?? 0] ?? 0;
  return [tensor1d(values, 'float32'), tensor1d(transposed, 'float32')];
}

function onDevice(pair: SparsePair, values: Tensor1D): [Tensor1D, Tensor1D] {
  return [clone(values), gather(values, pair.transposedFromTensor)];
}

export function disposeValues(pair: SparsePair): void {
  pair.forward.values.dispose();
  pair.transposed.values.dispose();
}

export function disposeSparsePair(pair: SparsePair): void {
  disposeValues(pair);
  for (const { rowPtr, colIdx } of [pair.forward, pair.transposed]) {
    rowPtr.dispose();
    colIdx.dispose();
  }
  pair.transposedFromTensor.dispose();
}

/**
 * A · x for x [columns, width] → [rows, width], differentiable in x.
 * @throws RangeError where x has not the matrix's number of columns as rows
 */
export function spmm(pair: SparsePair, x: Tensor2D): Tensor2D {
  const { forward, transposed } = pair;
  if (x.shape[0] !== forward.columns) {
    throw new RangeError(`A matrix of ${forward.columns} columns cannot multiply ${x.shape[0]} rows`);
  }
  return as2d(
    engine().runKernel(SPMM, {
      x,
      rowPtr: forward.rowPtr,
      colIdx: forward.colIdx,
      values: forward.values,
      rowPtrT: transposed.rowPtr,
      colIdxT: transposed.colIdx,
      valuesT: transposed.values
    })
  );
}

/**
 * One CSR times x, for use inside gradients and customGrad, where no tape records it: it knows no transpose, so a
 * gradient through it would be wrong.
 */
export function spmmForward(rowPtr: Tensor, colIdx: Tensor, values: Tensor, x: Tensor): Tensor {
  return tidy(() =>
    engine().runKernel(SPMM, { x, rowPtr, colIdx, values, rowPtrT: rowPtr, colIdxT: colIdx, valuesT: values })
  );
}

export function registerSpmmGradient(): void {
  registerGradient({
    kernelName: SPMM,
    inputsToSave: ['rowPtr', 'colIdx', 'values', 'rowPtrT', 'colIdxT', 'valuesT'],
    gradFunc(dy, saved) {
      const [rowPtr, colIdx, values, rowPtrT, colIdxT, valuesT] = saved;
      if (!rowPtr || !colIdx || !values || !rowPtrT || !colIdxT || !valuesT)
        throw new Error('The tape lost the matrix');
      return {
        x: () =>
          engine().runKernel(SPMM, {
            x: single(dy),
            rowPtr: as1d(rowPtrT),
            colIdx: as1d(colIdxT),
            values: as1d(valuesT),
            rowPtrT: as1d(rowPtr),
            colIdxT: as1d(colIdx),
            valuesT: as1d(values)
          })
      };
    }
  });
}

// A sparse matrix on the device: one CSR of it and one of its transpose, since the gradient of a product is a product with
// the transpose. Beside it the order in which a GPU takes the rows, longest first: threads that go in step then walk rows of one length,
// and several share a row above LONGEST entries, which in a power-law graph would otherwise be one thread's serial chain.
import { clone, dispose, tensor1d, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { take } from '../take/take';

/** Entries that one thread walks; rows above are shared. */
export const LONGEST = 128;

/** One CSR on the device. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly rowPtr: Tensor1D; // int32 [rows + 1]
  readonly colIdx: Tensor1D; // int32 [entries]
  readonly values: Tensor1D; // float32 [entries]
  readonly order: RowOrder;
}

export interface RowOrder {
  /** Rows by falling number of entries, int32 [rows]. Read on WebGPU only. */
  readonly rows: Tensor1D;
  /** How many of them, at the front, have more than LONGEST. */
  readonly longRows: number;
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

/** Rows by falling number of entries, ascending where they have as many; and how many have more than `longest`. */
export function byLength(
  rowPtr: Int32Array,
  longest: number
): { readonly order: Int32Array; readonly longRows: number } {
  const rows = rowPtr.length - 1;
  const lengths = Int32Array.from({ length: rows }, (_, row) => (rowPtr[row + 1] ?? 0) - (rowPtr[row] ?? 0));
  const most = lengths.reduce((a, b) => Math.max(a, b), 0);
  // A counting sort: place[l] is where the next row of l entries goes.
  const place = new Int32Array(most + 2);
  for (const length of lengths) place[most - length + 1] = (place[most - length + 1] ?? 0) + 1;
  for (let at = 0; at <= most; at++) place[at + 1] = (place[at + 1] ?? 0) + (place[at] ?? 0);
  const longRows = most > longest ? (place[most - longest] ?? 0) : 0;
  const order = new Int32Array(rows);
  lengths.forEach((length, row) => {
    const to = place[most - length] ?? 0;
    place[most - length] = to + 1;
    order[to] = row;
  });
  return { order, longRows };
}

function upload(csr: HostCsr): SparseMatrix {
  const { order, longRows } = byLength(csr.rowPtr, LONGEST);
  return {
    rows: csr.rows,
    columns: csr.columns,
    rowPtr: tensor1d(csr.rowPtr, 'int32'),
    colIdx: tensor1d(csr.colIdx, 'int32'),
    values: tensor1d(csr.values, 'float32'),
    order: { rows: tensor1d(order, 'int32'), longRows }
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
  return withBothValues(pair, forward, transposed);
}

/** The same with the values of both directions at hand, each in its own entry order; the pair takes the tensors over. */
export function withBothValues(pair: SparsePair, forward: Tensor1D, transposed: Tensor1D): SparsePair {
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
  return [clone(values), take(values, pair.transposedFromTensor)];
}

export function disposeValues(pair: SparsePair): void {
  pair.forward.values.dispose();
  pair.transposed.values.dispose();
}

/** All that lies on the device. */
export const tensorsOfPair = ({ forward, transposed, transposedFromTensor }: SparsePair): Tensor[] => [
  ...[forward, transposed].flatMap(({ rowPtr, colIdx, values, order }) => [rowPtr, colIdx, values, order.rows]),
  transposedFromTensor
];

export const disposeSparsePair = (pair: SparsePair): void => dispose(tensorsOfPair(pair));

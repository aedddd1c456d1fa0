// Rows of a matrix by index: y[b, :] = x[index[b], :]. Its gradient adds up rows of dy that came from the same row of x:
// dx = Sᵀ dy with S the selection matrix, computed as a sparse product through a CSR of row → positions that is built
// once a batch on the host. Fixed order, no atomics: equal bits on every run (the stock gradient scatters with float
// atomics on WebGPU and is slow).
import { engine, ones, registerGradient, tensor1d, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, single } from '../backend/tensors';
import { spmmForward } from '../spmm/spmm';

/** Which rows to gather, and the plan of the gradient. */
export interface RowIndex {
  readonly rowCount: number;
  readonly index: Int32Array; // [n], each in 0 .. rowCount − 1
  readonly indexTensor: Tensor1D; // int32 [n]
  /** CSR of row → positions in `index`. */
  readonly rowPtr: Tensor1D; // int32 [rowCount + 1]
  readonly positions: Tensor1D; // int32 [n]
  readonly unit: Tensor1D; // float32 [n], ones: the CSR's values
}

export const GATHER_ROWS = 'GatherRowsByPlan';

/**
 * Plans the gather of rows `index` out of `rowCount`. Dispose with `disposeRowIndex`.
 * @throws RangeError where an index is outside
 */
export function makeRowIndex(index: Int32Array, rowCount: number): RowIndex {
  const { rowPtr, positions } = groupPositions(index, rowCount);
  return {
    rowCount,
    index,
    indexTensor: tensor1d(index, 'int32'),
    rowPtr: tensor1d(rowPtr, 'int32'),
    positions: tensor1d(positions, 'int32'),
    unit: ones([index.length])
  };
}

/**
 * The places of each row in a list of rows, as a CSR; places ascend within a row.
 * @throws RangeError where a row is outside 0 .. rowCount − 1
 */
export function groupPositions(
  rows: Int32Array,
  rowCount: number
): { readonly rowPtr: Int32Array; readonly positions: Int32Array } {
  const rowPtr = new Int32Array(rowCount + 1);
  for (const row of rows) {
    if (row < 0 || row >= rowCount) throw new RangeError(`Row ${row} is outside 0..${rowCount - 1}`);
    rowPtr[row + 1] = (rowPtr[row + 1] ?? 0) + 1;
  }
  for (let row = 0; row < rowCount; row++) rowPtr[row + 1] = (rowPtr[row + 1] ?? 0) + (rowPtr[row] ?? 0);
  const next = rowPtr.slice(0, rowCount);
  const positions = new Int32Array(rows.length);
  rows.forEach((row, position) => {
    const at = next[row] ?? 0;
    next[row] = at + 1;
    positions[at] = position;
  });
  return { rowPtr, positions };
}

export function disposeRowIndex(rows: RowIndex): void {
  rows.indexTensor.dispose();
  rows.rowPtr.dispose();
  rows.positions.dispose();
  rows.unit.dispose();
}

/** x [rowCount, width] → [n, width], differentiable in x. */
export function gatherRows(x: Tensor2D, rows: RowIndex): Tensor2D {
  if (x.shape[0] !== rows.rowCount) {
    throw new RangeError(`The plan is for ${rows.rowCount} rows, the matrix has ${x.shape[0]}`);
  }
  const { indexTensor, rowPtr, positions, unit } = rows;
  return as2d(engine().runKernel(GATHER_ROWS, { x, index: indexTensor, rowPtr, positions, unit }));
}

export function registerGatherRowsGradient(): void {
  registerGradient({
    kernelName: GATHER_ROWS,
    inputsToSave: ['rowPtr', 'positions', 'unit'],
    gradFunc(dy, saved) {
      const [rowPtr, positions, unit] = saved;
      if (!rowPtr || !positions || !unit) throw new Error('The tape lost the plan');
      return { x: () => spmmForward(rowPtr, positions, unit, single(dy)) };
    }
  });
}

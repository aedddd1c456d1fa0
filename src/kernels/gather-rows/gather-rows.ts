// Rows of a matrix by index: y[b, :] = x[index[b], :]. Its gradient adds up rows of dy that came from the same row of x:
// dx = Sᵀ dy with S the selection matrix, computed as a sparse product through a CSR of row → positions that is built
// once a batch on the host. Fixed order, no atomics: equal bits on every run (the stock gradient scatters with float
// atomics on WebGPU and is slow).
import {
  engine,
  getBackend,
  getKernel,
  ones,
  registerGradient,
  tensor1d,
  type Tensor,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d, single } from '../backend/tensors';
import { LONGEST } from '../spmm/sparse-pair';
import { spmmForward } from '../spmm/spmm';

/** Which rows to gather, and the plan of the gradient. */
export interface RowIndex {
  readonly rowCount: number;
  readonly index: Int32Array; // [n], each in 0 .. rowCount − 1
  readonly plan: RowPlan;
}

/** What the device gets: on WebGPU one upload, elsewhere arrays of their own. */
type RowPlan = PackedPlan | PlanApart;

interface PackedPlan {
  readonly type: 'packed';
  /** rowPtr [rowCount + 1], positions [n], index [n] and the rows of more than LONGEST positions, one behind the other; int32. */
  readonly packed: Tensor1D;
  readonly longRows: number;
}

interface PlanApart {
  readonly type: 'apart';
  readonly index: Tensor1D; // int32 [n]
  /** CSR of row → positions in `index`. */
  readonly rowPtr: Tensor1D; // int32 [rowCount + 1]
  readonly positions: Tensor1D; // int32 [n]
  readonly unit: Tensor1D; // float32 [n], ones: the CSR's values
}

export const GATHER_ROWS = 'GatherRowsByPlan';
export const GATHER_PACKED = 'GatherRowsByPackedPlan';
export const GATHER_PACKED_GRADIENT = 'GatherRowsByPackedPlanGradient';

/** Whether the active backend takes a plan in one piece. */
export const takesPacked = (): boolean => getKernel(GATHER_PACKED, getBackend()) !== undefined;

/**
 * Plans the gather of rows `index` out of `rowCount`, for the active backend. Dispose with `disposeRowIndex`.
 * @throws RangeError where an index is outside
 */
export function makeRowIndex(index: Int32Array, rowCount: number): RowIndex {
  const { rowPtr, positions } = groupPositions(index, rowCount);
  if (!takesPacked()) {
    const plan: RowPlan = {
      type: 'apart',
      index: tensor1d(index, 'int32'),
      rowPtr: tensor1d(rowPtr, 'int32'),
      positions: tensor1d(positions, 'int32'),
      unit: ones([index.length])
    };
    return { rowCount, index, plan };
  }
  const long: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    if ((rowPtr[row + 1] ?? 0) - (rowPtr[row] ?? 0) > LONGEST) long.push(row);
  }
  const packed = new Int32Array(rowPtr.length + 2 * index.length + long.length);
  packed.set(rowPtr);
  packed.set(positions, rowPtr.length);
  packed.set(index, rowPtr.length + index.length);
  packed.set(long, rowPtr.length + 2 * index.length);
  return { rowCount, index, plan: { type: 'packed', packed: tensor1d(packed, 'int32'), longRows: long.length } };
}

/** What lies on the device of it. */
export function tensorsOfRowIndex({ plan }: RowIndex): Tensor[] {
  return plan.type === 'packed' ? [plan.packed] : [plan.index, plan.rowPtr, plan.positions, plan.unit];
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
  for (const tensor of tensorsOfRowIndex(rows)) tensor.dispose();
}

/** x [rowCount, width] → [n, width], differentiable in x. */
export function gatherRows(x: Tensor2D, rows: RowIndex): Tensor2D {
  const { rowCount, plan } = rows;
  if (x.shape[0] !== rowCount) {
    throw new RangeError(`The plan is for ${rowCount} rows, the matrix has ${x.shape[0]}`);
  }
  if (plan.type === 'packed') {
    const { packed, longRows } = plan;
    const attributes = { rows: rows.index.length, rowCount, longRows };
    return as2d(engine().runKernel(GATHER_PACKED, { x, packed }, attributes));
  }
  const { index, rowPtr, positions, unit } = plan;
  return as2d(engine().runKernel(GATHER_ROWS, { x, index, rowPtr, positions, unit }));
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
  registerGradient({
    kernelName: GATHER_PACKED,
    inputsToSave: ['packed'],
    gradFunc(dy, [packed], attributes) {
      if (!packed) throw new Error('The tape lost the plan');
      return {
        x: () => single(engine().runKernel(GATHER_PACKED_GRADIENT, { dy: single(dy), packed }, { ...attributes }))
      };
    }
  });
}

// Bayesian personalised ranking (Rendle et al., UAI 2009) fused: (1/B) Σ_b softplus(−m_b), m_b = x_a · (x_p − x_n), equal
// to the mean of −log σ(m). Two kernels: margins of the batch, and the gradient to all rows of x through a CSR of
// row → places in the batch that the host builds once a batch. No gather is stored, no float atomics.
// Cost: 4 · B · d flops forward and back; WebGPU: one dispatch and a mean, one dispatch for the gradient.
import {
  customGrad,
  engine,
  mean,
  slice,
  tensor1d,
  tensor2d,
  type Scalar,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Tensor1D } from '@tensorflow/tfjs-core';
import { as2d, asScalar, customGradInputs } from '../backend/tensors';
import { groupPositions, takesPacked } from '../gather-rows/gather-rows';
import { hasStridedSum, stridedSum } from '../strided-sum/strided-sum';

export const BPR_MARGINS = 'BprMargins';
export const BPR_GRADIENT = 'BprGradient';

/** The triples (anchor, positive, negative) of a batch on the device, and where each row occurs in them. */
export interface TripleIndex {
  readonly size: number; // B
  readonly rowCount: number;
  readonly plan: TriplePlan;
}

/** What the device gets: on WebGPU one upload, elsewhere arrays of their own. int32. */
type TriplePlan =
  | {
      readonly type: 'packed';
      /** triples [3, B], rowPtr [rowCount + 1] and places [3 · B], one behind the other. */
      readonly packed: Tensor1D;
    }
  | {
      readonly type: 'apart';
      readonly triples: Tensor2D; // [3, B]
      /** CSR of row → places in `triples`, row-major. */
      readonly rowPtr: Tensor1D; // [rowCount + 1]
      readonly places: Tensor1D; // [3 · B]
    };

/**
 * Plans BPR over rows of a matrix of `rowCount` rows. Dispose with `disposeTripleIndex`.
 * @throws RangeError where the lists differ in length or a row is outside
 */
export function makeTripleIndex(
  anchors: Int32Array,
  positives: Int32Array,
  negatives: Int32Array,
  rowCount: number
): TripleIndex {
  const size = anchors.length;
  if (positives.length !== size || negatives.length !== size) {
    throw new RangeError(
      `Triples need three lists of one length, got ${size}, ${positives.length}, ${negatives.length}`
    );
  }
  const rows = new Int32Array(3 * size);
  rows.set(anchors);
  rows.set(positives, size);
  rows.set(negatives, 2 * size);
  const { rowPtr, positions } = groupPositions(rows, rowCount);
  if (takesPacked()) {
    const packed = new Int32Array(2 * rows.length + rowPtr.length);
    packed.set(rows);
    packed.set(rowPtr, rows.length);
    packed.set(positions, rows.length + rowPtr.length);
    return { size, rowCount, plan: { type: 'packed', packed: tensor1d(packed, 'int32') } };
  }
  const plan: TriplePlan = {
    type: 'apart',
    triples: tensor2d(rows, [3, size], 'int32'),
    rowPtr: tensor1d(rowPtr, 'int32'),
    places: tensor1d(positions, 'int32')
  };
  return { size, rowCount, plan };
}

/** What lies on the device of it. */
export function tensorsOfTripleIndex({ plan }: TripleIndex): Tensor[] {
  return plan.type === 'packed' ? [plan.packed] : [plan.triples, plan.rowPtr, plan.places];
}

export function disposeTripleIndex(index: TripleIndex): void {
  for (const tensor of tensorsOfTripleIndex(index)) tensor.dispose();
}

/**
 * The mean BPR loss of a batch over rows of x [rowCount, d], differentiable in x.
 * @throws RangeError where the plan is for another number of rows
 */
export function bprLoss(x: Tensor2D, index: TripleIndex): Scalar {
  if (x.shape[0] !== index.rowCount) {
    throw new RangeError(`The triples are of ${index.rowCount} rows, the matrix has ${x.shape[0]}`);
  }
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [rows] = tensors;
    if (!rows) throw new Error('customGrad lost its input');
    const { size: batch } = index;
    const [triples, ...places] = tensorsOfTripleIndex(index);
    if (!triples) throw new Error('The triples have no plan');
    const margins = as2d(engine().runKernel(BPR_MARGINS, { x: rows, triples }, { batch }));
    save([rows, margins, triples, ...places]);
    return {
      value: meanOfFirst(margins, batch),
      gradFunc: (scale, saved) => {
        const [x, margins, triples, rowPtr, places] = saved;
        if (!x || !margins || !triples) throw new Error('The tape lost the batch');
        const given: NamedTensorMap = { x, triples, margins, scale };
        if (rowPtr && places) Object.assign(given, { rowPtr, places });
        return engine().runKernel(BPR_GRADIENT, given, { batch });
      }
    };
  });
  return asScalar(operation(x));
}

/** The mean of the first row. */
function meanOfFirst(margins: Tensor2D, size: number): Tensor {
  if (hasStridedSum()) return stridedSum(margins, { start: 0, stride: 1, count: size, factor: 1 / size });
  return mean(slice(margins, [0, 0], [1, size]));
}

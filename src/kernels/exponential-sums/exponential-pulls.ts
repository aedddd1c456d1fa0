// InfoNCE of unit rows in one go, where a GPU has the programs for it: for rows x [n, d] with positives y [n, d] and others [m, d],
//   loss = Σ_i (log z_i − x_i · y_i / τ),   d loss / d x_i = (s_i / z_i − y_i) / τ,   d loss / d others_o = Σ_i e_io x_i / (τ z_i),
// z, s and e as exponential-sums.ts says; d loss / d y_i = −x_i / τ needs no program. Five dispatches, where the same takes seventeen
// made of tfjs's own operations. Not differentiable: call it inside customGrad.
import { engine, getBackend, getKernel, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '../backend/tensors';
import { stridedSum } from '../strided-sum/strided-sum';
import { EXPONENTIAL_SUMS } from './exponential-sums';
import { isStreamed } from './streamed-widths';

export const EXPONENTIAL_PULLS = 'ExponentialPulls';

export interface ExponentialPulls {
  readonly loss: Scalar;
  /** The gradient to x in its first d columns, [n, more than d]. */
  readonly ofRows: Tensor2D;
  /** [m, d]. */
  readonly ofOthers: Tensor2D;
}

/** Null where it is to be made of other operations. */
export function exponentialPulls(
  x: Tensor2D,
  positives: Tensor2D,
  others: Tensor2D,
  temperature: number
): ExponentialPulls | null {
  const [rows, width] = x.shape;
  if (!getKernel(EXPONENTIAL_PULLS, getBackend()) || !isStreamed(width)) return null;
  const ofRows = as2d(engine().runKernel(EXPONENTIAL_PULLS, { x, positives, others }, { temperature }));
  const stride = ofRows.shape[1];
  // Beside a row's gradient stand its loss and 1 / (τ z), the weight of its exponentials for the others.
  const loss = stridedSum(ofRows, { start: width, stride, count: rows, factor: 1 });
  const ofOthers = as2d(
    engine().runKernel(
      EXPONENTIAL_SUMS,
      { x: others, others: x, weights: ofRows },
      { temperature, weightStart: width + 1, weightStride: stride }
    )
  );
  return { loss, ofRows, ofOthers };
}

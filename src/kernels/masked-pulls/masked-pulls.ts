// The inside of masked InfoNCE (losses/info-nce.ts) once the exponential sums z and s of its rows are there. For unit rows x and targets y,
//   a_i = exp(x_i · y_i / τ) / (z_i + ε),   p_i = a_i / (a_i + ε) / (n τ),
//   loss = −mean_i log(a_i + ε),   d loss / d x_i = s_i p_i / (z_i + ε) − p_i y_i.
// Of WebGPU only, three dispatches for some thirty; `hasMaskedPulls` says whether they are to be had. Not differentiable: call it inside customGrad. On wasm masked-pulls.as.ts
// makes the same, part by part.
import { engine, getBackend, getKernel, tidy, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '../backend/tensors';
import { stridedSum } from '../strided-sum/strided-sum';

export const MASKED_SHARES = 'MaskedShares';
export const MASKED_PULLS = 'MaskedPulls';

/** Numbers of a row that MaskedShares writes: log(a + ε), p / (z + ε), p, 0. */
export const SHARES = 4;

export interface MaskedSums {
  readonly rows: Tensor2D; // x, [n, d]
  readonly targets: Tensor2D; // y, [n, d]
  readonly totals: Tensor2D; // z, [n, 1]
  readonly sums: Tensor2D; // s, [n, d]
}

export const hasMaskedPulls = (): boolean => getKernel(MASKED_SHARES, getBackend()) !== undefined;

export function maskedPulls(
  { rows, targets, totals, sums }: MaskedSums,
  temperature: number,
  epsilon: number
): { readonly loss: Scalar; readonly ofRows: Tensor2D } {
  const count = rows.shape[0];
  const shares = as2d(engine().runKernel(MASKED_SHARES, { rows, targets, totals }, { temperature, epsilon }));
  const loss = tidy(() => stridedSum(shares, { start: 0, stride: SHARES, count, factor: -1 / count }));
  const ofRows = as2d(engine().runKernel(MASKED_PULLS, { sums, targets, shares }));
  return { loss, ofRows };
}

// factor · Σ x² over the first numbers of a tensor as they lie. Of WebGPU only, where it takes two dispatches and no copy; null elsewhere.
// Not differentiable: the regulariser's value, whose gradient the optimiser adds by itself.
import { engine, getBackend, getKernel, tidy, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { as1d } from '../backend/tensors';
import { stridedSum } from '../strided-sum/strided-sum';

export const SQUARE_SUMS = 'SquareSums';

/** @param count a multiple of 4, at most the numbers of x */
export function squaredNorm(x: Tensor, count: number, factor: number): Scalar | null {
  if (!getKernel(SQUARE_SUMS, getBackend())) return null;
  return tidy(() => {
    const parts = as1d(engine().runKernel(SQUARE_SUMS, { x }, { count }));
    return stridedSum(parts, { start: 0, stride: 1, count: parts.size, factor });
  });
}

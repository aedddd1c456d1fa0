// The sum of every stride-th number: factor · Σ_{i < count} x[start + i · stride] over the numbers of x as they lie: a column, a row, all.
// Of WebGPU only, where it takes one dispatch and a column needs no copy first; `hasStridedSum` says whether it is to be had.
// Not differentiable: for the inside of customGrad.
import { engine, getBackend, getKernel, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { asScalar } from '../backend/tensors';

export const STRIDED_SUM = 'StridedSum';

export interface Stride {
  readonly start: number;
  readonly stride: number;
  readonly count: number;
  readonly factor: number;
}

export const hasStridedSum = (): boolean => getKernel(STRIDED_SUM, getBackend()) !== undefined;

export function stridedSum(x: Tensor, stride: Stride): Scalar {
  return asScalar(engine().runKernel(STRIDED_SUM, { x }, { ...stride }));
}

// Exponentials of a matrix whose last columns are there for its width alone: exp(factor · x) in the first `count` columns, zeros behind. On
// WebGPU only: tfjs multiplies four numbers at a time there, but a width that is no multiple of four one by one, which takes twice as long.
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { single } from '../backend/tensors';

export const EXPONENTIALS = 'ExponentialsOfFirst';

export function exponentialsOfFirst(x: Tensor, count: number, factor: number): Tensor {
  return single(engine().runKernel(EXPONENTIALS, { x }, { count, factor }));
}

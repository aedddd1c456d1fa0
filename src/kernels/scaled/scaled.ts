// A tensor times a number. On WebGPU the number is a uniform of one program; tfjs makes a tensor of it, which is uploaded every time.
// The other backends have tfjs's own product. Differentiable.
// `scaledRows` is what gradients are made of on WebGPU: the first columns of rows times a scalar tensor, without a copy of them first.
import {
  engine,
  getBackend,
  getKernel,
  mul,
  registerGradient,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d, single } from '../backend/tensors';

export const SCALED = 'Scaled';
export const SCALED_ROWS = 'ScaledRows';

/** factor · x. */
export function scaled(x: Tensor, factor: number): Tensor {
  if (!getKernel(SCALED, getBackend())) return mul(x, factor);
  return single(engine().runKernel(SCALED, { x }, { factor }));
}

export function registerScaledGradient(): void {
  registerGradient({
    kernelName: SCALED,
    gradFunc(dy, _, attributes) {
      return { x: () => single(engine().runKernel(SCALED, { x: single(dy) }, { ...attributes })) };
    }
  });
}

/** factor · by · x[:, 0 … width − 1] for x [rows, at least width]. Not differentiable; WebGPU only. */
export function scaledRows(x: Tensor2D, by: Tensor, factor = 1, width = x.shape[1]): Tensor2D {
  return as2d(engine().runKernel(SCALED_ROWS, { x, by }, { factor, width }));
}

// SimGCL's noise (Yu et al., SIGIR 2022): y = x + eps · sign(x) ⊙ r / max(‖r‖, 1e-12) row by row, r [rows, width] the draws. The
// sign is a constant to the gradient, so dx = dy. Normalise, sign and add in one dispatch.
// Bytes: 12 a number on WebGPU.
import { customGrad, engine, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, customGradInputs, single } from '../backend/tensors';

export const SIGN_NOISE = 'SignNoise';

/**
 * x and noise [rows, width] → [rows, width], differentiable in x.
 * @throws RangeError where the shapes differ
 */
export function signNoise(x: Tensor2D, noise: Tensor2D, eps: number): Tensor2D {
  if (x.shape[0] !== noise.shape[0] || x.shape[1] !== noise.shape[1]) {
    throw new RangeError(`Noise [${noise.shape}] does not fit rows [${x.shape}]`);
  }
  const operation = customGrad((...args) => {
    const [input] = customGradInputs(args).tensors;
    if (!input) throw new Error('customGrad lost its input');
    return {
      value: single(engine().runKernel(SIGN_NOISE, { x: input, noise }, { eps })),
      gradFunc: (dy) => dy.clone()
    };
  });
  return as2d(operation(x));
}

// What the cases of operators are made of: numbers drawn from a seed, and work on tensors that are made once.
import { dispose, keep, tensor2d, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { uniformArray } from '#kernels/random/random';
import type { Prepared } from './types';

export const DIMENSIONS = 32;

export const numbers = (seed: number, n: number): Float32Array =>
  uniformArray({ seed, stream: 121, step: 0 }, n).map((draw) => draw - 0.5);

export const matrix = (seed: number, rows: number, width = DIMENSIONS): Tensor2D =>
  tensor2d(numbers(seed, rows * width), [rows, width]);

/** Results of a run are disposed, inputs at the end. */
export function prepared<T extends Record<string, Tensor>>(inputs: T, run: (inputs: T) => Tensor | Tensor[]): Prepared {
  Object.values(inputs).forEach((tensor) => keep(tensor));
  return {
    run: () => dispose(tidy(() => run(inputs))),
    dispose: () => dispose(inputs)
  };
}

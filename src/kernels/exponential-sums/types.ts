// What exponential sums give, in every form of them; exponential-sums.ts says what z, s, t and w are.
import type { Tensor2D } from '@tensorflow/tfjs-core';

export interface ExponentialSums {
  /** z, [n, 1]. */
  readonly totals: Tensor2D;
  /** s, [n, d]. */
  readonly sums: Tensor2D;
  /** t, [m, d]; null where no weights were given. */
  readonly othersSums: Tensor2D | null;
}

/** With the maxima that were taken off, [n, 1]; null where none were. */
export interface ShiftedSums extends ExponentialSums {
  readonly maxima: Tensor2D | null;
}

/** What our module makes them of, beside x [n, d] and the others [m, d]. */
export interface ModuleSums {
  readonly temperature: number;
  /** w = weight / z; no t where it is 0. */
  readonly weight: number;
  /** Whether each row's largest x · o is taken off. */
  readonly isShifted: boolean;
  /** [n, 1]; w = factor · weight / z where there are some. */
  readonly factors: Tensor2D | null;
}

/** w [k, 1] from z [k, 1] of rows start … start + k − 1. */
export type Weigh = (totals: Tensor2D, start: number) => Tensor2D;

/** w: a number c for c / z, above 0; or any other, which our module does not know. */
export type Weights = number | Weigh;

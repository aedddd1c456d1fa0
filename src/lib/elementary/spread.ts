// Mean, median and spread of some numbers. Its sums go in the order of the values, so that equal values in equal order give equal bits.
import { square } from './power';

export interface Spread {
  readonly mean: number;
  /** Sample standard deviation (n − 1); 0 for one value. */
  readonly sd: number;
}

/** Not a number for none. */
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of several, the mean of the two in the middle where they are even; not a number for none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  const mean = meanOf(values);
  if (values.length < 2) return { mean, sd: 0 };
  const squares = values.reduce((sum, value) => sum + square(value - mean), 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

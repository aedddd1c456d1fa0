// Comparison of float32 results with float64 references, relative to the tensor's largest magnitude.
import { expect } from 'vitest';

export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let scale = 0;
  let error = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i] ?? 0));
    const difference = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? 0));
    error = Number.isNaN(difference) ? Infinity : Math.max(error, difference);
  }
  return scale === 0 ? error : error / scale;
}

/** Equal to within 2e-5 of the largest magnitude: the bound every operator keeps on every backend. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 2e-5): void {
  expect(largestError(actual, expected)).toBeLessThanOrEqual(tolerance);
}

// Differences as the fixtures' README defines them: of scalars relative to the expected value, of tensors relative to the
// tensor's largest magnitude.

export interface Differences {
  readonly forward: number;
  readonly losses: number;
  readonly gradients: number;
}

export const NONE: Differences = { forward: 0, losses: 0, gradients: 0 };

export function scalarDifference(actual: number, expected: number): number {
  const difference = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-12);
  return Number.isNaN(difference) ? Infinity : difference;
}

export function tensorDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let scale = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i] ?? 0));
    const difference = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? 0));
    if (Number.isNaN(difference)) return Infinity;
    largest = Math.max(largest, difference);
  }
  return scale === 0 ? largest : largest / scale;
}

export const worst = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

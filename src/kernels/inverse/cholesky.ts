// The inverse of a symmetric positive definite matrix by its Cholesky factor, in float64 and plain loops: the reference, the pivots of the
// large one (inverse.parts.ts), and what is left to a machine without our module.
import { square } from '#lib/elementary/power';

/**
 * The inverse through the Cholesky factor L: P = L⁻ᵀ L⁻¹. n³ / 2 multiply-adds.
 * @param a [n, n] row-major; overwritten
 * @returns [n, n]; null where `a` is not positive definite, or rounds to such
 */
export function choleskyInverse(a: Float64Array, n: number): Float64Array | null {
  const l = a;
  for (let j = 0; j < n; j++) {
    let pivot = l[j * n + j] ?? 0;
    for (let k = 0; k < j; k++) pivot -= square(l[j * n + k] ?? 0);
    if (!(pivot > 0 && pivot < Infinity)) return null;
    const root = Math.sqrt(pivot);
    l[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = l[i * n + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] ?? 0) * (l[j * n + k] ?? 0);
      l[i * n + j] = sum / root;
    }
  }
  // Rows of M are the columns of L⁻¹, so that inner loops run along memory.
  const m = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    m[column * n + column] = 1 / (l[column * n + column] ?? 1);
    for (let i = column + 1; i < n; i++) {
      let sum = 0;
      for (let k = column; k < i; k++) sum -= (l[i * n + k] ?? 0) * (m[column * n + k] ?? 0);
      m[column * n + i] = sum / (l[i * n + i] ?? 1);
    }
  }
  const p = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += (m[i * n + k] ?? 0) * (m[j * n + k] ?? 0);
      p[i * n + j] = sum;
      p[j * n + i] = sum;
    }
  }
  return p;
}

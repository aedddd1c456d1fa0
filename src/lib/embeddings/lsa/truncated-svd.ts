// Truncated singular value decomposition of a matrix that can be multiplied, by randomized subspace iteration: Halko, Martinsson and Tropp,
// "Finding structure with randomness", SIAM Review 53 (2011), algorithms 4.4 and 5.1. The random start is uniform on
// (−1, 1) instead of Gaussian: its bits need no logarithm and are equal everywhere.
import type { RandomKey } from '#kernels/random/random';
import { uniformArray } from '#kernels/random/random';
import { symmetricEigen } from './symmetric-eigen';
import { addScaled, dot, orthonormalise, type LinearMap } from './vectors';

export interface TruncatedSvd {
  /** Largest first; as many as asked for or as the rank gives. */
  readonly values: Float64Array; // [k]
  /** Left singular vectors, one unit vector a value; the entry of largest magnitude is positive. */
  readonly left: readonly Float64Array[]; // k × [rows]
}

export interface SvdOptions {
  /** k. */
  readonly count: number;
  /** Random directions beyond `count`. */
  readonly oversampling: number;
  /** Multiplications by A Aᵀ after the first by A. */
  readonly iterations: number;
}

/** A singular value below this share of the largest is rounding: it went through a square. */
const RANK_TOLERANCE = 1e-7;

/** Scaled by ±1 so that the entry of largest magnitude is positive: signs of singular vectors are free. */
function withFixedSign(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? vector.map((value) => -value) : vector;
}

/** `step(done, total)` is awaited between pieces of work. */
export async function truncatedSvd(
  matrix: LinearMap,
  options: SvdOptions,
  key: RandomKey,
  step: (done: number, total: number) => Promise<void>
): Promise<TruncatedSvd> {
  const width = Math.min(options.count + options.oversampling, matrix.rows, matrix.columns);
  const rounds = options.iterations + 2;
  let done = 0;
  const tick = () => step(done, rounds);

  const start = uniformArray(key, width * matrix.columns);
  let block: Float64Array[] = [];
  for (let at = 0; at < width; at++) {
    const direction = Float64Array.from(
      start.subarray(at * matrix.columns, (at + 1) * matrix.columns),
      (u) => 2 * u - 1
    );
    block.push(matrix.times(direction));
    await tick();
  }
  block = await orthonormalise(block, tick);
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    done += 1;
    const next: Float64Array[] = [];
    for (const vector of block) {
      next.push(matrix.times(matrix.transposedTimes(vector)));
      await tick();
    }
    block = await orthonormalise(next, tick);
  }

  // Rayleigh and Ritz: with Q orthonormal, the eigenvalues of (Aᵀ Q)ᵀ (Aᵀ Q) are the squared singular values.
  done += 1;
  const projected: Float64Array[] = [];
  for (const vector of block) {
    projected.push(matrix.transposedTimes(vector));
    await tick();
  }
  const small = projected.map((vector) => Float64Array.from(projected, (other) => dot(vector, other)));
  const eigen = await symmetricEigen(small, tick);
  const largest = Math.sqrt(Math.max(0, eigen.values[0] ?? 0));
  const values: number[] = [];
  const left: Float64Array[] = [];
  for (const [at, weights] of eigen.vectors.slice(0, options.count).entries()) {
    const value = Math.sqrt(Math.max(0, eigen.values[at] ?? 0));
    if (value <= RANK_TOLERANCE * largest) break;
    const vector = new Float64Array(matrix.rows);
    block.forEach((direction, k) => addScaled(vector, weights[k] ?? 0, direction));
    values.push(value);
    left.push(withFixedSign(vector));
    await tick();
  }
  await step(rounds, rounds);
  return { values: Float64Array.from(values), left };
}

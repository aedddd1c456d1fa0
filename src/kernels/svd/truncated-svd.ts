// Truncated singular value decomposition of a matrix that can be multiplied, by randomized subspace iteration: Halko, Martinsson and Tropp,
// "Finding structure with randomness", SIAM Review 53 (2011), algorithms 4.4 and 5.1. The random start is uniform on
// (−1, 1) instead of Gaussian: its bits need no logarithm and are equal everywhere.
import type { RandomKey } from '#kernels/random/random';
import { uniformArray } from '#kernels/random/random';
import { symmetricEigen } from './symmetric-eigen';
import { addScaled, dot, orthonormalise, type LinearMap, type Pair } from './vectors';

export interface TruncatedSvd {
  /** Largest first; as many as asked for or as the rank gives. */
  readonly values: Float64Array; // [k]
  /** Left singular vectors, one unit vector a value; the entry of largest magnitude is positive. */
  readonly left: readonly Float64Array[]; // k × [rows]
  /**
   * The linear map by which the rows of A got theirs: column k of A · map is value k times left vector k. With the exact decomposition
   * these are the right singular vectors; here they are what makes rows of A and new rows alike, to rounding.
   */
  readonly map: readonly Float64Array[]; // k × [columns]
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

/** Only the last round's sources make the map. */
const UNUSED = new Float64Array(0);

/** The sign of the entry of largest magnitude: signs of singular vectors are free, and this makes it positive. */
function signOf(vector: Float64Array): 1 | -1 {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? -1 : 1;
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
  let block: Pair[] = [];
  for (let at = 0; at < width; at++) {
    const direction = Float64Array.from(
      start.subarray(at * matrix.columns, (at + 1) * matrix.columns),
      (u) => 2 * u - 1
    );
    block.push({ image: matrix.times(direction), source: options.iterations === 0 ? direction : UNUSED });
    await tick();
  }
  block = await orthonormalise(block, tick);
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    done += 1;
    const next: Pair[] = [];
    for (const { image } of block) {
      const source = matrix.transposedTimes(image);
      next.push({ image: matrix.times(source), source: iteration === options.iterations - 1 ? source : UNUSED });
      await tick();
    }
    block = await orthonormalise(next, tick);
  }

  // Rayleigh and Ritz: with Q orthonormal, the eigenvalues of (Aᵀ Q)ᵀ (Aᵀ Q) are the squared singular values.
  done += 1;
  const projected: Float64Array[] = [];
  for (const { image } of block) {
    projected.push(matrix.transposedTimes(image));
    await tick();
  }
  const small = projected.map((vector) => Float64Array.from(projected, (other) => dot(vector, other)));
  const eigen = await symmetricEigen(small, tick);
  const largest = Math.sqrt(Math.max(0, eigen.values[0] ?? 0));
  const values: number[] = [];
  const left: Float64Array[] = [];
  const map: Float64Array[] = [];
  for (const [at, weights] of eigen.vectors.slice(0, options.count).entries()) {
    const value = Math.sqrt(Math.max(0, eigen.values[at] ?? 0));
    if (value <= RANK_TOLERANCE * largest) break;
    const vector = new Float64Array(matrix.rows);
    const source = new Float64Array(matrix.columns);
    block.forEach((direction, k) => {
      const weight = weights[k] ?? 0;
      addScaled(vector, weight, direction.image);
      addScaled(source, weight, direction.source);
    });
    const sign = signOf(vector);
    values.push(value);
    left.push(sign < 0 ? vector.map((entry) => -entry) : vector);
    map.push(source.map((entry) => sign * value * entry));
    await tick();
  }
  await step(rounds, rounds);
  return { values: Float64Array.from(values), left, map };
}

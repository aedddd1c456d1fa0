// Loops over dense float64 vectors, each sum in a fixed order so that one machine always gives the same bits. Blocks of vectors are plain
// arrays of Float64Array, one a column.

/** A matrix as what it does to vectors: all that a subspace iteration asks of it. */
export interface LinearMap {
  readonly rows: number;
  readonly columns: number;
  /** A x: [columns] → [rows]. */
  times(x: Float64Array): Float64Array;
  /** Aᵀ x: [rows] → [columns]. */
  transposedTimes(x: Float64Array): Float64Array;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** y += factor · x. */
export function addScaled(y: Float64Array, factor: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] = (y[i] ?? 0) + factor * (x[i] ?? 0);
}

/** Below this share of its length before, what is left of a vector is rounding and no new direction. */
const DEPENDENT = 1e-10;

/** A vector and what it was made from: `image` = A `source`. What is done to the one is done to the other, so that it stays so. */
export interface Pair {
  readonly image: Float64Array;
  readonly source: Float64Array;
}

/**
 * Makes the images orthonormal in place by Gram and Schmidt's method, each projected twice ("twice is enough", Kahan and Parlett),
 * and their sources with them. A pair whose image depends on those before it is dropped. `step` is awaited after each.
 */
export async function orthonormalise(block: readonly Pair[], step: () => Promise<void>): Promise<Pair[]> {
  const kept: Pair[] = [];
  for (const { image, source } of block) {
    const before = norm(image);
    for (let pass = 0; pass < 2; pass++) {
      for (const direction of kept) {
        const share = -dot(direction.image, image);
        addScaled(image, share, direction.image);
        addScaled(source, share, direction.source);
      }
    }
    const length = norm(image);
    if (length > DEPENDENT * before) {
      for (let i = 0; i < image.length; i++) image[i] = (image[i] ?? 0) / length;
      for (let i = 0; i < source.length; i++) source[i] = (source[i] ?? 0) / length;
      kept.push({ image, source });
    }
    await step();
  }
  return kept;
}

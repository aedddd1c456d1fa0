// EASE on texts (rivals.md; L3AE, CIKM 2025): the same closed form with the items' text vectors in the place of users. For F [items, dims]
//   P = (F Fᵀ + λ I)⁻¹,  C_ij = −P_ij / P_jj (i ≠ j),  C_jj = 0;  score(u, j) = Σ_i X_ui C_ij.
// By Woodbury P = (I − T Fᵀ) / λ with T = F (λ I + Fᵀ F)⁻¹, so that only a matrix of dims × dims is inverted, and with h_j = T_j · F_j
//   C_ij = T_i · F_j / (1 − h_j).
// Cost: items · dims² + items² · dims multiply-adds. Vectors are taken at unit length, so that λ means the same for every encoder.
import { gramInParts, productInParts } from '#kernels/dense/dense.parts';
import { inverseBytes, invertInParts } from '#kernels/inverse/inverse.parts';
import { Triangle } from '#kernels/inverse/triangle';
import { appError } from '#lib/errors/app-error';
import { refuseLarge, refuseShift } from './ease';
import type { ItemWeights } from './item-weights';
import type { LinearWork } from './work';
import type { RowPool } from '#kernels/workers/pool';

/** Items' texts as vectors of unit length; zeros for an item without one. */
export interface TextVectors {
  readonly rows: Float32Array; // [items, dimensions]
  readonly dimensions: number;
}

/** Bytes that it takes at most. */
export const easeTextBytes = (items: number, dimensions: number, runners: number): number =>
  inverseBytes(dimensions, runners) + 4 * items * (items + dimensions * (4 + 2 * runners));

/** C of the text model. @throws AppError evaluation/… before anything is computed */
export async function easeText(vectors: TextVectors, lambda: number, work: LinearWork): Promise<ItemWeights> {
  const { rows, dimensions } = vectors;
  const items = rows.length / dimensions;
  const pool = poolFor('EASE on texts', work);
  refuseLarge('EASE on texts', items, easeTextBytes(items, dimensions, pool.living().length), work.memory);
  const { left, right } = await textFactors('EASE on texts', vectors, lambda, pool, work);
  const weights = new Float32Array(items * items);
  await productInParts(
    pool,
    { a: left, b: right, depth: dimensions },
    (some, first) => weights.set(some, first * items),
    (done, total) => work.onStep('multiplying', done, total)
  );
  for (let item = 0; item < items; item++) weights[item * items + item] = 0;
  return weights;
}

/** Two factors of C off its diagonal, C_ij = left_i · right_j, and what their product has there. */
export interface TextFactors {
  readonly left: Float32Array; // [items, dimensions]
  readonly right: Float32Array; // [items, dimensions]
  /** left_j · right_j = h_j / (1 − h_j). */
  readonly diagonal: Float64Array; // [items]
}

export async function textFactors(
  what: string,
  { rows, dimensions }: TextVectors,
  lambda: number,
  pool: RowPool,
  work: LinearWork
): Promise<TextFactors> {
  const items = rows.length / dimensions;
  // Unit vectors: the trace, and so every eigenvalue of FᵀF, is at most their number.
  refuseShift(what, lambda, items);
  await work.onStep('counting texts', 0, dimensions);
  const sums = await gramInParts(pool, rows, dimensions);
  const gram = new Triangle(dimensions);
  for (let i = 0; i < dimensions; i++) {
    const row = gram.row(i);
    for (let j = 0; j <= i; j++) row[j] = (sums[i * dimensions + j] ?? 0) + (i === j ? lambda : 0);
  }
  const isDone = await invertInParts(pool, gram, (done, total) => work.onStep('inverting texts', done, total));
  if (!isDone) throw appError('evaluation/not-positive-definite', { what, lambda });
  const left = new Float32Array(items * dimensions);
  await productInParts(pool, { a: rows, b: gram.whole(), depth: dimensions }, (some, first) =>
    left.set(some, first * dimensions)
  );
  const right = new Float32Array(items * dimensions);
  const diagonal = new Float64Array(items);
  for (let item = 0; item < items; item++) {
    const start = item * dimensions;
    let h = 0;
    for (let at = start; at < start + dimensions; at++) h += (left[at] ?? 0) * (rows[at] ?? 0);
    for (let at = start; at < start + dimensions; at++) right[at] = (rows[at] ?? 0) / (1 - h);
    diagonal[item] = h / (1 - h);
  }
  return { left, right, diagonal };
}

/** @throws AppError evaluation/needs-module */
export function poolFor(what: string, { pool }: LinearWork): RowPool {
  if (!pool) throw appError('evaluation/needs-module', { what });
  return pool;
}

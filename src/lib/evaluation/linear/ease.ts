// EASE (Steck, WWW 2019): the linear item-item model with zero diagonal that best restores the clicks, in closed form:
//   G = XᵀX + λ I,  P = G⁻¹,  B_ij = −P_ij / P_jj (i ≠ j),  B_jj = 0;  score(u, j) = Σ_i X_ui B_ij.
// The inverse is kernels/inverse, in float32: against float64 the largest weight is off by no more than 2⁻²⁴ of it times G's condition number,
// which λ bounds. Cost: items³ / 2 multiply-adds. Users × items is never held.
import { inverseBytes, invertInParts } from '#kernels/inverse/inverse.parts';
import { choleskyInverse } from '#kernels/inverse/cholesky';
import type { Triangle } from '#kernels/inverse/triangle';
import { itemCountOf, type Clicks } from '#kernels/neighbours/neighbours';
import { appError } from '#lib/errors/app-error';
import { clickGram, largestRowSum } from './clicks';
import { weightsOfInverse, type ItemWeights } from './item-weights';
import type { LinearWork } from './work';

/** Without our module plain loops in float64 do it, which take minutes beyond this. */
export const MOST_ITEMS_IN_LOOPS = 4000;
/** Of a weight, relative to the largest: what is rounded is to stay below this. */
const TOLERANCE = 2 ** -7;

/** Bytes that EASE takes at most. @param runners the calling thread and its workers */
export const easeBytes = (items: number, runners: number): number =>
  Math.max(inverseBytes(items, runners), 8 * items * items);

/**
 * The model's weights.
 * @throws AppError evaluation/not-positive-definite, evaluation/nearly-singular, evaluation/too-large, evaluation/too-many-items: all
 * before anything is computed, but for a matrix that only rounding makes singular
 */
export async function ease(clicks: Clicks, lambda: number, work: LinearWork): Promise<ItemWeights> {
  return weightsOfInverse(await clickInverse('EASE', clicks, lambda, work), itemCountOf(clicks));
}

/**
 * (XᵀX + shift · I)⁻¹, [items, items].
 * @param what who asks, for errors
 */
export async function clickInverse(
  what: string,
  clicks: Clicks,
  shift: number,
  work: LinearWork
): Promise<Float32Array> {
  const items = itemCountOf(clicks);
  refuseShift(what, shift, work.pool ? largestRowSum(clicks) : 0);
  if (!work.pool) return inLoops(what, shift, clickGram(smallEnough(what, clicks), items, shift));
  refuseLarge(what, items, easeBytes(items, work.pool.living().length), work.memory);
  const gram = clickGram(clicks.byUser, items, shift);
  const isDone = await invertInParts(work.pool, gram, (done, total) => work.onStep('inverting', done, total));
  if (!isDone) throw appError('evaluation/not-positive-definite', { what, lambda: shift });
  return gram.whole();
}

/** @param largest no eigenvalue of what λ is added to exceeds it */
export function refuseShift(what: string, lambda: number, largest: number): void {
  if (!(lambda > 0)) throw appError('evaluation/not-positive-definite', { what, lambda });
  const least = (2 ** -24 / TOLERANCE) * largest;
  if (lambda < least) throw appError('evaluation/nearly-singular', { what, lambda, least });
}

export function refuseLarge(what: string, items: number, bytes: number, memory: number): void {
  if (bytes > memory) throw appError('evaluation/too-large', { what, items, bytes, memory });
}

function smallEnough(what: string, clicks: Clicks): Clicks['byUser'] {
  const items = itemCountOf(clicks);
  if (items > MOST_ITEMS_IN_LOOPS) {
    throw appError('evaluation/too-many-items', { what, items, most: MOST_ITEMS_IN_LOOPS });
  }
  return clicks.byUser;
}

function inLoops(what: string, lambda: number, gram: Triangle): Float32Array {
  const inverse = choleskyInverse(Float64Array.from(gram.whole()), gram.size);
  if (!inverse) throw appError('evaluation/not-positive-definite', { what, lambda });
  return Float32Array.from(inverse);
}

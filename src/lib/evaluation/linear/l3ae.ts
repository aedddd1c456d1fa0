// L3AE (CIKM 2025; formula in rivals.md, from the authors' l3ae.py): EASE on clicks that is drawn towards EASE on texts. With C of
// ease-text.ts and P = (XᵀX + (λ_X + λ_E) I)⁻¹
//   B = λ_E P C − P ∘ κ by column, κ_j = (1 + λ_E (P C)_jj) / P_jj, zero diagonal.
// C is left · rightᵀ less its diagonal, so P C is two products with the vectors' width, and items³ multiply-adds are needed for the inverse
// alone. Cost: items³ / 2 + 2 · items² · dims.
import { productInParts } from '#kernels/dense/dense.parts';
import { itemCountOf, type Clicks } from '#kernels/neighbours/neighbours';
import { clickInverse, easeBytes, refuseLarge, refuseShift } from './ease';
import { easeTextBytes, poolFor, textFactors, type TextVectors } from './ease-text';
import { largestRowSum } from './clicks';
import type { ItemWeights } from './item-weights';
import type { LinearWork } from './work';

export interface L3aeSettings {
  /** λ_X, which may be below 0. */
  readonly clicks: number;
  /** λ_F. */
  readonly texts: number;
  /** λ_E. */
  readonly towards: number;
}

/** Bytes that it takes at most. */
export const l3aeBytes = (items: number, dimensions: number, runners: number): number =>
  Math.max(easeBytes(items, runners), 8 * items * items + easeTextBytes(items, dimensions, runners));

/** The model's weights. @throws AppError evaluation/… before anything is computed */
export async function l3ae(
  clicks: Clicks,
  vectors: TextVectors,
  settings: L3aeSettings,
  work: LinearWork
): Promise<ItemWeights> {
  const items = itemCountOf(clicks);
  const { dimensions } = vectors;
  const pool = poolFor('L3AE', work);
  const shift = settings.clicks + settings.towards;
  refuseShift('L3AE', shift, largestRowSum(clicks));
  refuseShift('L3AE', settings.texts, items);
  refuseLarge('L3AE', items, l3aeBytes(items, dimensions, pool.living().length), work.memory);

  const { left, right, diagonal } = await textFactors('L3AE', vectors, settings.texts, pool, work);
  const p = await clickInverse('L3AE', clicks, shift, work);
  const drawn = new Float32Array(items * dimensions); // P · left
  await productInParts(
    pool,
    { a: p, b: transposed(left, dimensions), depth: items },
    (some, first) => drawn.set(some, first * dimensions),
    (done, total) => work.onStep('multiplying', done, 2 * total)
  );
  const offDiagonal = columnFactors(p, { drawn, right, diagonal, dimensions }, settings.towards);
  await productInParts(
    pool,
    { a: drawn, b: right, depth: dimensions },
    (some, first) => {
      for (let at = 0; at < some.length; at++) {
        const to = first * items + at;
        p[to] = settings.towards * (some[at] ?? 0) - (p[to] ?? 0) * (offDiagonal[at % items] ?? 0);
      }
    },
    (done, total) => work.onStep('multiplying', total + done, 2 * total)
  );
  for (let item = 0; item < items; item++) p[item * items + item] = 0;
  return p;
}

interface Drawn {
  readonly drawn: Float32Array;
  readonly right: Float32Array;
  readonly diagonal: Float64Array;
  readonly dimensions: number;
}

/** What each column of P is taken off with: κ_j, and λ_E times what C's factors have on the diagonal and C has not. */
function columnFactors(p: Float32Array, { drawn, right, diagonal, dimensions }: Drawn, towards: number): Float64Array {
  return diagonal.map((own, item) => {
    const pivot = p[item * diagonal.length + item] ?? 1;
    let product = 0;
    for (let at = item * dimensions; at < (item + 1) * dimensions; at++) product += (drawn[at] ?? 0) * (right[at] ?? 0);
    return (1 + towards * (product - pivot * own)) / pivot + towards * own;
  });
}

/** rows [n, width] as [width, n]. */
function transposed(rows: Float32Array, width: number): Float32Array {
  const n = rows.length / width;
  const out = new Float32Array(rows.length);
  for (let i = 0; i < n; i++) for (let k = 0; k < width; k++) out[k * n + i] = rows[i * width + k] ?? 0;
  return out;
}

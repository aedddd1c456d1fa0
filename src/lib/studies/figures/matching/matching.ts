// How well rows find their partners among B, as InfoNCE's bound log B − L (van den Oord et al. 2018; RLMRec, Theorem 2 and eq. 16): the
// critic is the cosine over the temperature. Float64 on the host. Pure.
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { exp } from '#lib/elementary/exponential';
import { log } from '#lib/elementary/logarithm';
import { square } from '#lib/elementary/power';
import { spreadOf, type Spread } from '#lib/elementary/spread';

/** Row i of both is a pair. Rows of length 1, row-major [n, width]. */
export interface UnitPairs {
  readonly rows: Float64Array;
  readonly partners: Float64Array;
  readonly width: number;
}

/** Pairs to weigh for one estimate: small batches are made more often, so that all sizes are known about equally well. */
const PAIRS = 4096;

/**
 * log B − L over batches of B pairs, every other partner of the batch a negative. Batches are a random order cut into pieces, a new order
 * when one is used up. It never exceeds log B.
 * @returns null where there are fewer than `batch` pairs
 */
export async function matchingBound(
  { rows, partners, width }: UnitPairs,
  batch: number,
  temperature: number,
  seed: number,
  step: () => Promise<void>
): Promise<Spread | null> {
  const count = rows.length / width;
  if (count < batch) return null;
  const wanted = batch === count ? 1 : Math.max(4, Math.ceil(PAIRS / batch));
  const bounds: number[] = [];
  const scores = new Float64Array(batch);
  for (let round = 0; bounds.length < wanted; round++) {
    const order = permutation({ seed, stream: STREAM.samples, step: round }, count);
    for (let from = 0; from + batch <= count && bounds.length < wanted; from += batch) {
      await step();
      let sum = 0;
      for (let i = 0; i < batch; i++) {
        const own = (order[from + i] ?? 0) * width;
        for (let j = 0; j < batch; j++) {
          const other = (order[from + j] ?? 0) * width;
          let dot = 0;
          for (let k = 0; k < width; k++) dot += (rows[own + k] ?? 0) * (partners[other + k] ?? 0);
          scores[j] = dot / temperature;
        }
        sum += logShare(scores, i);
      }
      bounds.push(log(batch) + sum / batch);
    }
  }
  return spreadOf(bounds);
}

/** log( exp(s_at) / Σ exp(s_j) ), the largest subtracted first. */
function logShare(scores: Float64Array, at: number): number {
  let most = -Infinity;
  for (const score of scores) if (score > most) most = score;
  let total = 0;
  for (const score of scores) total += exp(score - most);
  return (scores[at] ?? 0) - most - log(total);
}

/** The rows over their lengths; a row of zeros stays. */
export function unit(rows: ArrayLike<number>, width: number): Float64Array {
  const out = Float64Array.from(rows);
  for (let from = 0; from < out.length; from += width) {
    let squares = 0;
    for (let k = from; k < from + width; k++) squares += square(out[k] ?? 0);
    const length = Math.sqrt(squares);
    for (let k = from; length > 0 && k < from + width; k++) out[k] = (out[k] ?? 0) / length;
  }
  return out;
}

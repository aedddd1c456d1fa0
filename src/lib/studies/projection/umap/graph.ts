// The graph that UMAP lays out: from each row to its neighbours, weighted by how near they are as seen from there, both directions united
// (McInnes, Healy and Melville 2018, algorithms 2 to 4; the constants are those of umap-learn).
import { exp } from '#lib/elementary/exponential';
import { log } from '#lib/elementary/logarithm';
import type { Neighbours } from './neighbours';

/** Edges, each once for either direction. */
export interface FuzzyGraph {
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  /** 0 … 1 */
  readonly weights: Float32Array;
}

const ROUNDS = 64;
const ENOUGH = 1e-5;
/** Rows between two steps. */
const BLOCK = 256;
/** A row's scale is at least this share of its mean distance. */
const LEAST_SCALE = 1e-3;

/** @param step awaited between blocks of rows */
export async function fuzzyGraph(
  near: Neighbours,
  step: () => Promise<void> = () => Promise.resolve()
): Promise<FuzzyGraph> {
  const { rows, k } = near;
  const n = rows.length / k;
  const own = await memberships(near, step);
  const heads: number[] = [];
  const tails: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < n; row++) {
    if (row % BLOCK === 0) await step();
    for (let at = row * k; at < (row + 1) * k; at++) {
      const other = rows[at] ?? -1;
      if (other < 0) continue;
      const back = weightTo(near, own, other, row);
      // An edge that both have was written when the lower one's turn was.
      if (back !== null && other < row) continue;
      const [there, here] = [own[at] ?? 0, back ?? 0];
      const weight = there + here - there * here;
      heads.push(row, other);
      tails.push(other, row);
      weights.push(weight, weight);
    }
  }
  return { heads: Int32Array.from(heads), tails: Int32Array.from(tails), weights: Float32Array.from(weights) };
}

/** null where `to` is no neighbour of `from`. */
function weightTo({ rows, k }: Neighbours, own: Float32Array, from: number, to: number): number | null {
  for (let at = from * k; at < (from + 1) * k; at++) if (rows[at] === to) return own[at] ?? 0;
  return null;
}

/** Of each neighbour: exp(−(d − ρ) / σ), ρ the nearest distance above 0 and σ such that a row's sum is log₂ k. [n, k] */
async function memberships({ distances, k }: Neighbours, step: () => Promise<void>): Promise<Float32Array> {
  const wanted = log(k + 1) / log(2);
  const out = new Float32Array(distances.length);
  let all = 0;
  for (const distance of distances) all += distance;
  const mean = distances.length > 0 ? all / distances.length : 0;
  for (let first = 0; first < distances.length; first += k) {
    if ((first / k) % BLOCK === 0) await step();
    const own = distances.subarray(first, first + k);
    const nearest = own.find((distance) => distance > 0) ?? 0;
    let sum = 0;
    for (const distance of own) sum += distance;
    const scale = Math.max(scaleOf(own, nearest, wanted), LEAST_SCALE * (nearest > 0 ? sum / k : mean));
    for (let at = 0; at < k; at++) {
      const beyond = (own[at] ?? 0) - nearest;
      out[first + at] = beyond <= 0 || scale === 0 ? 1 : exp(-beyond / scale);
    }
  }
  return out;
}

/** By bisection. */
function scaleOf(distances: Float32Array, nearest: number, wanted: number): number {
  let [low, high, scale] = [0, Infinity, 1];
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0;
    for (const distance of distances) sum += distance > nearest ? exp(-(distance - nearest) / scale) : 1;
    if (Math.abs(sum - wanted) < ENOUGH) break;
    if (sum > wanted) high = scale;
    else low = scale;
    scale = high === Infinity ? 2 * scale : (low + high) / 2;
  }
  return scale;
}

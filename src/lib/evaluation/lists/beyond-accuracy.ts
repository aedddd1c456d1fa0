// Metrics of ranked lists that look at no held-out item: how much of the catalogue lists show, how popular and how alike their items are.
// Pure arithmetic in float64. Over the users with a held-out item, like accuracy, so that both are of the same lists.
import { log2 } from '#lib/elementary/logarithm';
import type { MetricOf } from './metric-table';

/** Items of one list, best first. */
type List = ArrayLike<number>;

/**
 * How often each item is in the first k of a list.
 * @param times [items], added to
 */
export function countListed(times: Float64Array, list: List, k: number): void {
  for (let rank = 0; rank < Math.min(k, list.length); rank++) {
    const item = list[rank] ?? -1;
    times[item] = (times[item] ?? 0) + 1;
  }
}

/** coverage@k = items that are in any list / all items (Ge, Delgado-Battenfeld and Jannach, RecSys 2010; RecBole: ItemCoverage). */
export function coverageOf(times: Float64Array): number {
  return times.filter((count) => count > 0).length / times.length;
}

/**
 * gini@k = Σ_i (2 i − n − 1) c_i / (n Σ c), counts ascending, i from 1 to the number n of all items, those in no list among them: 0 where
 * all are listed as often, (n − 1)/n where one item fills all (Gini's coefficient; RecBole: GiniIndex, LensKit: ListGini, both alike).
 */
export function giniOf(times: Float64Array): number {
  const counts = times.slice().sort();
  const n = counts.length;
  let weighted = 0;
  let sum = 0;
  counts.forEach((count, at) => {
    weighted += (2 * (at + 1) - n - 1) * count;
    sum += count;
  });
  return weighted / (n * sum);
}

/** The mean of `value` over the first k of a list; a list that is shorter counts as long as it is. */
export function listMean(list: List, k: number, value: (item: number) => number): number {
  const length = Math.min(k, list.length);
  let sum = 0;
  for (let rank = 0; rank < length; rank++) sum += value(list[rank] ?? -1);
  return sum / length;
}

/**
 * novelty of an item = −log2(clicks / users) bits: how much less likely than sure it is that a user has clicked it in training
 * (self-information: Zhou et al., PNAS 2010; its mean over a list is MSI of Castells, Vargas and Wang 2011). An item without a click counts
 * as one with a single click. RecBole has no such metric; LensKit's obscurity (MeanPopRank) is of ranks of popularity instead.
 */
export const selfInformation = (clicks: number, users: number): number => -log2(Math.max(1, clicks) / users);

/**
 * diversity@k = 1 − mean cosine of all pairs in the first k (intra-list dissimilarity: Smyth and McClave 2001; Ziegler et al., WWW 2005
 * sum the same similarity). A list of one item has 0.
 * @param unit row-major [items, dimensions], rows of length 1, or of zeros for an item without a vector, which is unlike all others
 */
export function diversityOf(list: List, k: number, unit: Float32Array, dimensions: number): number {
  const length = Math.min(k, list.length);
  if (length < 2) return 0;
  const sum = new Float64Array(dimensions);
  let alike = 0;
  for (let rank = 0; rank < length; rank++) {
    const start = (list[rank] ?? 0) * dimensions;
    for (let f = 0; f < dimensions; f++) {
      const own = unit[start + f] ?? 0;
      alike += own * (sum[f] ?? 0);
      sum[f] = (sum[f] ?? 0) + own;
    }
  }
  return 1 - alike / ((length * (length - 1)) / 2);
}

/** Those of all lists together, by name, of how often each item is in one. */
export const OF_ALL_LISTS: { readonly [Name in MetricOf<'lists'>]: (times: Float64Array) => number } = {
  coverage: coverageOf,
  gini: giniOf
};

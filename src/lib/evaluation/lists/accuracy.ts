// Metrics of one user's ranked list by the items held out, beside recall and NDCG (../metrics.ts). Pure arithmetic in float64. `hits` says
// of each rank, the best first, whether its item is held out; a list that is shorter than k has no hit behind its end. All are averaged
// over users with a held-out item.
//
// Where toolkits differ: LensKit (lenskit.metrics, 2025) divides recall@k by min(k, held-out items), precision@k by the length of the list
// where that is shorter than k, and AP@k by min(held-out items, length of the list). RecBole (recbole.evaluator.metrics) has the forms
// below, and recall and NDCG as here.
import { ndcgAt, recallAt } from '../metrics';
import type { MetricOf } from './metric-table';

type Hits = readonly boolean[];

/** precision@k = hits among the first k / k (Manning, Raghavan and Schütze 2008, §8.4: precision at k). */
export function precisionAt(hits: Hits, k: number): number {
  return recallAt(hits, k, k);
}

/** hit@k = 1 where at least one of the first k is held out, else 0 (the hit ratio of Deshpande and Karypis, ACM TOIS 2004). */
export function hitAt(hits: Hits, k: number): number {
  return hits.slice(0, k).includes(true) ? 1 : 0;
}

/** mrr@k = 1 / rank of the first hit, ranks from 1; 0 where none is among the first k (Voorhees, TREC-8 1999: reciprocal rank). */
export function reciprocalRankAt(hits: Hits, k: number): number {
  const rank = hits.slice(0, k).indexOf(true);
  return rank === -1 ? 0 : 1 / (rank + 1);
}

/**
 * map@k = Σ over hits at rank r ≤ k of precision@r / min(k, heldOut): average precision (Manning, Raghavan and Schütze 2008, §8.4), cut at
 * k and divided by the most hits that k places can have, as RecBole's code does (its docstring has another divisor).
 */
export function averagePrecisionAt(hits: Hits, heldOut: number, k: number): number {
  let found = 0;
  let sum = 0;
  for (let rank = 0; rank < Math.min(k, hits.length); rank++) {
    if (!hits[rank]) continue;
    found++;
    sum += found / (rank + 1);
  }
  return sum / Math.min(k, heldOut);
}

/** All of them by name. `heldOut`: the user's held-out items, at least 1. */
export const ACCURACY: {
  readonly [Name in MetricOf<'held-out'>]: (hits: Hits, heldOut: number, k: number) => number;
} = {
  recall: recallAt,
  ndcg: ndcgAt,
  precision: (hits, _, k) => precisionAt(hits, k),
  hit: (hits, _, k) => hitAt(hits, k),
  mrr: (hits, _, k) => reciprocalRankAt(hits, k),
  map: averagePrecisionAt
};

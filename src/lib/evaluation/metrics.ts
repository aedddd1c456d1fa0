// Recall and NDCG of one user's ranked list, exactly as the official code counts them. Pure arithmetic in float64.
import { CUTOFFS, type Cutoff, type MetricName, type Metrics } from './types';
import { largest } from '#lib/elementary/extent';
import { log2 } from '#lib/elementary/logarithm';
import { spreadOf } from '#lib/elementary/spread';

export const METRIC_NAMES = ['recall', 'ndcg'] as const satisfies readonly MetricName[];
export const CUTOFF_NAMES = ['5', '10', '20'] as const satisfies readonly Cutoff[];
/** The longest list that any metric looks at. */
export const LONGEST = largest(CUTOFFS);

/** Gain of a hit at each rank, ranks from 0: 1/log2(rank + 2). Every user's metrics are made of these. */
const DISCOUNTS = Float64Array.from({ length: LONGEST }, (_, rank) => discount(rank));

function discount(rank: number): number {
  return 1 / log2(rank + 2);
}

/** One value for each metric and cut-off. */
export function mapMetrics<T>(value: (metric: MetricName, cutoff: Cutoff) => T): Record<MetricName, Record<Cutoff, T>> {
  const row = (metric: MetricName): Record<Cutoff, T> => ({
    '5': value(metric, '5'),
    '10': value(metric, '10'),
    '20': value(metric, '20')
  });
  return { recall: row('recall'), ndcg: row('ndcg') };
}

/**
 * recall@k = (held-out items among the first k) / (number of held-out items). The divisor is never min(k, ·), so a user with
 * more than k held-out items cannot reach 1 (official behaviour).
 * @param hits whether the item at each rank is held out, best rank first
 * @param heldOut number of the user's held-out items, at least 1
 */
export function recallAt(hits: readonly boolean[], heldOut: number, k: number): number {
  let found = 0;
  for (let rank = 0; rank < Math.min(k, hits.length); rank++) if (hits[rank]) found++;
  return found / heldOut;
}

/**
 * ndcg@k = Σ_{hits at rank r ≤ k} 1/log2(r + 1) / Σ_{r ≤ min(k, heldOut)} 1/log2(r + 1), ranks from 1, gain 1 (official
 * behaviour).
 */
export function ndcgAt(hits: readonly boolean[], heldOut: number, k: number): number {
  let gain = 0;
  let ideal = 0;
  for (let rank = 0; rank < k; rank++) {
    const weight = DISCOUNTS[rank] ?? discount(rank);
    if (hits[rank]) gain += weight;
    if (rank < heldOut) ideal += weight;
  }
  return gain / ideal;
}

/** Both metrics at all cut-offs for one user. */
export function userMetrics(hits: readonly boolean[], heldOut: number): Metrics {
  return mapMetrics((metric, cutoff) => (metric === 'recall' ? recallAt : ndcgAt)(hits, heldOut, Number(cutoff)));
}

/** Mean and sample standard deviation (n − 1; 0 for one run) over runs, value by value. */
export function summariseMetrics(runs: readonly Metrics[]): { readonly mean: Metrics; readonly sd: Metrics } {
  const spread = mapMetrics((metric, cutoff) => spreadOf(runs.map((run) => run[metric][cutoff])));
  return {
    mean: mapMetrics((metric, cutoff) => spread[metric][cutoff].mean),
    sd: mapMetrics((metric, cutoff) => spread[metric][cutoff].sd)
  };
}

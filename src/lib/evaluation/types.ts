// What evaluation measures and returns. Cut-offs are the official 5, 10, 20; keys are strings, as in results.json.

export const CUTOFFS = [5, 10, 20] as const;
export type Cutoff = '5' | '10' | '20';
export type MetricName = 'recall' | 'ndcg';
export type Metrics = Record<MetricName, Record<Cutoff, number>>;

/** Metrics with what is needed to test differences: one value a counted user, in the order of `users`. */
export interface Evaluation {
  readonly metrics: Metrics;
  /** Users with at least one held-out item in the evaluated part; the others are skipped, as official. */
  readonly users: Int32Array; // [counted]
  readonly perUser: Record<MetricName, Record<Cutoff, Float32Array>>; // each [counted]
}

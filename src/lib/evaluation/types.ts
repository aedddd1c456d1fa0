// What evaluation measures and returns. Cut-offs are the official 5, 10, 20; keys are strings, as in results.json.
import type * as v from 'valibot';
import type { MetricsForm } from './forms';

export const CUTOFFS = [5, 10, 20] as const;
export type Metrics = v.InferOutput<typeof MetricsForm>;
export type MetricName = keyof Metrics;
export type Cutoff = keyof Metrics['recall'];

/** Metrics with what is needed to test differences: one value a counted user, in the order of `users`. */
export interface Evaluation {
  readonly metrics: Metrics;
  /** Users with at least one held-out item in the evaluated part; the others are skipped, as official. */
  readonly users: Int32Array; // [counted]
  readonly perUser: Record<MetricName, Record<Cutoff, Float32Array>>; // each [counted]
}

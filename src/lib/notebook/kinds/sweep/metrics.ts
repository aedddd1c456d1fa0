// Metrics by which sweeps and tunings go: those that training measures, at its cut-offs. Pure.
import { CUTOFF_NAMES, METRIC_NAMES } from '#lib/evaluation/metrics';
import type { Cutoff, MetricName, Metrics } from '#lib/evaluation/types';

export type SweptMetric = `${MetricName}@${Cutoff}`;

const BY_NAME: ReadonlyMap<SweptMetric, readonly [MetricName, Cutoff]> = new Map(
  METRIC_NAMES.flatMap((name) =>
    CUTOFF_NAMES.map((cutoff): [SweptMetric, readonly [MetricName, Cutoff]] => [`${name}@${cutoff}`, [name, cutoff]])
  )
);
export const SWEPT_METRICS: readonly SweptMetric[] = [...BY_NAME.keys()];

export function metricOf(metrics: Metrics, metric: SweptMetric): number {
  const [name, cutoff] = BY_NAME.get(metric) ?? ['recall', '20'];
  return metrics[name][cutoff];
}

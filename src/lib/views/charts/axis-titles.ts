// Titles of axes: what is measured, and in what. ChartFrame.svelte draws them, every chart alike. Pure.
import type { ListMetricName } from '#lib/evaluation/lists/metric-table';

export interface AxisTitles {
  /** What stands across, with its unit: "epoch", "difference in recall@20 (share)". */
  readonly x: string;
  /** What stands up; empty where nothing does: a single line of numbers. */
  readonly y: string;
}

const UNITS: Readonly<Record<ListMetricName, string>> = {
  recall: 'share',
  ndcg: '0 to 1',
  precision: 'share',
  hit: 'share of users',
  mrr: '0 to 1',
  map: '0 to 1',
  coverage: 'share of items',
  gini: '0 to 1',
  popularity: 'clicks',
  tail: 'share',
  novelty: 'bits',
  diversity: '0 to 1'
};
const hasUnit = (name: string): name is ListMetricName => Object.hasOwn(UNITS, name);

/** "validation recall@20 (share)", "training bpr_loss (mean of steps)"; what is neither a metric nor a loss stays as it is. */
export function withUnit(measure: string): string {
  const name = /\w+(?=@|$)/.exec(measure)?.[0] ?? '';
  const unit = hasUnit(name) ? UNITS[name] : name.endsWith('loss') ? 'mean of steps' : '';
  return unit ? `${measure} (${unit})` : measure;
}

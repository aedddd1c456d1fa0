// What a tune cell says once it is checked. Pure.
import type { Axis } from '../points/types';
import type { SweptMetric } from '../sweep/metrics';

export const SEARCHES = ['grid', 'random', 'sobol', 'halving'] as const;
export type Search = (typeof SEARCHES)[number];
export const BUDGET_UNITS = ['runs', 'epochs'] as const;
export type BudgetUnit = (typeof BUDGET_UNITS)[number];

export interface ResolvedTune {
  readonly kind: 'tune';
  readonly name: string;
  readonly runs: readonly string[];
  readonly space: readonly Axis[];
  readonly search: Search;
  /** Of each run by itself. */
  readonly budget: number;
  readonly unit: BudgetUnit;
  readonly metric: SweptMetric;
  readonly seed: number;
}

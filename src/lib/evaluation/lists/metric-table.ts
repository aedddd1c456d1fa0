// The metrics of ranked lists by name, with what they say, without their code: forms, validation, tables and documentation are made from
// this list. Their formulas, each with its source, are in accuracy.ts and beyond-accuracy.ts.

export interface ListMetric {
  readonly name: string;
  /** In a few words, for tables and forms. */
  readonly label: string;
  /**
   * What one value is of: "held-out": of a user, by the items held out; "list": of a user, by the list alone; "lists": of all lists
   * together, so that no group and no user has one.
   */
  readonly of: 'held-out' | 'list' | 'lists';
  /** Whether more is better; null where that is a matter of what one wants. */
  readonly better: 'more' | 'less' | null;
}

export const LIST_METRICS = [
  { name: 'recall', label: 'held-out items that are in the list', of: 'held-out', better: 'more' },
  { name: 'ndcg', label: 'the same, discounted by rank', of: 'held-out', better: 'more' },
  { name: 'precision', label: 'share of the list that is held out', of: 'held-out', better: 'more' },
  { name: 'hit', label: 'users with a held-out item in the list', of: 'held-out', better: 'more' },
  { name: 'mrr', label: 'one over the rank of the first hit', of: 'held-out', better: 'more' },
  { name: 'map', label: 'mean of the precision at each hit', of: 'held-out', better: 'more' },
  { name: 'coverage', label: 'items that are in any list', of: 'lists', better: 'more' },
  { name: 'gini', label: 'how unequally items share the lists', of: 'lists', better: 'less' },
  { name: 'popularity', label: 'training clicks of a listed item', of: 'list', better: null },
  { name: 'tail', label: 'share of the list that is of the tail', of: 'list', better: null },
  { name: 'novelty', label: 'bits that a listed item says', of: 'list', better: null },
  { name: 'diversity', label: 'unlikeness of listed items by semantic vectors', of: 'list', better: null }
] as const satisfies readonly ListMetric[];

export type ListMetricName = (typeof LIST_METRICS)[number]['name'];
/** Those whose values are of one thing: the compiler asks for a formula of each. */
export type MetricOf<What extends ListMetric['of']> = Extract<(typeof LIST_METRICS)[number], { of: What }>['name'];

export const LIST_METRIC_NAMES: readonly ListMetricName[] = LIST_METRICS.map(({ name }) => name);

/** One metric at one cut-off: "recall@20". */
export interface Measure {
  readonly metric: ListMetricName;
  readonly cutoff: number;
}

export const measureName = ({ metric, cutoff }: Measure): string => `${metric}@${cutoff}`;

const WHAT: ReadonlyMap<string, ListMetric['of']> = new Map(LIST_METRICS.map(({ name, of }) => [name, of]));

export const isMetricOf = <What extends ListMetric['of']>(
  what: What,
  name: ListMetricName
): name is MetricOf<What> & ListMetricName => WHAT.get(name) === what;

export function listMetric(name: ListMetricName): ListMetric {
  const found = LIST_METRICS.find((metric) => metric.name === name);
  if (!found) throw new Error(`There is no metric ${name}`);
  return found;
}

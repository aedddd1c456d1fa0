// An evaluation as it is shown, with made-up numbers: three runs, two cut-offs, all users and groups. Only tests import this.
import type { EvaluatedGroup, EvaluatedValue, EvaluateResult, EvaluateRow } from '../stored';

type Measure = EvaluateResult['measures'][number];

const MEASURES: readonly Measure[] = [10, 20].flatMap((cutoff): Measure[] => [
  { metric: 'recall', cutoff, of: 'held-out', better: 'more' },
  { metric: 'coverage', cutoff, of: 'lists', better: 'more' },
  { metric: 'popularity', cutoff, of: 'list', better: null }
]);

const group = (
  of: EvaluatedGroup['of'],
  key: string,
  label: string,
  users: number,
  items: number | null = null
): EvaluatedGroup => ({ of, key, label, low: 3, high: 7, users, items });

const GROUPS = [
  group('all', 'all', 'all users', 900),
  group('users', 'users-1', 'users with 3 to 7 clicks', 450),
  group('users', 'users-2', 'users with 8 to 90 clicks', 450),
  group('items', 'tail', 'tail items', 120, 300)
];

function row(name: string, label: string, alignment: string, by: number): EvaluateRow {
  const value = (measure: Measure, at: number): EvaluatedValue | null => {
    const isNone =
      (measure.of === 'lists' && at > 0) || (measure.metric === 'popularity' && GROUPS[at]?.of === 'items');
    if (isNone) return null;
    const base = measure.metric === 'popularity' ? 12.5 : 0.2 + at / 100 + measure.cutoff / 1000;
    const around = (mean: number) => ({ low: mean - 0.01, high: mean + 0.01 });
    const isOfUsers = measure.of !== 'lists';
    const mean = base + by;
    return {
      mean,
      sd: 0.002,
      interval95: isOfUsers ? around(mean) : null,
      gain: name === 'base' ? null : { mean: by, interval95: isOfUsers ? around(by) : null }
    };
  };
  return {
    name,
    label,
    backbone: 'lightgcn',
    alignment,
    seeds: [1, 2],
    baseline: 0,
    groups: GROUPS.map((_, at) => MEASURES.map((measure) => value(measure, at)))
  };
}

export const EVALUATION: EvaluateResult = {
  kind: 'evaluate',
  measures: MEASURES,
  groups: GROUPS,
  rows: [
    row('base', 'LightGCN', 'none', 0),
    row('con', 'LightGCN-Con', 'contrastive', 0.02),
    row('gen', 'LightGCN-Gen', 'generative', -0.03)
  ],
  notes: ['A note.']
};

// The stored evaluation, and what is shown of it. Names of cells are put in when it is shown.
import * as v from 'valibot';
import { IntervalForm } from '#lib/evaluation/forms';
import { LIST_METRIC_NAMES, listMetric, type ListMetric } from '#lib/evaluation/lists/metric-table';
import type { Stored } from '#lib/storage/parse-stored';
import { cardOf, distinctLabels } from '../card';
import { jsonForm, Provenance } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

/** studies/measures/types.ts says what each number is. */
const MeasuredForm = v.object({
  mean: v.number(),
  sd: v.number(),
  interval95: v.nullable(IntervalForm),
  gain: v.nullable(v.object({ mean: v.number(), interval95: v.nullable(IntervalForm) }))
});

const GroupForm = v.object({
  of: v.picklist(['all', 'users', 'items']),
  key: v.string(),
  label: v.string(),
  low: v.number(),
  high: v.number(),
  users: v.number(),
  items: v.nullable(v.number())
});

const Evaluation = v.object({
  provenance: Provenance,
  seeds: v.array(v.number()),
  measures: v.array(v.object({ metric: v.picklist(LIST_METRIC_NAMES), cutoff: v.number() })),
  /** All users first. */
  groups: v.array(GroupForm),
  runs: v.array(
    v.object({
      label: v.string(),
      backbone: v.string(),
      alignment: v.string(),
      seeds: v.array(v.number()),
      /** Index in `runs` of the run from which its gains are counted; its own where it has none. */
      baseline: v.number(),
      /** By group, by measure; null where a measure has no value in a group. */
      groups: v.array(v.array(v.nullable(MeasuredForm)))
    })
  ),
  /** Plain statements: what is counted, what intervals are over. */
  notes: v.array(v.string())
});

export type StoredEvaluation = Stored<typeof Evaluation>;
export type EvaluatedGroup = Stored<typeof GroupForm>;
export type EvaluatedValue = Stored<typeof MeasuredForm>;

export type EvaluateRow = StoredEvaluation['runs'][number] & {
  /** Name of its train cell. */
  readonly name: string;
};

export interface EvaluateResult {
  readonly kind: 'evaluate';
  readonly measures: readonly (StoredEvaluation['measures'][number] & Pick<ListMetric, 'of' | 'better'>)[];
  readonly groups: StoredEvaluation['groups'];
  readonly rows: readonly EvaluateRow[];
  readonly notes: StoredEvaluation['notes'];
}

interface EvaluateCell {
  readonly kind: 'evaluate';
  readonly name: string;
  readonly runs: readonly string[];
}

export const evaluateStored: KindStored<EvaluateCell, EvaluateResult> = oneArtifact(
  jsonForm('evaluate', Evaluation),
  ({ provenance, seeds, measures, groups, runs, notes }, cell, meta) => {
    const labels = distinctLabels(
      runs.map((row) => row.label),
      cell.runs
    );
    const rows = runs.map((row, at) => ({ ...row, name: cell.runs[at] ?? '', label: labels[at] ?? row.label }));
    const measured = {
      cutoffs: [...new Set(measures.map(({ cutoff }) => cutoff))],
      metrics: [...new Set(measures.map(({ metric }) => metric))]
    };
    const told = measures.map((measure) => {
      const { of, better } = listMetric(measure.metric);
      return { ...measure, of, better };
    });
    return {
      result: { kind: 'evaluate', measures: told, groups, rows, notes },
      card: cardOf(provenance, seeds, [meta], measured)
    };
  }
);

const { provenance: _provenance, seeds: _seeds, measures, runs, ...shared } = Evaluation.entries;

/** What is shown, where it comes from elsewhere. */
export const evaluateShown = v.object({
  ...shared,
  kind: v.literal('evaluate'),
  measures: v.array(
    v.object({
      ...measures.item.entries,
      of: v.picklist(['held-out', 'list', 'lists']),
      better: v.nullable(v.picklist(['more', 'less']))
    })
  ),
  rows: v.array(v.object({ ...runs.item.entries, name: v.string() }))
});

// The stored sweep: its axes, and the figures of every point. Names of cells are put in when it is shown.
import * as v from 'valibot';
import { IntervalForm } from '#lib/evaluation/forms';
import { METRIC_NAMES } from '#lib/evaluation/metrics';
import type { Stored } from '#lib/storage/parse-stored';
import { cardOf, distinctLabels } from '../card';
import { jsonForm, Provenance } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

/** studies/sweep/figures.ts says what each number is. */
const estimate = { mean: v.number(), interval95: v.nullable(IntervalForm) };
const FigureForm = v.union([
  v.object({ failed: v.string() }),
  v.object({
    ...estimate,
    values: v.array(v.object({ seed: v.number(), value: v.number() })),
    gain: v.nullable(v.object({ ...estimate, relative: v.number() })),
    change: v.nullable(v.object(estimate))
  })
]);

const Value = v.union([v.string(), v.number(), v.boolean()]);

const Sweep = v.object({
  provenance: Provenance,
  seeds: v.array(v.number()),
  metric: v.string(),
  part: v.picklist(['test', 'validation']),
  axes: v.array(
    v.object({
      key: v.string(),
      label: v.string(),
      unit: v.optional(v.string()),
      values: v.array(Value)
    })
  ),
  runs: v.array(v.object({ label: v.string(), backbone: v.string(), alignment: v.string() })),
  /** Index in `runs`. */
  baseline: v.nullable(v.number()),
  relative: v.boolean(),
  /** Keys whose values were chosen at every point; left out where none were. */
  choose: v.optional(v.array(v.object({ key: v.string() }))),
  /** Rows that no training makes, as they are called; left out where none were asked for. */
  references: v.optional(v.array(v.object({ label: v.string() }))),
  /** In the order of the grid, the last axis changing first. */
  points: v.array(
    v.object({
      /** Index of its value on each axis. */
      at: v.array(v.number()),
      /** In the order of `runs`; null of one that is not made yet, which is stored nowhere. */
      runs: v.array(v.nullable(FigureForm)),
      /** In the order of `runs`: index of each axis under `choose` with the value chosen; null where nothing is, or not yet. */
      /** In the order of `references`: the metric of each. */
      references: v.optional(v.array(v.number())),
      chosen: v.optional(v.array(v.nullable(v.array(v.object({ axis: v.number(), value: Value })))))
    })
  ),
  /** Plain statements: how many runs, what intervals are over. */
  notes: v.array(v.string())
});

export type StoredSweep = Stored<typeof Sweep>;
export type SweepFigure = StoredSweep['points'][number]['runs'][number];

const { provenance: _provenance, seeds: _seeds, axes: _axes, runs: _runs, choose: _choose, ...others } = Sweep.entries;

/** What is shown, where it comes from elsewhere. */
export const sweepShown = v.object({
  ...others,
  kind: v.literal('sweep'),
  axes: v.array(v.object({ ...Sweep.entries.axes.item.entries, cell: v.string() })),
  runs: v.array(v.object({ ...Sweep.entries.runs.item.entries, name: v.string() })),
  choose: v.optional(v.array(v.object({ key: v.string(), cell: v.string() })))
});

export type SweepResult = Stored<typeof sweepShown>;

interface SweepCell {
  readonly kind: 'sweep';
  readonly name: string;
  readonly runs: readonly string[];
  readonly over: readonly { readonly cell: string }[];
  readonly choose: readonly { readonly cell: string }[];
}

/** @param sweep stored, or as far as it is made */
export function showSweep(sweep: Omit<StoredSweep, 'provenance' | 'seeds'>, cell: SweepCell): SweepResult {
  const { metric, part, axes, runs, baseline, relative, choose, references, points, notes } = sweep;
  const labels = distinctLabels(
    runs.map(({ label }) => label),
    cell.runs
  );
  return {
    kind: 'sweep',
    metric,
    part,
    axes: axes.map((axis, at) => ({ ...axis, cell: cell.over[at]?.cell ?? '' })),
    runs: runs.map((run, at) => ({ ...run, name: cell.runs[at] ?? '', label: labels[at] ?? run.label })),
    baseline,
    relative,
    ...(choose ? { choose: choose.map(({ key }, at) => ({ key, cell: cell.choose[at]?.cell ?? '' })) } : {}),
    ...(references ? { references } : {}),
    points,
    notes
  };
}

export const sweepStored: KindStored<SweepCell, SweepResult> = oneArtifact(
  jsonForm('sweep', Sweep),
  (stored, cell, meta) => {
    const [name, cutoff] = stored.metric.split('@');
    const measured = { cutoffs: [Number(cutoff)], metrics: METRIC_NAMES.filter((metric) => metric === name) };
    return { result: showSweep(stored, cell), card: cardOf(stored.provenance, stored.seeds, [meta], measured) };
  }
);

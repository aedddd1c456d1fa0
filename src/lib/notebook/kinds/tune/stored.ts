// The stored tuning: every trial with its validation, what was chosen, and the test figures of that alone. Names of cells are put in when it
// is shown.
import * as v from 'valibot';
import { IntervalForm } from '#lib/evaluation/forms';
import { METRIC_NAMES } from '#lib/evaluation/metrics';
import type { Stored } from '#lib/storage/parse-stored';
import { cardOf, distinctLabels } from '../card';
import { jsonForm, Provenance } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';
import { runHead } from '../train/stored';

const Value = v.union([v.string(), v.number(), v.boolean()]);
const SeedValues = v.array(v.object({ seed: v.number(), value: v.number() }));

const Trial = v.object({
  /** Index of the axis in the space, and the value tried. */
  set: v.array(v.object({ axis: v.number(), value: Value })),
  /** Epochs trained, the mean over seeds; of halving, until it was left. */
  epochs: v.number(),
  /** Rounds that it went through; 1 where there are no rounds. */
  rounds: v.number(),
  validation: SeedValues,
  /** Over seeds, by which is chosen; null where training came to no number, or is not done. */
  mean: v.nullable(v.number()),
  failed: v.optional(v.string())
});

const Arm = v.object({
  label: v.string(),
  backbone: v.string(),
  alignment: v.string(),
  trials: v.array(Trial),
  /** Index in `trials`; null while it is not chosen. */
  chosen: v.nullable(v.number()),
  /** Ids of the runs of what was chosen, for whoever reads it. */
  runs: v.array(v.string()),
  /** Of what was chosen, by the same metric. */
  test: v.nullable(v.object({ values: SeedValues, mean: v.number(), interval95: v.nullable(IntervalForm) })),
  /** Epochs that were trained for it in all, and that the budget allowed. */
  spent: v.object({ epochs: v.number(), allowed: v.number() })
});

const Tune = v.object({
  provenance: Provenance,
  seeds: v.array(v.number()),
  metric: v.string(),
  search: v.picklist(['grid', 'random', 'sobol', 'halving']),
  budget: v.number(),
  unit: v.picklist(['runs', 'epochs']),
  axes: v.array(v.object({ key: v.string(), label: v.string(), unit: v.optional(v.string()) })),
  arms: v.array(Arm),
  notes: v.array(v.string())
});

export type StoredTune = Stored<typeof Tune>;
export type TuneTrial = Stored<typeof Trial>;

const { provenance: _provenance, seeds: _seeds, axes: _axes, arms: _arms, ...others } = Tune.entries;

/** What is shown, where it comes from elsewhere. */
export const tuneShown = v.object({
  ...others,
  kind: v.literal('tune'),
  axes: v.array(v.object({ ...Tune.entries.axes.item.entries, cell: v.string() })),
  arms: v.array(v.object({ ...v.omit(Arm, ['runs']).entries, name: v.string() }))
});

export type TuneResult = Stored<typeof tuneShown>;

interface TuneCell {
  readonly kind: 'tune';
  readonly name: string;
  readonly runs: readonly string[];
  readonly space: readonly { readonly cell: string }[];
}

/** @param tune stored, or as far as it is made */
export function showTune(tune: Omit<StoredTune, 'provenance' | 'seeds'>, cell: TuneCell): TuneResult {
  const { metric, search, budget, unit, axes, arms, notes } = tune;
  const labels = distinctLabels(
    arms.map(({ label }) => label),
    cell.runs
  );
  return {
    kind: 'tune',
    metric,
    search,
    budget,
    unit,
    axes: axes.map((axis, at) => ({ ...axis, cell: cell.space[at]?.cell ?? '' })),
    arms: arms.map(({ runs: _, ...arm }, at) => ({
      ...arm,
      name: cell.runs[at] ?? '',
      label: labels[at] ?? arm.label
    })),
    notes
  };
}

export const tuneForm = jsonForm('tune', Tune);

const shown = oneArtifact<TuneCell, StoredTune, TuneResult>(tuneForm, (stored, cell, meta) => {
  const [name, cutoff] = stored.metric.split('@');
  const measured = { cutoffs: [Number(cutoff)], metrics: METRIC_NAMES.filter((metric) => metric === name) };
  return { result: showTune(stored, cell), card: cardOf(stored.provenance, stored.seeds, [meta], measured) };
});

/** Stored where what it chose is: others read that. */
export const tuneStored: KindStored<TuneCell, TuneResult> = {
  ...shown,
  async record(cell, id, artifacts) {
    const stored = await artifacts.head(id.id, tuneForm);
    for (const run of stored?.content.arms.flatMap(({ runs }) => runs) ?? []) {
      if (!(await artifacts.head(run, runHead))) return null;
    }
    return stored && shown.record(cell, id, artifacts);
  }
};

// The stored comparison, and the table that is shown of it.
import * as v from 'valibot';
import { IntervalForm, SpreadForm } from '#lib/evaluation/forms';
import type { Stored } from '#lib/storage/parse-stored';
import { cardOf, distinctLabels, MEASURED } from '../card';
import { jsonForm, Provenance } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

const TTest = v.object({
  t: v.number(),
  df: v.number(),
  p: v.number(),
  /** `p` after Holm's correction over all tests of the table; absent in results files of before there was one. */
  pHolm: v.optional(v.number()),
  interval95: IntervalForm
});

/** A difference from the baseline row; every number says how it was made. */
const DifferenceForm = v.object({
  metric: v.picklist(['recall@20', 'ndcg@20']),
  mean: v.number(),
  relative: v.number(),
  /** Over seeds of one split; absent below five pairs, `reason` then says so. */
  pairedT: v.optional(TTest),
  /** Over splits, corrected for what they share; absent below five, `reason` then says so. */
  resampledT: v.optional(TTest),
  /** Over users, seeds and splits averaged first. */
  bootstrap: v.optional(v.object({ interval95: IntervalForm, samples: v.number(), users: v.number() })),
  reason: v.optional(v.string())
});

const Row = v.object({
  label: v.string(),
  backbone: v.optional(v.string()),
  alignment: v.optional(v.string()),
  seeds: v.array(v.number()),
  /** Of a row over several splits: indices of its cells among the runs, in the order of the splits. */
  cells: v.optional(v.array(v.number())),
  test: SpreadForm,
  /** On held-out clicks that the truth file does not mark as noise; only where a data set has one. */
  testWithoutNoise: v.optional(SpreadForm),
  differences: v.array(DifferenceForm),
  /** Settings that differ from the baseline row's, as "key: ours (baseline's)". */
  treatment: v.array(v.string())
});

const Comparison = v.object({
  provenance: Provenance,
  seeds: v.array(v.number()),
  /** That its runs were made on, where they are unlike. */
  machines: v.exactOptional(v.array(v.string())),
  /** Where the rows are measured over several. */
  splits: v.optional(v.array(v.object({ seed: v.number(), hash: v.string() }))),
  /** Index in `runs`. */
  baseline: v.number(),
  runs: v.array(Row),
  references: v.array(v.intersect([Row, v.object({ name: v.string() })])),
  /** Plain statements: how many seeds, what test, what it cannot say. */
  notes: v.array(v.string())
});

export type StoredComparison = Stored<typeof Comparison>;
export type Difference = Stored<typeof DifferenceForm>;

export type CompareRow = Omit<Stored<typeof Row>, 'cells'> & {
  /** Cell name of a train row, over several splits that of its first cell; or of a reference ("popularity", "semantic-only"). */
  readonly name: string;
  readonly role: 'run' | 'reference';
};

export interface CompareResult {
  readonly kind: 'compare';
  readonly baseline: string;
  /** Differences are counted from the unaligned run of the same backbone. */
  readonly ownBaselines?: boolean;
  /** Seeds of the splits, where means and spreads are over several; of one split they are over seeds. */
  readonly splits?: readonly number[];
  readonly rows: readonly CompareRow[];
  readonly notes: StoredComparison['notes'];
}

interface CompareCell {
  readonly kind: 'compare';
  readonly name: string;
  readonly runs: readonly string[];
  readonly baseline: string;
  readonly ownBaselines: boolean;
}

export const compareStored: KindStored<CompareCell, CompareResult> = oneArtifact(
  jsonForm('compare', Comparison),
  (stored, cell, meta) => {
    const { provenance, seeds, splits, machines } = stored;
    return {
      result: showComparison(stored, cell),
      card: cardOf(provenance, seeds, [meta], MEASURED, splits, machines)
    };
  }
);

function showComparison(stored: StoredComparison, cell: CompareCell): CompareResult {
  const names = stored.runs.map(({ cells }, index) => cell.runs[cells?.[0] ?? index] ?? '');
  const labels = distinctLabels(
    stored.runs.map((row) => row.label),
    names
  );
  const runs = stored.runs.map(({ cells: _, ...row }, index) => ({
    ...row,
    name: names[index] ?? '',
    role: 'run' as const,
    label: labels[index] ?? row.label
  }));
  const references = stored.references.map(({ cells: _, ...row }) => ({ ...row, role: 'reference' as const }));
  return {
    kind: 'compare',
    baseline: names[stored.baseline] ?? cell.baseline,
    ...(cell.ownBaselines ? { ownBaselines: true } : {}),
    ...(stored.splits ? { splits: stored.splits.map(({ seed }) => seed) } : {}),
    rows: [...runs, ...references],
    notes: stored.notes
  };
}

const ShownRow = v.object({ ...Row.entries, name: v.string(), role: v.picklist(['run', 'reference']) });

/** What is shown, where it comes from elsewhere. */
export const compareShown = v.object({
  kind: v.literal('compare'),
  baseline: v.string(),
  ownBaselines: v.optional(v.boolean()),
  splits: v.optional(v.array(v.number())),
  rows: v.array(v.omit(ShownRow, ['cells'])),
  notes: v.array(v.string())
});

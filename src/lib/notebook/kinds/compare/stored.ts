// The stored comparison, and the table that is shown of it.
import * as v from 'valibot';
import { IntervalForm, SpreadForm } from '#lib/evaluation/forms';
import type { Stored } from '#lib/storage/parse-stored';
import { cardOf, distinctLabels } from '../card';
import { jsonForm, Provenance } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

/** A difference from the baseline row; every number says how it was made. */
const DifferenceForm = v.object({
  metric: v.picklist(['recall@20', 'ndcg@20']),
  mean: v.number(),
  relative: v.number(),
  /** Over seeds; absent below five pairs, `reason` then says so. */
  pairedT: v.optional(
    v.object({
      t: v.number(),
      df: v.number(),
      p: v.number(),
      /** `p` after Holm's correction over all tests of the table; absent in results files of before there was one. */
      pHolm: v.optional(v.number()),
      interval95: IntervalForm
    })
  ),
  /** Over users, seeds averaged first. */
  bootstrap: v.optional(v.object({ interval95: IntervalForm, samples: v.number(), users: v.number() })),
  reason: v.optional(v.string())
});

const Row = v.object({
  label: v.string(),
  backbone: v.optional(v.string()),
  alignment: v.optional(v.string()),
  seeds: v.array(v.number()),
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
  /** Index in `runs`. */
  baseline: v.number(),
  runs: v.array(Row),
  references: v.array(v.intersect([Row, v.object({ name: v.string() })])),
  /** Plain statements: how many seeds, what test, what it cannot say. */
  notes: v.array(v.string())
});

export type StoredComparison = Stored<typeof Comparison>;
export type Difference = Stored<typeof DifferenceForm>;

export type CompareRow = Stored<typeof Row> & {
  /** Cell name of a train row, or of a reference ("popularity", "semantic-only"). */
  readonly name: string;
  readonly role: 'run' | 'reference';
};

export interface CompareResult {
  readonly kind: 'compare';
  readonly baseline: string;
  /** Differences are counted from the unaligned run of the same backbone. */
  readonly ownBaselines?: boolean;
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
  (stored, cell, meta) => ({
    result: showComparison(stored, cell),
    card: cardOf(stored.provenance, stored.seeds, [meta])
  })
);

function showComparison(stored: StoredComparison, cell: CompareCell): CompareResult {
  const labels = distinctLabels(
    stored.runs.map((row) => row.label),
    cell.runs
  );
  const runs = stored.runs.map((row, index) => ({
    ...row,
    name: cell.runs[index] ?? '',
    role: 'run' as const,
    label: labels[index] ?? row.label
  }));
  const references = stored.references.map((row) => ({ ...row, role: 'reference' as const }));
  return {
    kind: 'compare',
    baseline: cell.baseline,
    ...(cell.ownBaselines ? { ownBaselines: true } : {}),
    rows: [...runs, ...references],
    notes: stored.notes
  };
}

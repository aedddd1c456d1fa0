// The stored times, and what is shown of them. Names of cells are put in when it is shown; what follows from the times is computed then.
import * as v from 'valibot';
import type { Stored } from '#lib/storage/parse-stored';
import { cardOf, distinctLabels } from '../card';
import { jsonForm, Provenance } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';
import { mediansOf, ratiosOf } from './figures';

const Times = v.object({
  provenance: Provenance,
  /** Epochs timed in each round. */
  epochs: v.number(),
  runs: v.array(
    v.object({
      label: v.string(),
      backbone: v.string(),
      alignment: v.string(),
      seed: v.number(),
      /** Steps an epoch. */
      steps: v.number(),
      /** Index in `runs` of the unaligned run of the same backbone; null where it is none of them, and of that run itself. */
      base: v.nullable(v.number()),
      /** Seconds an epoch, by round. */
      seconds: v.pipe(v.array(v.number()), v.minLength(1))
    })
  ),
  /** Plain statements: what was timed, and how. */
  notes: v.array(v.string())
});

export type StoredTimes = Stored<typeof Times>;

const Span = v.object({ median: v.number(), least: v.number(), most: v.number() });

export type TimeRow = StoredTimes['runs'][number] &
  Stored<typeof Span> & {
    /** Name of its train cell. */
    readonly name: string;
    /** To the base, of each round by itself; null without one. */
    readonly ratio: Stored<typeof Span> | null;
  };

export interface TimeResult {
  readonly kind: 'time';
  readonly rows: readonly TimeRow[];
  readonly notes: readonly string[];
}

interface TimeCell {
  readonly kind: 'time';
  readonly name: string;
  readonly runs: readonly string[];
}

export const timeStored: KindStored<TimeCell, TimeResult> = oneArtifact(
  jsonForm('time', Times),
  ({ provenance, runs, notes }, cell, meta) => {
    const labels = distinctLabels(
      runs.map(({ label }) => label),
      cell.runs
    );
    const rows = runs.map((run, at): TimeRow => {
      const base = run.base === null ? undefined : runs[run.base];
      return {
        ...run,
        ...mediansOf(run.seconds),
        name: cell.runs[at] ?? '',
        label: labels[at] ?? run.label,
        ratio: base ? mediansOf(ratiosOf(run.seconds, base.seconds)) : null
      };
    });
    const seeds = [...new Set(runs.map(({ seed }) => seed))];
    return { result: { kind: 'time', rows, notes }, card: cardOf(provenance, seeds, [meta]) };
  }
);

const { runs, notes } = Times.entries;

/** What is shown, where it comes from elsewhere. */
export const timeShown = v.object({
  kind: v.literal('time'),
  rows: v.array(v.object({ ...runs.item.entries, ...Span.entries, name: v.string(), ratio: v.nullable(Span) })),
  notes
});

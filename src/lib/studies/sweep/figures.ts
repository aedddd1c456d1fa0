// What the runs of a sweep say: means over seeds with intervals, gains over a baseline at the same point, and changes from the first value of
// the first axis. Differences are taken seed by seed, since runs of one seed share initialisation and draws. Pure; plain numbers.
import { meanOf } from '#lib/elementary/spread';
import { pairedT, type Interval } from '#lib/evaluation/significance';

/** The value of one seed's run. */
export interface SeedValue {
  readonly seed: number;
  readonly value: number;
}

export interface Estimate {
  readonly mean: number;
  /** Student's, over seeds; null for one. */
  readonly interval95: Interval | null;
}

export interface PointFigures extends Estimate {
  readonly values: readonly SeedValue[];
  /** Over the baseline at the same point, where there is one: the difference, and its share of the baseline's mean. */
  readonly gain: (Estimate & { readonly relative: number }) | null;
  /** From the first value of the first axis, as a share of what was there; null where that is 0 or not known. */
  readonly change: Estimate | null;
}

/** A run of a point: its seeds' values; why it has none; or null while it is not made. */
export type PointRuns = readonly SeedValue[] | { readonly failed: string } | null;

export interface SweepPoint {
  /** Index of its value on each axis. */
  readonly at: readonly number[];
  /** In the order of the sweep's runs. */
  readonly runs: readonly PointRuns[];
}

const isMade = (runs: PointRuns | undefined): runs is readonly SeedValue[] => Array.isArray(runs) && runs.length > 0;

/** Mean over values with the interval that Student's t gives; none for a single one. */
export function estimate(values: readonly number[]): Estimate {
  if (values.length < 2) return { mean: meanOf(values), interval95: null };
  const { mean, interval95 } = pairedT(
    values,
    values.map(() => 0)
  );
  return { mean, interval95 };
}

/** The figures of every point and run. @param baseline index of a run; null where there is none */
export function sweepFigures(
  points: readonly SweepPoint[],
  baseline: number | null
): readonly (readonly (PointFigures | { readonly failed: string } | null)[])[] {
  const key = (at: readonly number[]): string => at.join(',');
  const byPlace = new Map(points.map((point) => [key(point.at), point]));
  return points.map(({ at, runs }) =>
    runs.map((own, run) => {
      if (!isMade(own)) return own === null || !('failed' in own) ? null : own;
      const first = byPlace.get(key([0, ...at.slice(1)]))?.runs[run];
      const base = baseline === null || baseline === run ? undefined : runs[baseline];
      return {
        ...estimate(own.map(({ value }) => value)),
        values: own,
        gain: isMade(base) ? gainOver(own, base) : null,
        change: isMade(first) ? changeFrom(own, first) : null
      };
    })
  );
}

/** Values of the same seeds, in pairs. */
function paired(
  own: readonly SeedValue[],
  other: readonly SeedValue[]
): readonly (SeedValue & { readonly theirs: number })[] {
  const bySeed = new Map(other.map(({ seed, value }) => [seed, value]));
  return own.flatMap(({ seed, value }) => {
    const theirs = bySeed.get(seed);
    return theirs === undefined ? [] : [{ seed, value, theirs }];
  });
}

function gainOver(own: readonly SeedValue[], base: readonly SeedValue[]): PointFigures['gain'] {
  const pairs = paired(own, base);
  if (pairs.length === 0) return null;
  const difference = estimate(pairs.map(({ value, theirs }) => value - theirs));
  return { ...difference, relative: difference.mean / meanOf(pairs.map(({ theirs }) => theirs)) };
}

function changeFrom(own: readonly SeedValue[], first: readonly SeedValue[]): Estimate | null {
  const pairs = paired(own, first);
  if (pairs.length === 0 || pairs.some(({ theirs }) => theirs === 0)) return null;
  return estimate(changesFrom(own, first).map(({ value }) => value));
}

/** Each seed's change as a share of its own first value; seeds that have none, or one of 0, are left out. */
export function changesFrom(own: readonly SeedValue[], first: readonly SeedValue[]): readonly SeedValue[] {
  return paired(own, first).flatMap(({ seed, value, theirs }) =>
    theirs === 0 ? [] : [{ seed, value: value / theirs - 1 }]
  );
}

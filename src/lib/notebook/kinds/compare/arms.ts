// Which train cells of a comparison make a row together: those that do the same on several splits of the same data. On one data set every
// cell is a row. Pure.
import { appError } from '#lib/errors/app-error';
import { PREPARE_DEFAULTS } from '#lib/dataset/prepare/settings';
import type { DataBehind, Likeness } from '../description';

export interface ArmsAndSplits {
  /** The rows, in the order of their first cells: indices of `runs`, one for each split. */
  readonly arms: readonly (readonly number[])[];
  /** Seeds of the splits, in the order in which the runs name them; none where all runs are of one split. */
  readonly splitSeeds: readonly number[];
}

const WHERE = { field: 'runs' };

/**
 * @param runs names of train cells
 * @throws AppError notebook/more-than-splits where data differ in more than the split seed, notebook/not-on-every-split, notebook/twice-on-a-split
 */
export function armsOf(runs: readonly string[], around: Likeness): ArmsAndSplits {
  const seeds = runs.map((name) => seedOf(around.data(name)));
  const splitSeeds = [...new Set(seeds)];
  if (splitSeeds.length < 2) return { arms: runs.map((_, at) => [at]), splitSeeds: [] };
  checkData(runs, around);
  const rows = new Map<string, Map<number, number>>();
  for (const [at, name] of runs.entries()) {
    const key = around.key(name) ?? name;
    const row = rows.get(key) ?? new Map<number, number>();
    const [seed = 0, other] = [seeds[at], row.get(seeds[at] ?? 0)];
    if (other !== undefined) {
      throw appError('notebook/twice-on-a-split', { first: runs[other] ?? '', other: name, seed }, WHERE);
    }
    rows.set(key, row.set(seed, at));
  }
  for (const row of rows.values()) {
    const missing = splitSeeds.filter((seed) => !row.has(seed));
    const [at = 0] = row.values();
    if (missing.length > 0) {
      const on = [...row.keys()].join(', ');
      throw appError('notebook/not-on-every-split', { run: runs[at] ?? '', on, missing: missing.join(', ') }, WHERE);
    }
  }
  return { arms: [...rows.values()].map((row) => splitSeeds.flatMap((seed) => row.get(seed) ?? [])), splitSeeds };
}

const seedOf = (data: DataBehind | undefined): number => data?.prepare.split_seed ?? PREPARE_DEFAULTS.split_seed;

function checkData(runs: readonly string[], around: Likeness): void {
  const [first, ...others] = new Set(runs.flatMap((name) => around.data(name) ?? []));
  if (!first) return;
  for (const other of others) {
    if (around.key(other.name) === around.key(first.name)) continue;
    const differs = differencesOf(first, other).join(', ') || 'the files';
    throw appError('notebook/more-than-splits', { first: first.name, other: other.name, differs }, WHERE);
  }
  if (first.prepare.sample_users !== undefined) {
    throw appError('notebook/splits-of-samples', { dataset: first.name }, WHERE);
  }
}

/** Keys of two dataset cells that say different things, but for the split seed. */
function differencesOf(first: DataBehind, other: DataBehind): string[] {
  const settings = ({ source, reading, prepare }: DataBehind): Readonly<Record<string, unknown>> => ({
    source,
    ...reading,
    ...prepare
  });
  const [ours, theirs] = [settings(first), settings(other)];
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return keys.filter((key) => key !== 'split_seed' && ours[key] !== theirs[key]);
}

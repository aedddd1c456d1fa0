// What is tried at each point of a sweep, and what is chosen of it: for each run by itself, on validation alone. Pure.
import type { Points } from '../../plan/points';
import { meanOf } from '#lib/elementary/spread';
import type { PointRuns } from '#lib/studies/sweep/figures';
import type { AxisValue } from '../points/types';
import type { ResolvedSweep } from './describe';

/** One combination of what is chosen for a run at a point. */
export interface SweptTrial {
  /** The cell that trains it. */
  readonly name: string;
  /** Index of the axis under `choose`, and the value tried. */
  readonly set: readonly { readonly axis: number; readonly value: AxisValue }[];
}

/** What a cell's runs came to, with the figure by which is chosen. */
export type TrialRuns =
  | readonly { readonly seed: number; readonly value: number; readonly validation: number }[]
  | { readonly failed: string };

/** For every point, and of it for every run: its trials, in the order in which they were asked for. */
export function trialsByPoint(
  { runs, over, choose }: Pick<ResolvedSweep, 'runs' | 'over' | 'choose'>,
  { runs: asked, names }: Pick<Points, 'runs' | 'names'>
): readonly (readonly (readonly SweptTrial[])[])[] {
  const byPoint = new Map<string, SweptTrial[][]>();
  asked.forEach(({ run, set }, at) => {
    const key = JSON.stringify(set.slice(0, over.length).map(({ value }) => value));
    const point = byPoint.get(key) ?? runs.map(() => []);
    byPoint.set(key, point);
    point[runs.indexOf(run)]?.push({
      name: names[at] ?? run,
      set: set.slice(over.length).map(({ cell, key: own, value }) => ({
        axis: choose.findIndex((axis) => axis.cell === cell && axis.key === own),
        value
      }))
    });
  });
  return [...byPoint.values()];
}

/**
 * The trial with the best mean of validation over its seeds, of equal ones the first; those that came to no number are passed over. Nothing
 * is chosen while one is still to come.
 */
export function chosenTrial(
  trials: readonly SweptTrial[],
  made: ReadonlyMap<string, TrialRuns>
): { readonly runs: PointRuns; readonly set: SweptTrial['set'] | null } {
  let best: { readonly trial: SweptTrial; readonly runs: PointRuns; readonly mean: number } | null = null;
  let failed: PointRuns = null;
  for (const trial of trials) {
    const runs = made.get(trial.name);
    if (!runs) return { runs: null, set: null };
    if ('failed' in runs) {
      failed ??= runs;
      continue;
    }
    const mean = meanOf(runs.map(({ validation }) => validation));
    if (best === null || mean > best.mean) {
      best = { trial, mean, runs: runs.map(({ seed, value }) => ({ seed, value })) };
    }
  }
  return best ? { runs: best.runs, set: best.trial.set } : { runs: failed, set: null };
}

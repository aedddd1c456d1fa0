// Which points a tune cell tries: for each of its runs, as many as the budget pays for, whatever the others cost. Pure.
import { appError } from '#lib/errors/app-error';
import { halvingPlan, type HalvingPlan } from '#lib/studies/sweep/halving';
import { MOST_SOBOL_AXES, randomPoints, sobolPoints } from '#lib/studies/sweep/draws';
import { combinations, valueAt, valuedAxes } from '../points/axes';
import type { CellFields, Override, TrainingOf, ValuedAxis } from '../points/types';
import type { ResolvedTune } from './settings';

/** Key of the cell's axes. */
export const SPACE = 'space';
/** Trials of one run at most. */
const MOST_TRIALS = 1000;

export interface ArmTrials {
  readonly run: string;
  readonly trials: readonly (readonly Override[])[];
}

/**
 * @throws AppError notebook/bad-axis, notebook/nothing-to-tune, notebook/budget-too-small, notebook/grid-above-budget,
 * notebook/too-many-axes
 */
export function trialsOf(cell: ResolvedTune, notebook: CellFields): readonly ArmTrials[] {
  const axes = valuedAxes(cell.space, SPACE, notebook);
  return cell.runs.map((run) => {
    const behind = notebook.behind(run);
    const own = axes.filter((axis) => behind.has(axis.cell));
    if (own.length === 0) throw appError('notebook/nothing-to-tune', { run }, { field: SPACE });
    const training = notebook.training(run);
    if (!training) return { run, trials: [] };
    const count = trialsPaid(cell, run, training);
    return { run, trials: pointsOf(cell, run, own, count) };
  });
}

/** How many trials the budget of one run pays for. @throws AppError notebook/budget-too-small */
function trialsPaid(cell: ResolvedTune, run: string, training: TrainingOf): number {
  const { budget, unit, search } = cell;
  const { seeds, epochs } = training;
  const costOfOne = unit === 'runs' ? seeds : seeds * epochs;
  if (budget < costOfOne) {
    const details = { run, budget, unit, least: costOfOne, seeds, epochs };
    throw appError('notebook/budget-too-small', details, { field: 'budget' });
  }
  if (search === 'halving') return halvingOf(cell, training)?.rungs[0]?.trials ?? 1;
  return Math.min(MOST_TRIALS, Math.floor(budget / costOfOne));
}

/** The rounds of a run. @param most trials that there are; as many as are paid for, where left out */
export function halvingOf(
  { budget, unit }: Pick<ResolvedTune, 'budget' | 'unit'>,
  { seeds, epochs, validateEvery }: TrainingOf,
  most = MOST_TRIALS
): HalvingPlan | null {
  return halvingPlan({
    epochs: unit === 'runs' ? budget * epochs : budget,
    seeds,
    epochsOfRun: epochs,
    // Two validations: the first comes after one epoch.
    least: Math.min(epochs, validateEvery + 1),
    most
  });
}

function pointsOf(
  cell: ResolvedTune,
  run: string,
  axes: readonly ValuedAxis[],
  count: number
): readonly (readonly Override[])[] {
  const { search, seed } = cell;
  const override = ({ cell: name, key }: ValuedAxis, value: Override['value']): Override => ({
    cell: name,
    key,
    value
  });
  if (search === 'grid') {
    const points = axes.reduce((product, { values }) => product * values.length, 1);
    if (points > count) {
      throw appError('notebook/grid-above-budget', { run, points, trials: count }, { field: SPACE });
    }
    return combinations(axes).map((at) => axes.map((axis, index) => override(axis, axis.values[at[index] ?? 0] ?? '')));
  }
  if (search !== 'random' && axes.length > MOST_SOBOL_AXES) {
    throw appError('notebook/too-many-axes', { run, axes: axes.length, most: MOST_SOBOL_AXES }, { field: SPACE });
  }
  const draw = search === 'random' ? randomPoints : sobolPoints;
  // Points of few values meet again: more are drawn, and each is taken once.
  const drawn = draw(seed, axes.length, 4 * count + 64).map((point) =>
    axes.map((axis, index) => override(axis, valueAt(axis, point[index] ?? 0)))
  );
  const once = new Map(drawn.map((set) => [JSON.stringify(set), set]));
  return [...once.values()].slice(0, count);
}

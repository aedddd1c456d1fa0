// Groups the curves of train cells: cells that follow each other without prose between share one figure. It stands under the last of them
// that has anything to draw and shows every train cell up to there, so that arms lie over each other. Pure.
import type { CurveArm, SeedEpochs } from '../../charts/learning-curves';
import type { CellBlock, PreparedNotebook } from '../../document/prepared';
import type { ShownRecord } from '../../results/shown-results';
import type { LiveSeed } from '../../session/run-state';

/**
 * Names of the train cells whose figure stands under them.
 * @param draws whether a cell has curves, or is about to: a new one takes the figure when it does
 */
export function figureHolders(notebook: PreparedNotebook, draws: (cell: CellBlock) => boolean): ReadonlySet<string> {
  const holders = new Set<string>();
  let last: string | null = null;
  for (const block of [...notebook.blocks, null]) {
    if (block?.type === 'cell' && block.kind === 'train') {
      if (draws(block)) last = block.name;
      continue;
    }
    if (last !== null) holders.add(last);
    last = null;
  }
  return holders;
}

/** Whether a result has curves: those that come with a page of many runs are without. */
export function hasCurves(shown: ShownRecord | null): boolean {
  const result = shown?.record.result;
  return result?.kind === 'train' && result.runs.some(({ epochs }) => epochs.length > 0);
}

/** The train cells from the first to `cell`, on the data that `cell` trains on. */
export function armCells(notebook: PreparedNotebook, cell: string): readonly CellBlock[] {
  const trains: CellBlock[] = [];
  for (const block of notebook.blocks) {
    if (block.type !== 'cell' || block.kind !== 'train') continue;
    trains.push(block);
    if (block.name === cell) break;
  }
  const here = trains.at(-1);
  // The first name that a train cell reads is its data set.
  return trains.filter((train) => train.reads[0] === here?.reads[0]);
}

/** A train cell's curves: what comes in now, else what is shown. Seeds not yet reached by a run keep their old curves out. */
export function armOf(cell: CellBlock, shown: ShownRecord | null, live: readonly LiveSeed[]): CurveArm {
  const result = shown?.record.result;
  const finished: readonly SeedEpochs[] =
    result?.kind === 'train'
      ? result.runs.map((run) => ({ seed: run.seed, epochs: run.epochs, bestEpoch: run.best_epoch }))
      : [];
  const seeds = live.length ? live.map((seed) => ({ ...seed, bestEpoch: null })) : finished;
  const label = cell.alignment && cell.alignment !== 'none' ? cell.alignment : 'base';
  return { cell: cell.name, label, alignment: cell.alignment ?? 'none', seeds, live: live.length > 0 };
}

/** Labels made unlike where two arms have the same: the cell's name then says which. */
export function withUniqueLabels(arms: readonly CurveArm[]): readonly CurveArm[] {
  const counts = new Map<string, number>();
  for (const arm of arms) counts.set(arm.label, (counts.get(arm.label) ?? 0) + 1);
  return arms.map((arm) => ((counts.get(arm.label) ?? 0) > 1 ? { ...arm, label: arm.cell } : arm));
}

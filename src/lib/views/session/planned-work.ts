// Plans what running cells of an open notebook would take, with its time. It puts together what is known to be stored and results that
// tell how long like work took. Pure.
import type { TrainingEstimate } from '#lib/engine/compute/estimate';
import type { RunOptions } from '#lib/engine/compute/protocol';
import { workFor, type CellSeeds, type WorkCell } from '#lib/notebook/plan/work';
import type { ColdWords } from './cold-words';
import type { CellBlock } from '../document/prepared';
import { timeOfWork, totalSeconds, type TimedCell, type WorkTime } from './run-time';
import type { SaidWork } from './run-words';
import type { ShownRecord } from '../results/shown-results';

export interface PlannedWork extends SaidWork {
  readonly time: WorkTime;
}

interface Known {
  readonly stored: readonly WorkCell[];
  readonly cells: readonly CellBlock[];
  readonly estimate: TrainingEstimate | null;
  shown(cell: CellBlock): ShownRecord | null;
}

export function plannedWork(known: Known, names: readonly string[], force: boolean): PlannedWork {
  const work = workFor(known.stored, names, force);
  const time = timeOfWork(
    work,
    known.cells.map((cell) => timedCell(cell, known)),
    known.estimate
  );
  return { work, time, seconds: totalSeconds(time) };
}

function timedCell(cell: CellBlock, { cells, shown }: Pick<Known, 'cells' | 'shown'>): TimedCell {
  const data = cells.find(({ name, kind }) => kind === 'dataset' && cell.reads.includes(name));
  const result = data && shown(data)?.record.result;
  const interactions = result?.kind === 'dataset' ? result.interactions.train : null;
  const { name, kind, arm } = cell;
  return { name, kind, arm, interactions, shown: shown(cell) };
}

export const seedsByCell = (of: readonly CellSeeds[]): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(of.map(({ cell, seeds }) => [cell, seeds]));

/**
 * What the engine is asked to do: nothing is trained but what was said.
 * @param asked `said` of these cells by what is known to be stored; else by the page as it came; where neither could be said, all that
 * is missing is trained
 */
export function runOptions(asked: {
  readonly force: boolean;
  readonly only: readonly string[] | undefined;
  readonly since: string | undefined;
  readonly bundled: boolean | undefined;
  readonly said: PlannedWork | null;
  readonly cold: Pick<ColdWords, 'trains'> | null;
}): RunOptions {
  const { force, only, since, bundled, said, cold } = asked;
  // What is computed again here was asked for by name.
  const trains = said ? seedsByCell(said.work.trains) : force ? undefined : cold?.trains;
  return {
    force,
    only,
    ...(since && { since }),
    ...(bundled && { bundled }),
    trains
  };
}

/** Seconds of every cell of a notebook in a run that takes `time`: nothing where a cell has nothing to do, undefined where it is not known. */
export function secondsByCell(
  { byCell, unknown }: WorkTime,
  cells: readonly CellBlock[]
): Readonly<Record<string, number>> {
  const known = cells.filter(({ name }) => !unknown.includes(name));
  return Object.fromEntries(known.map(({ name }) => [name, byCell[name] ?? 0]));
}

/** Size and width that the engine's estimate asks for: of the data of the first train cell whose data are known. */
export function sizeToEstimate(
  cells: readonly CellBlock[],
  shown: (cell: CellBlock) => ShownRecord | null
): {
  readonly size: { readonly users: number; readonly items: number; readonly interactions: number };
  readonly width: number;
} | null {
  const resultOf = (name: string) => {
    const cell = cells.find((each) => each.name === name);
    return cell && shown(cell)?.record.result;
  };
  for (const { kind, reads } of cells) {
    if (kind !== 'train') continue;
    const results = reads.map(resultOf);
    const data = results.find((result) => result?.kind === 'dataset');
    if (data?.kind !== 'dataset') continue;
    const vectors = results.find((result) => result?.kind === 'embeddings');
    const { users, items, interactions } = data;
    const width = vectors?.kind === 'embeddings' ? vectors.dimensions : DEFAULT_WIDTH;
    return { size: { users, items, interactions: interactions.train }, width };
  }
  return null;
}

/** Numbers of a semantic vector where none are made yet: those of the quick start. */
const DEFAULT_WIDTH = 128;

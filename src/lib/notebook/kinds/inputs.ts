// Where the stored inputs of a cell are: the ids and sources that a notebook's plan has for it. The one place in which makers of artifacts
// read a plan.
import { isImported, type DataSource, type FileSource } from '#lib/dataset/sources/source';
import { appError, type AppError } from '#lib/errors/app-error';
import { datasetBehind, type NotebookGraph } from '../plan/graph';
import { choiceOf } from './choice';
import type { CellId, DatasetContent } from './id-inputs';
import type { Finder } from './stored-form';
import { tuneForm } from './tune/stored';

/** Which artifacts a notebook is about, whether they are stored or not. */
export interface NotebookIds {
  readonly graph: NotebookGraph;
  /** Cells with an id, by name: all but those with a problem, and those that read from such. */
  readonly ids: ReadonlyMap<string, CellId>;
  /** What is wrong, by cell name: of the text, and data that cannot be opened. */
  readonly problems: ReadonlyMap<string, AppError>;
  /** Sources by the cell that names them (dataset cells, and those that read files), where they could be opened. */
  readonly sources: ReadonlyMap<string, OpenedSource>;
}

export interface OpenedSource {
  readonly source: DataSource;
  readonly content: DatasetContent;
}

/** Id of a cell that the plan says can run. */
export function idOf(plan: NotebookIds, name: string): CellId {
  const id = plan.ids.get(name);
  if (!id) throw appError('notebook/artifact-lost', { kind: 'cell' });
  return id;
}

/** The same; null where no cell is named. */
export const idOrNull = (plan: NotebookIds, name: string | undefined): string | null =>
  name === undefined ? null : idOf(plan, name).id;

export function datasetIdBehind(plan: NotebookIds, name: string): string {
  const dataset = datasetBehind(name, plan.graph.cells);
  if (dataset === null) throw appError('notebook/artifact-lost', { kind: 'data set' });
  return idOf(plan, dataset).id;
}

/** Id of the run of a train cell's first seed. */
export function firstSeedOf(plan: NotebookIds, name: string): string {
  const run = idOf(plan, name).runs[0];
  if (!run) throw appError('notebook/artifact-lost', { kind: 'run' });
  return run.id;
}

/**
 * Ids of the runs of a train cell, or of those that a tune cell chose for one, seeds in the cell's order.
 * @throws AppError notebook/artifact-lost where the choice is not stored
 */
export async function runIdsOf(plan: NotebookIds, name: string, artifacts: Finder): Promise<readonly string[]> {
  const choice = choiceOf(name);
  if (!choice) return idOf(plan, name).runs.map(({ id }) => id);
  const tune = plan.graph.cells.get(choice.tune);
  const stored = await artifacts.head(idOf(plan, choice.tune).id, tuneForm);
  const arm = tune?.kind === 'tune' ? stored?.content.arms[tune.runs.indexOf(choice.run)] : undefined;
  if (!arm) throw appError('notebook/artifact-lost', { kind: 'choice' });
  return arm.runs;
}

/** What a cell reads from outside the notebook. */
export function sourceOf(plan: NotebookIds, name: string): DataSource {
  const opened = plan.sources.get(name);
  if (!opened) throw appError('notebook/artifact-lost', { kind: 'data set' });
  return opened.source;
}

/** The files that a cell reads; none where it reads none. */
export function filesOf(plan: NotebookIds, name: string): FileSource | undefined {
  const source = plan.sources.get(name)?.source;
  return source && !isImported(source) ? source : undefined;
}

/** Where the truth file of the data behind a cell lies; null where there is none. */
export function truthOf(plan: NotebookIds, name: string): FileSource | null {
  const dataset = datasetBehind(name, plan.graph.cells);
  const opened = dataset === null ? undefined : plan.sources.get(dataset);
  return opened?.content.truth && !isImported(opened.source) ? opened.source : null;
}

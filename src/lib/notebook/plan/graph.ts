// The graph of a notebook: what each cell reads, whether that exists and fits, and an order in which cells can run.
// Order in the file means nothing: a cell may read one that stands below it. Pure.
import { AppError, appError } from '#lib/errors/app-error';
import type { Reference } from '../kinds/description';
import { kindOf, resolveCell, type ResolvedCell } from '../kinds/registry';
import { MOST_RUNS } from '../document/limits';
import { suggestionFor } from '../document/nearest';
import type { NotebookCell, NotebookDocument } from '../document/parse';

export interface NotebookGraph {
  /** Cells without a problem of their own, by name, in the order of the file. */
  readonly cells: ReadonlyMap<string, ResolvedCell>;
  /** What is wrong, by cell name. */
  readonly problems: ReadonlyMap<string, AppError>;
  /** Names of all cells, so that each stands after those it reads. */
  readonly order: readonly string[];
  /** Names of the cells that a cell reads, each once. */
  readonly reads: ReadonlyMap<string, readonly string[]>;
}

/** What a resolved cell reads, in a fixed order of roles. */
const referencesOf = (cell: ResolvedCell): readonly Reference[] => kindOf(cell.kind).references(cell);

/** Checks all cells and what they read. Nothing is thrown: what is wrong stands in `problems`. */
export function notebookGraph(document: NotebookDocument): NotebookGraph {
  const problems = new Map<string, AppError>();
  const byName = new Map(document.cells.map((cell) => [cell.name, cell]));
  const mentions = new Map(document.cells.map((cell) => [cell.name, mentionedNames(cell)]));
  const file = document.file === undefined ? {} : { file: document.file };
  const report = (cell: NotebookCell, error: AppError) => {
    if (!problems.has(cell.name)) problems.set(cell.name, error.at({ line: cell.line, cell: cell.name, ...file }));
  };

  // A circle is named as such, though its cells have the wrong kinds as well.
  const order = orderByReads([...byName.keys()], mentions, (path) => {
    for (const name of path) {
      const cell = byName.get(name);
      if (cell) report(cell, appError('notebook/cycle', { path: [...path, path[0]].join(' → ') }));
    }
  });

  const resolved = new Map<string, ResolvedCell>();
  let runs = 0;
  for (const cell of document.cells) {
    try {
      const settings = resolveCell(cell);
      runs += settings.kind === 'train' ? settings.seeds.length : 0;
      if (settings.kind === 'train' && runs > MOST_RUNS) {
        throw appError('notebook/too-large', { what: 'The notebook', most: MOST_RUNS, of: 'trained runs' });
      }
      resolved.set(cell.name, settings);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      report(cell, error);
    }
  }
  for (const cell of document.cells) {
    const settings = resolved.get(cell.name);
    if (!settings || problems.has(cell.name)) continue;
    const error = checkReferences(cell, settings, document.cells) ?? checkDatasets(cell, settings, resolved);
    if (error) report(cell, error);
  }

  const cells = new Map([...resolved].filter(([name]) => !problems.has(name)));
  const reads = new Map(
    document.cells.map(({ name }) => {
      const settings = cells.get(name);
      const names = settings
        ? referencesOf(settings)
            .filter((reference) => reference.isRead)
            .map((reference) => reference.name)
        : (mentions.get(name) ?? []);
      return [name, [...new Set(names)]];
    })
  );
  return { cells, problems, order, reads };
}

/** Names in the fields that the schema has for names, whatever the state of the cell. */
function mentionedNames(cell: NotebookCell): readonly string[] {
  const fields = kindOf(cell.kind).fields.filter((field) => field.type === 'cell' || field.type === 'cells');
  const values = fields.flatMap((field) => {
    const value = cell.values[field.key];
    return Array.isArray(value) ? value : [value];
  });
  return values.filter((value) => typeof value === 'string');
}

/** Depth-first order, stable in the order of `names`; each circle is handed to `onCycle` once. */
function orderByReads(
  names: readonly string[],
  reads: ReadonlyMap<string, readonly string[]>,
  onCycle: (path: readonly string[]) => void
): readonly string[] {
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): void => {
    if (done.has(name) || !reads.has(name)) return;
    const at = path.indexOf(name);
    if (at !== -1) {
      onCycle(path.slice(at));
      return;
    }
    path.push(name);
    for (const read of reads.get(name) ?? []) visit(read);
    path.pop();
    if (!done.has(name)) order.push(name);
    done.add(name);
  };
  for (const name of names) visit(name);
  return order;
}

function checkReferences(cell: NotebookCell, settings: ResolvedCell, all: readonly NotebookCell[]): AppError | null {
  for (const { key, name, kind } of referencesOf(settings)) {
    const found = all.find((other) => other.name === name);
    if (found?.kind === kind) continue;
    const names = all.filter((other) => other.kind === kind && other !== cell).map((other) => other.name);
    const known = names.join(', ');
    const where = { line: cell.keyLines.get(key) ?? cell.line, field: key };
    return found
      ? appError('notebook/wrong-kind', { key, name, kind: found.kind, expected: kind, known }, where)
      : appError('notebook/nothing-makes', { key, name, nearest: suggestionFor(name, names), kind, known }, where);
  }
  return null;
}

/** Cells whose artifacts a cell is computed from: those that it reads, and the data behind them, which rankings and a start are made with. */
export function needsOf(name: string, { cells, reads }: Pick<NotebookGraph, 'cells' | 'reads'>): readonly string[] {
  const cell = cells.get(name);
  const from = (cell ? referencesOf(cell) : []).filter(({ withItsData }) => withItsData).map((read) => read.name);
  const data = [name, ...from].flatMap((at) => datasetBehind(at, cells) ?? []);
  return [...new Set([...(reads.get(name) ?? []), ...data])].filter((input) => input !== name);
}

/** The dataset cell that a cell's artifact comes from, through what each reads first; null where that cannot be said. */
export function datasetBehind(name: string, cells: ReadonlyMap<string, ResolvedCell>): string | null {
  const cell = cells.get(name);
  if (!cell) return null;
  if (cell.kind === 'dataset') return name;
  const [first] = referencesOf(cell);
  if (!first) return null;
  return first.kind === 'dataset' ? first.name : datasetBehind(first.name, cells);
}

/** Vectors and profiles of one data set mean nothing in another. */
function checkDatasets(
  cell: NotebookCell,
  settings: ResolvedCell,
  cells: ReadonlyMap<string, ResolvedCell>
): AppError | null {
  const ours = datasetBehind(cell.name, cells);
  if (ours === null) return null;
  for (const { key, name, mayBeOfOtherData } of referencesOf(settings)) {
    if (mayBeOfOtherData) continue;
    const theirs = datasetBehind(name, cells);
    if (theirs === null || theirs === ours) continue;
    const where = { line: cell.keyLines.get(key) ?? cell.line, field: key };
    return appError('notebook/other-dataset', { key, name, theirs, ours }, where);
  }
  return null;
}

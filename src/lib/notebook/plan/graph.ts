// The graph of a notebook: what each cell reads, whether that exists and fits, and an order in which cells can run.
// Order in the file means nothing: a cell may read one that stands below it. Pure.
import { AppError, appError } from '#lib/errors/app-error';
import { canonicalJson } from '#lib/storage/digest';
import type { Reference } from '../kinds/description';
import { kindOf, resolveCell, type ResolvedCell } from '../kinds/registry';
import { MOST_RUNS } from '../document/limits';
import { suggestionFor } from '../document/nearest';
import type { NotebookDocument } from '../document/parse';
import { fieldsOf, idleAxis, problemOfPoint, vary, type Points, type VariedCell, type WrittenCell } from './points';
import { fieldOfAxis } from '../kinds/points/axes';
import type { Override, TrainingOf } from '../kinds/points/types';
import { cellRead, choiceOf } from '../kinds/choice';

export interface NotebookGraph {
  /** Cells without a problem of their own, by name, in the order of the file. */
  readonly cells: ReadonlyMap<string, ResolvedCell>;
  /** What is wrong, by cell name. */
  readonly problems: ReadonlyMap<string, AppError>;
  /** Names of all cells, so that each stands after those it reads. */
  readonly order: readonly string[];
  /** Names of the cells that a cell reads, each once. */
  readonly reads: ReadonlyMap<string, readonly string[]>;
  /** Of cells that ask for runs at other values: their points. */
  readonly points: ReadonlyMap<string, Points>;
  /** The cells of these points that are not those of the text. */
  readonly varied: VariedCells;
}

export interface VariedCells {
  readonly cells: ReadonlyMap<string, ResolvedCell>;
  readonly reads: ReadonlyMap<string, readonly string[]>;
  /** The cell of the text that each varies. */
  readonly of: ReadonlyMap<string, string>;
  /** The values that reach each. */
  readonly set: ReadonlyMap<string, readonly Override[]>;
}

const NONE: VariedCells = { cells: new Map(), reads: new Map(), of: new Map(), set: new Map() };

/** The graph of what is written, and of all that points make of it. */
export function withVaried(graph: NotebookGraph): NotebookGraph {
  const { varied, points } = graph;
  if (points.size === 0) return graph;
  const cells = new Map([...graph.cells, ...varied.cells]);
  const reads = new Map([...graph.reads, ...varied.reads]);
  const after = new Map([...reads].map(([name, read]) => [name, [...read, ...(points.get(name)?.needs ?? [])]]));
  return {
    ...graph,
    cells,
    reads,
    order: orderByReads([...graph.order, ...varied.cells.keys()], after, () => undefined)
  };
}

/** The same with its cells in an order in which each stands after what it reads, and after what its points need of the text. */
export function reordered(graph: NotebookGraph): NotebookGraph {
  const { order, reads, points } = graph;
  const needs = (name: string) => (points.get(name)?.needs ?? []).filter((need) => reads.has(need));
  const after = new Map([...reads].map(([name, read]) => [name, [...read, ...needs(name)]]));
  return { ...graph, order: orderByReads(order, after, () => undefined) };
}

/** The graph without what points ask for: of cells that do it, only their own text counts. */
export const withoutPoints = (graph: NotebookGraph): NotebookGraph => ({ ...graph, points: new Map(), varied: NONE });

/** What a resolved cell reads, in a fixed order of roles. */
const referencesOf = (cell: ResolvedCell): readonly Reference[] => kindOf(cell.kind).references(cell);

const graphs = new WeakMap<NotebookDocument, NotebookGraph>();

/**
 * Checks all cells and what they read, once a document: with ten thousand points that takes seconds. Nothing is thrown: what is wrong stands
 * in `problems`.
 */
export function notebookGraph(document: NotebookDocument): NotebookGraph {
  const graph = graphs.get(document) ?? checkedGraph(document);
  graphs.set(document, graph);
  return graph;
}

function checkedGraph(document: NotebookDocument): NotebookGraph {
  const problems = new Map<string, AppError>();
  const byName = new Map(document.cells.map((cell) => [cell.name, cell]));
  const mentions = new Map(document.cells.map((cell) => [cell.name, mentionedNames(cell)]));
  const file = document.file === undefined ? {} : { file: document.file };
  const report = (cell: WrittenCell, error: AppError) => {
    const line = (error.where.field === undefined ? undefined : cell.keyLines.get(error.where.field)) ?? cell.line;
    if (!problems.has(cell.name)) problems.set(cell.name, error.at({ line, cell: cell.name, ...file }));
  };

  // A circle is named as such, though its cells have the wrong kinds as well.
  const reportCircle = (path: readonly string[]): void => {
    for (const name of path) {
      const cell = byName.get(name);
      if (cell) report(cell, appError('notebook/cycle', { path: [...path, path[0]].join(' → ') }));
    }
  };
  const order = orderByReads([...byName.keys()], mentions, reportCircle);

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
    const error = checkReferences(cell, settings, byName) ?? checkDatasets(cell, settings, resolved);
    if (error) report(cell, error);
  }

  const sound = (): Map<string, ResolvedCell> => new Map([...resolved].filter(([name]) => !problems.has(name)));
  const asked = askedPoints(byName, sound(), report);
  const cells = sound();
  const reads = new Map(
    document.cells.map(({ name }) => {
      const settings = cells.get(name);
      return [name, settings ? namesRead(settings) : [...new Set(mentions.get(name))]];
    })
  );
  if (asked.points.size === 0) return { cells, problems, order, reads, ...asked };
  const points = new Map([...asked.points].map(([name, each]) => [name, withNeeds(each, reads, asked.varied.reads)]));
  // What a value names, a point reads: it stands before the cell that asks.
  const written = (name: string): readonly string[] =>
    (points.get(name)?.needs ?? []).filter((need) => byName.has(need));
  const after = new Map([...mentions].map(([name, read]) => [name, [...read, ...written(name)]]));
  return { cells, problems, order: orderByReads(order, after, () => undefined), reads, points, varied: asked.varied };
}

const namesRead = (settings: ResolvedCell): readonly string[] => [
  ...new Set(referencesOf(settings).flatMap(({ isRead, name }) => (isRead ? [cellRead(name)] : [])))
];

/** The points of all cells that ask for some, with the cells that they make; what is wrong with one is said at the cell that asks. */
function askedPoints(
  written: ReadonlyMap<string, WrittenCell>,
  sound: ReadonlyMap<string, ResolvedCell>,
  report: (cell: WrittenCell, error: AppError) => void
): Pick<NotebookGraph, 'points' | 'varied'> {
  const points = new Map<string, Points>();
  const [cells, reads, of, set] = [
    new Map<string, ResolvedCell>(),
    new Map<string, readonly string[]>(),
    new Map<string, string>(),
    new Map<string, readonly Override[]>()
  ];
  const training = (name: string): TrainingOf | null => {
    const cell = sound.get(name);
    if (cell?.kind !== 'train') return null;
    const { epochs, validateEvery } = cell.settings;
    return { seeds: cell.seeds.length, epochs, validateEvery };
  };
  for (const [name, settings] of sound) {
    const cell = written.get(name);
    const kind = kindOf(settings.kind);
    if (!cell || !kind.points || !namesRead(settings).every((read) => sound.has(read))) continue;
    try {
      const asked = kind.points(settings, fieldsOf(written, training));
      const made = new Map<string, VariedCell>();
      const names = vary(written, asked, made);
      const idle = idleAxis(asked, names, made);
      if (idle) throw idleError(asked.key, idle);
      const all = new Map<string, WrittenCell>([...written, ...made]);
      const resolved = new Map(sound);
      for (const one of made.values()) resolved.set(one.name, resolvedPoint(asked.key, one));
      for (const one of made.values()) {
        const own = resolved.get(one.name);
        const error = own && (checkReferences(one, own, all) ?? checkDatasets(one, own, resolved));
        if (error) throw problemOfPoint(asked.key, one, error);
        if (!own) continue;
        cells.set(one.name, own);
        reads.set(one.name, namesRead(own));
        of.set(one.name, one.of);
        set.set(one.name, one.set);
      }
      points.set(name, { ...asked, names, needs: [] });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      report(cell, error);
    }
  }
  return { points, varied: { cells, reads, of, set } };
}

function resolvedPoint(key: string, cell: VariedCell): ResolvedCell {
  try {
    return resolveCell(cell);
  } catch (error) {
    throw error instanceof AppError ? problemOfPoint(key, cell, error) : error;
  }
}

function idleError(key: string, axis: Parameters<typeof fieldOfAxis>[1]): AppError {
  const details = {
    axis: `${axis.cell}.${axis.key}`,
    reason: `none of the runs reads "${axis.cell}"`,
    cure: 'Name a cell that one of the runs reads, or leave this axis out.'
  };
  return appError('notebook/bad-axis', details, { field: fieldOfAxis(key, axis) });
}

/** With all cells behind the names. */
function withNeeds(
  points: Points,
  reads: ReadonlyMap<string, readonly string[]>,
  variedReads: ReadonlyMap<string, readonly string[]>
): Points {
  const needs = new Set<string>();
  const need = (name: string): void => {
    if (needs.has(name)) return;
    needs.add(name);
    for (const read of reads.get(name) ?? variedReads.get(name) ?? []) need(read);
  };
  for (const name of points.names) need(name);
  return { ...points, needs: [...needs] };
}

/** Names in the fields that the schema has for names, whatever the state of the cell. */
function mentionedNames(cell: WrittenCell): readonly string[] {
  const fields = kindOf(cell.kind).fields.filter((field) => field.type === 'cell' || field.type === 'cells');
  const values = fields.flatMap((field) => {
    const value = cell.values[field.key];
    return Array.isArray(value) ? value : [value];
  });
  return values.filter((value) => typeof value === 'string').map(cellRead);
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

function checkReferences(
  cell: WrittenCell,
  settings: ResolvedCell,
  all: ReadonlyMap<string, WrittenCell>
): AppError | null {
  for (const { key, name, kind, mayBeChosen } of referencesOf(settings)) {
    const choice = mayBeChosen ? choiceOf(name) : null;
    const found = all.get(choice?.tune ?? name);
    if (choice ? found?.kind === 'tune' && runsOf(found).includes(choice.run) : found?.kind === kind) continue;
    const names = [...all.values()].filter((other) => other.kind === kind && other !== cell).map((other) => other.name);
    const known = names.join(', ');
    const where = { line: cell.keyLines.get(key) ?? cell.line, field: key };
    if (choice && found?.kind === 'tune') {
      const runs = runsOf(found);
      return appError(
        'notebook/not-tuned',
        { ...choice, nearest: suggestionFor(choice.run, runs), runs: runs.join(', ') },
        where
      );
    }
    return found
      ? appError('notebook/wrong-kind', { key, name, kind: found.kind, expected: kind, known }, where)
      : appError('notebook/nothing-makes', { key, name, nearest: suggestionFor(name, names), kind, known }, where);
  }
  return null;
}

/** The runs that a cell's text names. */
const runsOf = ({ values }: WrittenCell): readonly string[] =>
  (Array.isArray(values.runs) ? values.runs : [values.runs]).filter((run) => typeof run === 'string');

/**
 * Cells whose artifacts a cell is computed from: those that it reads, and the data behind them, which rankings and a start are made with. Of
 * one that asks for points, all that is behind these.
 */
export function needsOf(
  name: string,
  { cells, reads, points }: Pick<NotebookGraph, 'cells' | 'reads' | 'points'>
): readonly string[] {
  const asked = points.get(name);
  if (asked) return asked.needs;
  const cell = cells.get(name);
  const from = (cell ? referencesOf(cell) : []).filter(({ withItsData }) => withItsData).map((read) => read.name);
  const data = [name, ...from].flatMap((at) => datasetBehind(at, cells) ?? []);
  return [...new Set([...(reads.get(name) ?? []), ...data])].filter((input) => input !== name);
}

/** The dataset cell that a cell's artifact comes from, through what each reads first; null where that cannot be said. */
export function datasetBehind(name: string, cells: ReadonlyMap<string, ResolvedCell>): string | null {
  const cell = cells.get(choiceOf(name)?.run ?? name);
  if (!cell) return null;
  if (cell.kind === 'dataset') return name;
  const [first] = referencesOf(cell);
  if (!first) return null;
  return first.kind === 'dataset' ? first.name : datasetBehind(first.name, cells);
}

/** Whether these are dataset cells that differ in their noise alone. */
function differInNoise(one: ResolvedCell | undefined, other: ResolvedCell | undefined): boolean {
  if (one?.kind !== 'dataset' || other?.kind !== 'dataset') return false;
  const [first, second] = [one, other].map((cell) => {
    const { noise: _, ...prepare } = cell.prepare;
    return canonicalJson({ ...cell, name: '', prepare });
  });
  return first === second;
}

/** Vectors and profiles of one data set mean nothing in another. */
function checkDatasets(
  cell: WrittenCell,
  settings: ResolvedCell,
  cells: ReadonlyMap<string, ResolvedCell>
): AppError | null {
  const ours = datasetBehind(cell.name, cells);
  if (ours === null) return null;
  for (const { key, name, mayBeOfOtherData, mayHaveOtherNoise } of referencesOf(settings)) {
    if (mayBeOfOtherData) continue;
    const theirs = datasetBehind(name, cells);
    if (theirs === null || theirs === ours) continue;
    if (mayHaveOtherNoise && differInNoise(cells.get(theirs), cells.get(ours))) continue;
    const where = { line: cell.keyLines.get(key) ?? cell.line, field: key };
    return appError('notebook/other-dataset', { key, name, theirs, ours }, where);
  }
  return null;
}

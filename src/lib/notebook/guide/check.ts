// Whether what steps name is there: cells, parts of their outputs, things to do in them, settings. Beside the graph of cells, not part of
// it: a notebook runs the same with a step that points nowhere. Pure.
import { appError, type AppError } from '#lib/errors/app-error';
import { suggestionFor } from '../document/nearest';
import type { NotebookCell, NotebookDocument } from '../document/parse';
import { kindOf, type CellKind } from '../kinds/registry';
import { anchorsOf, CELL_PARTS, COVERED_PARTS } from './anchors';
import { checksOf } from './questions';
import type { Keep, Place, PlacedStep } from './types';

/** What is wrong with steps, by id; the first thing of each. */
export function stepProblems(document: NotebookDocument): ReadonlyMap<string, AppError> {
  const file = document.file === undefined ? {} : { file: document.file };
  const problems = new Map<string, AppError>();
  for (const placed of document.steps) {
    const problem = problemOf(placed, document.cells);
    if (problem) problems.set(placed.step.id, problem.at(file));
  }
  return problems;
}

function problemOf({ step, line, keyLines }: PlacedStep, cells: readonly NotebookCell[]): AppError | null {
  const name = `"${step.id}"`;
  const where = (field: string) => ({ line: keyLines.get(field) ?? line, field });
  const cellOf = (key: string, wanted: string): NotebookCell | AppError => {
    const found = cells.find((cell) => cell.name === wanted);
    if (found) return found;
    const known = cells.map((cell) => cell.name);
    const details = { step: name, key, name: wanted, nearest: suggestionFor(wanted, known), known: known.join(', ') };
    return appError('lessons/no-cell', details, where(key));
  };
  const nearest = (word: string, known: readonly string[]) => ({
    nearest: suggestionFor(word, known),
    known: known.join(', ')
  });

  const inPlace = (key: string, place: Place, others: readonly string[]): AppError | null => {
    const cell = cellOf(key, place.cell);
    if (!('kind' in cell)) return cell;
    const { part } = place;
    const parts = [...anchorsOf(cell).parts, ...others];
    if (part === null || parts.includes(part)) return null;
    const does = key === 'covers' ? 'covers' : 'points at';
    return appError(
      'lessons/no-part',
      { step: name, does, cell: cell.name, part, ...nearest(part, parts) },
      where(key)
    );
  };
  const keepProblem = (kept: Keep): AppError | null => {
    if (kept.type !== 'point') {
      const cell = cellOf('keep', kept.cell);
      if (!('kind' in cell)) return cell;
      if (anchorsOf(cell).leaves === kept.type) return null;
      const kind: CellKind = kept.type === 'curve' ? 'train' : 'recommend';
      return appError('lessons/cannot-keep', { step: name, what: kept.type, cell: cell.name, kind }, where('keep'));
    }
    for (const { cell: wanted } of [kept.x, kept.y]) {
      const cell = cellOf('keep', wanted);
      if (!('kind' in cell)) return cell;
    }
    return null;
  };
  const { at, covers, keep, task } = step;
  const misplaced =
    (at && inPlace('at', at, CELL_PARTS)) ??
    covers.map((place) => inPlace('covers', place, COVERED_PARTS)).find((problem) => problem !== null) ??
    (keep && keepProblem(keep));
  if (misplaced) return misplaced;
  switch (task.type) {
    case 'read':
      return null;
    case 'choose':
    case 'number':
    case 'axis':
    case 'curve':
    case 'order':
      for (const { cell: wanted } of checksOf(task)) {
        const cell = cellOf('value', wanted);
        if (!('kind' in cell)) return cell;
      }
      return null;
    case 'ran': {
      const cell = cellOf('until', task.cell);
      return 'kind' in cell ? null : cell;
    }
    case 'changed': {
      const cell = cellOf('until', task.cell);
      if (!('kind' in cell)) return cell;
      const keys = kindOf(cell.kind).fields.map(({ key }) => key);
      if (keys.includes(task.key)) return null;
      const details = { step: name, cell: cell.name, key: task.key, ...nearest(task.key, keys) };
      return appError('lessons/no-setting', details, where('until'));
    }
    case 'did': {
      const cell = cellOf('until', task.cell);
      if (!('kind' in cell)) return cell;
      const { acts } = anchorsOf(cell);
      if (acts.includes(task.act)) return null;
      return appError(
        'lessons/no-act',
        { step: name, cell: cell.name, act: task.act, ...nearest(task.act, acts) },
        where('until')
      );
    }
  }
}

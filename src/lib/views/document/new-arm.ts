// Sets a copy of a cell below it. A copy of a train cell is a new arm: comparisons that have the one get the other too. Pure.
import { replaceCellSource, setCellValue, withValue } from '#lib/notebook/document/edit';
import { readNotebook } from '#lib/notebook/document/parse';
import { freeName, insertAfter } from './edits';
import { cellsOf, type CellBlock, type PreparedNotebook } from './prepared';
import { renameCell } from './rename';

export interface Duplicated {
  readonly text: string;
  /** What the copy is called. */
  readonly name: string;
}

/** A copy below `cell`, called after it: "con-2" for "con". */
export function duplicateCell(notebook: PreparedNotebook, cell: CellBlock): Duplicated {
  const name = freeName(notebook, cell.name);
  // An empty cell first: the fence of the copy grows where its text needs that.
  const placed = insertAfter(notebook, cell.key, ['```' + cell.kind, `name: ${name}`, '```'].join('\n'));
  const text = replaceCellSource(placed, name, withValue(cell.source, 'name', name));
  return { name, text: cell.kind === 'train' ? compared(text, cell.name, name) : text };
}

/** The text with `arm` in every comparison that has `of`, behind it. */
function compared(text: string, of: string, arm: string): string {
  return readNotebook(text)
    .document.cells.filter(({ kind }) => kind === 'compare')
    .reduce((changed, { name, values: { runs } }) => {
      if (!Array.isArray(runs) || !runs.includes(of)) return changed;
      const longer: unknown[] = runs.flatMap((run: unknown) => (run === of ? [run, arm] : [run]));
      return setCellValue(changed, name, 'runs', longer);
    }, text);
}

/** What a name may not hold becomes "_": "con-temp-0_1". */
const namePart = (text: string): string => text.replace(/[^A-Za-z0-9_-]+/g, '_');

/**
 * The text with `key` of an arm set to `value`, and the arm called by what it differs in from the one that it was made of: "con-layers-2".
 * A name that is taken is numbered.
 */
export function varyArm(
  notebook: PreparedNotebook,
  { arm, of, key, value }: { readonly arm: string; readonly of: string; readonly key: string; readonly value: unknown }
): Duplicated {
  const others = cellsOf(notebook).filter(({ name }) => name !== arm);
  const name = freeName({ ...notebook, blocks: others }, `${of}-${namePart(key)}-${namePart(String(value))}`);
  return { name, text: renameCell(setCellValue(notebook.text, arm, key, value), arm, name) };
}

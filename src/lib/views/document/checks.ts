// What is wrong with single cells, found without the engine: settings that the schema refuses. Names and cycles are the
// graph's to judge. The first finding of each cell counts.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { NotebookCell } from '#lib/notebook/document';
import { resolveCell } from '#lib/notebook/schema/index';

/** By cell name. */
export function checkCells(cells: readonly NotebookCell[]): ReadonlyMap<string, SerializedError> {
  const errors = new Map<string, SerializedError>();
  for (const cell of cells) {
    try {
      resolveCell(cell);
    } catch (error) {
      errors.set(cell.name, toAppError(error, { cell: cell.name, line: cell.line }).toJSON());
    }
  }
  return errors;
}

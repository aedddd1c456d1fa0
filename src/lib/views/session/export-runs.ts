// Asks the engine for the files of a train cell's stored runs and hands each on.
import { appError, toAppError, type SerializedError } from '#lib/errors/app-error';
import type { NotebookEngine } from '#lib/engine/routing/notebook-engine';

export type SaveFile = (name: string, bytes: Uint8Array<ArrayBuffer>) => void;

/** @returns what went wrong: also where the runs shown came with the page and are not stored in this browser */
export async function exportRuns(
  engine: () => Promise<Pick<NotebookEngine, 'exportRuns'>>,
  notebook: { readonly name: string; readonly text: string },
  cell: string,
  save: SaveFile
): Promise<SerializedError | null> {
  let files = 0;
  try {
    await (
      await engine()
    ).exportRuns(notebook.name, notebook.text, cell, (name, bytes) => {
      files++;
      save(name, bytes);
    });
    return files > 0 ? null : appError('views/nothing-to-export', { cell }).toJSON();
  } catch (error) {
    return toAppError(error).toJSON();
  }
}

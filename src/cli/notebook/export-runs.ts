// Writes the trained runs of a notebook as files, one folder a cell and seed.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFilesOf } from '#lib/notebook/transfer/run-export';
import type { NotebookDocument } from '#lib/notebook/document/parse';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';

/** @returns the folders written */
export async function exportRuns(
  folder: string,
  document: NotebookDocument,
  env: NotebookEnvironment
): Promise<string[]> {
  const written: string[] = [];
  for await (const { cell, seed, files } of runFilesOf(document, env)) {
    const own = join(folder, cell, `seed-${seed}`);
    await mkdir(own, { recursive: true });
    for (const { name, bytes } of files) await writeFile(join(own, name), bytes);
    written.push(own);
  }
  return written;
}

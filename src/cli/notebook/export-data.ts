// Writes the data sets of a notebook as files, one folder a dataset cell, with the profiles and vectors that other cells made of it.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dataFiles, type DataFormat } from '#lib/notebook/transfer/data-export';
import type { NotebookDocument } from '#lib/notebook/document/document';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { datasetBehind, notebookGraph } from '#lib/notebook/plan/graph';

/** @returns the folders written */
export async function exportData(
  folder: string,
  format: DataFormat,
  document: NotebookDocument,
  env: NotebookEnvironment
): Promise<string[]> {
  const { cells } = notebookGraph(document);
  const written: string[] = [];
  for (const { name, kind } of cells.values()) {
    if (kind !== 'dataset') continue;
    // The first of each kind: a notebook that makes several sets of vectors has perturbed ones among the later.
    const first = (wanted: 'profiles' | 'embeddings'): string | undefined =>
      [...cells.values()].find((cell) => cell.kind === wanted && datasetBehind(cell.name, cells) === name)?.name;
    const [profiles, embeddings] = [first('profiles'), first('embeddings')];
    const own = join(folder, name);
    await mkdir(own, { recursive: true });
    const files = await dataFiles(document, env, {
      format,
      dataset: name,
      profiles,
      embeddings
    });
    for (const { path, chunks } of files) await pipeline(Readable.from(chunks), createWriteStream(join(own, path)));
    written.push(own);
  }
  return written;
}

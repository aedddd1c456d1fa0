// Takes back the runs that --export wrote: DIR/seed-N/model.json and the files beside it.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '#lib/errors/app-error';
import type { NotebookDocument } from '#lib/notebook/document/parse';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { importRuns } from '#lib/notebook/transfer/run-import';

/** @returns the seeds taken. @throws AppError training/model-unreadable where a folder holds no run */
export async function importFolder(
  cell: string,
  folder: string,
  document: NotebookDocument,
  env: NotebookEnvironment
): Promise<number[]> {
  const seeds = await importRuns(document, env, cell, async (seed) => {
    const own = join(folder, `seed-${seed}`);
    const isThere = (await stat(own).catch(() => null))?.isDirectory() ?? false;
    return isThere ? (name) => fileOf(own, name) : null;
  });
  if (seeds.length > 0) return seeds;
  throw appError('training/model-unreadable', {
    file: folder,
    reason: 'it holds no folder seed-N of a seed of the cell'
  });
}

async function fileOf(folder: string, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(join(folder, name)));
  } catch (error) {
    throw appError('training/model-unreadable', { file: join(folder, name), reason: 'it is not there' }, {}, error);
  }
}

// Writes results.json: all results of a notebook, whole or not at all.
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { appError } from '#lib/errors/app-error';
import type { ComputeDevice } from '#lib/notebook/environment';
import type { CellRecord, ResultsFile } from '#lib/notebook/results';

/** @throws AppError notebook/bad-argument where the file could not be written later: better known before than after */
export async function checkOut(path: string): Promise<void> {
  const [folder, file] = await Promise.all([stat(dirname(path)).catch(() => null), stat(path).catch(() => null)]);
  if (!folder?.isDirectory()) {
    throw appError('notebook/bad-argument', { reason: `--out names a file in ${dirname(path)}, which is no folder` });
  }
  if (file?.isDirectory()) {
    throw appError('notebook/bad-argument', { reason: `--out is ${path}, which is a folder` });
  }
}

export async function writeResults(
  path: string,
  notebook: string,
  device: ComputeDevice,
  cells: readonly CellRecord[],
  brief = false
): Promise<void> {
  const file: ResultsFile = {
    version: 1,
    notebook: basename(notebook),
    backend: device.backend,
    adapter: device.adapter,
    created: new Date().toISOString(),
    cells: brief ? cells.map(withoutEpochs) : cells
  };
  const temporary = `${path}.${process.pid}.writing`;
  try {
    await writeFile(temporary, `${JSON.stringify(file, null, 1)}\n`);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw appError('storage/write-failed', { what: path, reason }, {}, error);
  }
}

/** Without epochs, so without learning curves: for results that ship with a page of many runs. */
function withoutEpochs(record: CellRecord): CellRecord {
  if (record.result.kind !== 'train') return record;
  const runs = record.result.runs.map((run) => ({ ...run, epochs: [] }));
  return { ...record, result: { ...record.result, runs } };
}

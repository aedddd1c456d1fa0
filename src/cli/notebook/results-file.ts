// Writes what a run was asked to write in one file: results.json, with all results of a notebook, and the page of HTML. Whole or not at all
// where it is a file. What is no plain file keeps what it is: a link is followed, a pipe or a device is written into.
import { fstatSync, renameSync, rmSync, writeFileSync, type Stats } from 'node:fs';
import { access, constants, lstat, readlink, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { appError } from '#lib/errors/app-error';
import type { ComputeDevice } from '#lib/notebook/run/environment';
import type { CellRecord, ResultsFile } from '#lib/notebook/results/results';
import { writeContent } from '../terminal';

/** Where the results go. */
export type Out =
  /** A file, there or not; links to it are followed already. `mode` is that of the file that is there. */
  | { readonly to: 'file'; readonly path: string; readonly mode: number | null }
  /** A pipe or a device. */
  | { readonly to: 'stream'; readonly path: string }
  /** What the standard output is: /dev/stdout, or the file or pipe that it goes to. */
  | { readonly to: 'standard output' };

const STANDARD_OUTPUT = 1;
/** Links behind one another that are followed. */
const MOST_LINKS = 40;

/** @throws AppError notebook/bad-argument where nothing could be written there later: better known before than after */
export async function checkOut(path: string, option: '--out' | '--html' = '--out'): Promise<Out> {
  const refused = (reason: string, cause?: unknown) =>
    appError('notebook/bad-argument', { reason: `${option} ${reason}` }, {}, cause);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) throw refused(`is ${path}, which is a folder`);
  if (found && isStandardOutput(found)) return { to: 'standard output' };
  if (found?.isSocket()) throw refused(`is ${path}, which is a socket`);
  if (found && !found.isFile()) return { to: 'stream', path };
  const file = await behindLinks(path);
  if (file === null) throw refused(`is ${path}, a link that leads to itself`);
  const folder = dirname(file);
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    throw refused(`names a file in ${folder}, which is no folder`);
  }
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw refused(`names a file in ${folder}, where nothing may be written`, error);
  });
  return { to: 'file', path: file, mode: found === null ? null : found.mode & 0o777 };
}

/** The file that a path leads to, whether it is there or not; null where links lead in a circle. */
async function behindLinks(path: string): Promise<string | null> {
  let file = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    if (!(await lstat(file).catch(() => null))?.isSymbolicLink()) return file;
    file = resolve(dirname(file), await readlink(file));
  }
  return null;
}

/** Devices are none: many programs may write to one terminal. */
function isStandardOutput(found: Stats): boolean {
  try {
    const own = fstatSync(STANDARD_OUTPUT);
    return own.dev === found.dev && own.ino === found.ino && !found.isCharacterDevice();
  } catch {
    return false; // It is closed.
  }
}

export interface Results {
  /** The notebook's file. */
  readonly notebook: string;
  /** Its Markdown, with the values of --set. */
  readonly text: string;
  readonly device: ComputeDevice;
  readonly cells: readonly CellRecord[];
  /** Without epochs. */
  readonly brief?: boolean;
}

/** @throws AppError notebook/bad-argument, storage/write-failed */
export const writeResults = (path: string, results: Results): Promise<void> =>
  writeOut(path, '--out', resultsText(results));

/** The notebook with its results as a page that stands alone. @throws AppError notebook/bad-argument, storage/write-failed */
export async function writePage(path: string, results: Results): Promise<void> {
  // What draws pages is read for them alone.
  const { standaloneHtml } = await import('#lib/views/standalone/render.node');
  await writeOut(path, '--html', await standaloneHtml(results.text, resultsFile(results)));
}

async function writeOut(path: string, option: '--out' | '--html', text: string): Promise<void> {
  const out = await checkOut(path, option);
  try {
    // At once, so that no signal comes between: a command that is stopped leaves nothing half-written.
    if (out.to === 'file') writeWhole(out.path, text, out.mode);
    else if (out.to === 'stream') writeFileSync(out.path, text);
    else writeContent(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw appError('storage/write-failed', { what: path, reason }, {}, error);
  }
}

function writeWhole(path: string, text: string, mode: number | null): void {
  const temporary = `${path}.${process.pid}.writing`;
  try {
    writeFileSync(temporary, text, mode === null ? {} : { mode });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

export const resultsText = (results: Results): string => `${JSON.stringify(resultsFile(results), null, 1)}\n`;

function resultsFile({ notebook, text, device, cells, brief = false }: Results): ResultsFile {
  return {
    version: 1,
    notebook: basename(notebook),
    text,
    backend: device.backend,
    adapter: device.adapter,
    created: new Date().toISOString(),
    cells: brief ? cells.map(withoutEpochs) : cells
  };
}

/** Without epochs, so without learning curves: for results that ship with a page of many runs. */
function withoutEpochs(record: CellRecord): CellRecord {
  if (record.result.kind !== 'train') return record;
  const runs = record.result.runs.map((run) => ({ ...run, epochs: [] }));
  return { ...record, result: { ...record.result, runs } };
}

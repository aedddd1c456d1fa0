// npm run notebook -- FILE.md: runs a notebook in Node with the code of the tab. Progress goes to the error output, tables
// to the standard output, results into a folder. Exit codes: 0 done, 1 a failure (one line says which), 130 cancelled.
import '#lib/errors/all';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { appError, toAppError } from '#lib/errors/app-error';
import { parseNotebook, type NotebookDocument } from '#lib/notebook/document';
import { notebookGraph } from '#lib/notebook/graph';
import { runNotebook, withOverrides, type NotebookEnvironment } from '#lib/notebook/runtime';
import { openFolderStore } from '#lib/storage/folder.node';
import { startCommandLineBackend } from './backend';
import { HELP, readArguments, type NotebookArguments } from './notebook/arguments';
import { exportData } from './notebook/export-data';
import { exportRuns } from './notebook/export-runs';
import { importFolder } from './notebook/import-runs';
import { processPool } from './notebook/process-pool';
import { llmFromEnvironment } from './notebook/llm-environment';
import { ProgressLines } from './notebook/progress';
import { checkOut, writeResults } from './notebook/results-file';
import { SEED_PROCESS, serveSeeds } from './notebook/seed-process';
import { modelFiles } from './notebook/model-files';
import { openSource } from './notebook/sources';
import { describeRecord } from './notebook/tables';

const CANCELLED = 130;

/** npm runs scripts in the package's folder; paths count from where the reader typed the command. */
const HERE = process.env.npm_lifecycle_event === 'notebook' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  if (asked === null) {
    process.stdout.write(HELP);
    return 0;
  }
  const program = resolve(process.argv[1] ?? '');
  const notebook = await readNotebookFile(asked);
  const out = asked.out === null ? null : resolve(HERE, asked.out);
  if (out !== null) await checkOut(out);
  const store = resolve(HERE, asked.store);
  const [artifacts, device] = await Promise.all([openFolderStore(store), startCommandLineBackend(asked.backend)]);

  const controller = new AbortController();
  const { signal } = controller;
  const pool = asked.jobs > 1 ? processPool({ size: asked.jobs, program, store, backend: asked.backend }) : null;
  const progress = new ProgressLines(process.stderr);
  process.stderr.write(`${device.name} · ${device.adapter}: ${device.reason}\n`);
  process.on('SIGINT', () => {
    if (signal.aborted) {
      pool?.close();
      process.exit(CANCELLED);
    }
    progress.clear();
    process.stderr.write('Stopping; what is finished is kept (Ctrl-C again ends at once).\n');
    controller.abort();
  });

  const bundled = join(dirname(program), '..', '..', 'public', 'datasets');
  const llm = await llmFromEnvironment(store, asked.limits, asked.prices);
  const environment: NotebookEnvironment = {
    store: artifacts,
    openSource: (source) => openSource(source, resolve(HERE, asked.file), bundled, signal),
    device: { backend: device.name, adapter: device.adapter },
    ...(pool ? { trainPool: pool } : {}),
    ...(llm ? { llm } : {}),
    models: modelFiles(store),
    onEvent: (event) => progress.handle(event),
    signal
  };
  try {
    for (const [cell, folder] of Object.entries(asked.imports)) {
      const seeds = await importFolder(cell, resolve(HERE, folder), notebook, environment);
      process.stderr.write(`${cell}: taken back from ${folder}, seeds ${seeds.join(', ')}\n`);
    }
    const run = await runNotebook(notebook, environment, { force: asked.force });
    progress.clear();
    for (const record of run.records) process.stdout.write(`\n${describeRecord(record)}`);
    if (run.outcome === 'cancelled') return CANCELLED;
    for (const { error } of run.failures) process.stderr.write(`${error.toLine()}\n`);
    if (run.outcome === 'failed') return 1;
    if (out !== null) await writeResults(out, asked.file, environment.device, run.records, asked.brief);
    if (asked.export !== null) {
      const folders = await exportRuns(resolve(HERE, asked.export), notebook, environment);
      process.stderr.write(`${folders.length} runs written to ${resolve(HERE, asked.export)}\n`);
    }
    if (asked.data !== null) {
      const folders = await exportData(resolve(HERE, asked.data.folder), asked.data.format, notebook, environment);
      process.stderr.write(`Data written to ${folders.join(', ')}\n`);
    }
    return 0;
  } finally {
    progress.clear();
    pool?.close();
  }
}

/** The document with the values of --set; everything that is wrong with it is known before anything starts. */
async function readNotebookFile({ file, overrides }: NotebookArguments): Promise<NotebookDocument> {
  let text: string;
  try {
    text = await readFile(resolve(HERE, file), 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = isMissing ? 'it is not there' : error instanceof Error ? error.message : String(error);
    throw appError('notebook/file-missing', { file, reason }, {}, error);
  }
  const document = withOverrides(parseNotebook(text, file), overrides);
  const [problem] = notebookGraph(document).problems.values();
  if (problem) throw problem;
  return document;
}

if (process.argv[2] === SEED_PROCESS) {
  serveSeeds();
} else {
  process.stdout.on('error', () => process.exit(0)); // The reader of a pipe may leave before the end.
  main().then(
    // Exit when all is written: a pipe may be slower than we are.
    (code) => process.stdout.write('', () => process.exit(code)),
    (error: unknown) => {
      process.stderr.write(`${toAppError(error).toLine()}\n`);
      if (process.env.RLMREC_DEBUG) console.error(error);
      process.exit(1);
    }
  );
}

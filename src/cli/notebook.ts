// npm run notebook -- FILE.md: runs a notebook in Node with the code of the tab. Progress goes to the error output, tables
// to the standard output, results into a folder. `runs` in the place of a file lists what is stored, `pack` before it makes a folder for a class. Exit codes: 0 done, 1 a failure (one
// line says which), 130 cancelled.
import '#lib/errors/all';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { appError } from '#lib/errors/app-error';
import { parseNotebook, type NotebookDocument } from '#lib/notebook/document/parse';
import { notebookGraph } from '#lib/notebook/plan/graph';
import { runNotebook } from '#lib/notebook/run/runtime';
import { withOverrides } from '#lib/notebook/document/overrides';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { openAnswersFolder } from '#lib/storage/folder/answers-folder.node';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { startCommandLineBackend } from './backend';
import { abortedByInterrupt, CANCELLED } from './interrupt';
import { HELP, readArguments, type NotebookArguments } from './notebook/arguments';
import { exportData } from './notebook/export-data';
import { exportRuns } from './notebook/export-runs';
import { importFolder } from './notebook/import-runs';
import { processPool } from './notebook/process-pool';
import { llmFromEnvironment } from './notebook/llm-environment';
import { ProgressLines } from './notebook/progress';
import { checkPackOut, packFiles, writePack } from './notebook/pack';
import { checkOut, resultsText, writeResults } from './notebook/results-file';
import { SEED_PROCESS, serveSeeds } from './notebook/seed-process';
import { listStoredRuns, RUNS } from './notebook/runs';
import { installedEncoderFiles } from './notebook/encoder-files';
import { modelFiles } from './notebook/model-files';
import { openSource } from './notebook/sources';
import { describeRecord } from './notebook/tables';
import { errorOutput, print, runCommand, say, sayLines } from './terminal';

/** npm runs scripts in the package's folder; paths count from where the reader typed the command. */
const HERE = process.env.npm_lifecycle_event === 'notebook' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  if (asked === null) {
    print(HELP.trimEnd());
    return 0;
  }
  const program = resolve(process.argv[1] ?? '');
  const notebook = await readNotebookFile(asked);
  const out = asked.out === null ? null : resolve(HERE, asked.out);
  // What is written into the standard output has it for itself: tables are said beside it then.
  if (asked.pack && out !== null) await checkPackOut(out);
  const isBeside = !asked.pack && out !== null && (await checkOut(out)).to === 'standard output';
  const store = resolve(HERE, asked.store);
  const [artifacts, device] = await Promise.all([
    openFolderStore(store),
    startCommandLineBackend(asked.backend, asked.workers(asked.jobs))
  ]);

  const pool =
    asked.jobs > 1
      ? processPool({ size: asked.jobs, program, store, backend: asked.backend, workers: asked.workers })
      : null;
  const progress = new ProgressLines(errorOutput);
  say(`${device.name} · ${device.adapter}: ${device.reason}`);
  const signal = abortedByInterrupt(
    'what is finished',
    () => progress.clear(),
    () => pool?.close()
  );

  const bundled = join(dirname(program), '..', '..', 'public', 'datasets');
  const answers = await openAnswersFolder(store);
  const environment: NotebookEnvironment = {
    store: artifacts,
    openSource: (source) => openSource(source, resolve(HERE, asked.file), bundled, signal),
    device: { backend: device.name, adapter: device.adapter },
    trainPool: pool ?? undefined,
    llm: llmFromEnvironment(answers, asked.limits, asked.prices),
    models: modelFiles(store),
    encoderFiles: () => Promise.resolve(installedEncoderFiles),
    answers,
    onEvent: (event) => progress.handle(event),
    signal
  };
  try {
    for (const [cell, folder] of Object.entries(asked.imports)) {
      const seeds = await importFolder(cell, resolve(HERE, folder), notebook, environment);
      say(`${cell}: taken back from ${folder}, seeds ${seeds.join(', ')}`);
    }
    const run = await runNotebook(notebook, environment, { force: asked.force });
    progress.clear();
    // Before the tables: whoever reads them may leave, or take their time. A file that fails costs no table.
    let unwritten: unknown = null;
    if (!asked.pack && out !== null && run.outcome === 'done') {
      const { device } = environment;
      const results = { notebook: asked.file, device, cells: run.records, brief: asked.brief };
      await writeResults(out, results).catch((error: unknown) => (unwritten = error));
    }
    for (const record of run.records) (isBeside ? sayLines : print)(`\n${describeRecord(record)}`);
    if (run.outcome === 'cancelled') return CANCELLED;
    for (const { error } of run.failures) say(error.toLine());
    if (run.outcome === 'failed') return 1;
    if (unwritten !== null) throw unwritten;
    if (asked.pack && out !== null) {
      const file = resolve(HERE, asked.file);
      const results = resultsText({ notebook: asked.file, device: environment.device, cells: run.records });
      const text = await readFile(file, 'utf8');
      say('Packing …');
      const site = join(dirname(program), '..', '..', 'build');
      const files = await packFiles({ document: notebook, text, file, site, bundled, env: environment, results });
      const size = await writePack(out, files);
      say(
        `${files.length} files, ${(size / 1e6).toFixed(0)} MB: ${out}. Serve it by any static server and open pack/ there.`
      );
    }
    if (asked.export !== null) {
      const folders = await exportRuns(resolve(HERE, asked.export), notebook, environment);
      say(`${folders.length} runs written to ${resolve(HERE, asked.export)}`);
    }
    if (asked.data !== null) {
      const folders = await exportData(resolve(HERE, asked.data.folder), asked.data.format, notebook, environment);
      say(`Data written to ${folders.join(', ')}`);
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

const [first, ...rest] = process.argv.slice(2);
if (first === SEED_PROCESS) serveSeeds();
else runCommand(first === RUNS ? () => listStoredRuns(rest, HERE) : main);

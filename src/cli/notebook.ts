// npm run notebook -- FILE.md: runs a notebook in Node with the code of the tab. Progress goes to the error output, tables
// to the standard output, results into a folder. `runs`, `plan`, `make` and `emit` in the place of a file are commands of their own, `pack`
// before it makes a folder for a class. Exit codes: 0 done, 1 a failure (one
// line says which), 130 cancelled.
import '#lib/errors/all';
import '#lib/errors/workflow';
import { dirname, join, resolve } from 'node:path';
import { Artifacts } from '#lib/notebook/run/artifacts';
import { runNotebook } from '#lib/notebook/run/runtime';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { startCommandLineBackend } from './backend';
import { abortedByInterrupt, CANCELLED } from './interrupt';
import { HELP, readArguments } from './notebook/arguments';
import { environmentOf } from './notebook/environment';
import { exportData } from './notebook/export-data';
import { exportRuns } from './notebook/export-runs';
import { importFolder } from './notebook/import-runs';
import { memoryShare } from './notebook/memory-share';
import { processPool } from './notebook/process-pool';
import { ProgressLines } from './notebook/progress';
import { checkPackOut, packFiles, writePack } from './notebook/pack';
import { checkOut, resultsText, writePage, writeResults } from './notebook/results-file';
import { SEED_PROCESS, serveSeeds } from './notebook/seed-process';
import { listStoredRuns, RUNS } from './notebook/runs';
import { readNotebookFile } from './notebook/read-notebook';
import { describeRecord } from './notebook/tables';
import { count } from './notebook/text-table';
import { emitWorkflow } from './workflow/emit';
import { makeUnit } from './workflow/make';
import { memoryOfSeed } from './workflow/memory';
import { showPlan } from './workflow/plan';
import { errorOutput, print, runCommand, say, sayLines } from './terminal';

/** npm runs scripts in the package's folder; paths count from where the reader typed the command. */
const HERE = process.env.npm_lifecycle_event === 'notebook' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();

/** Of the memory that is free when the program starts, what seeds may take together. */
const FREE_SHARE = 0.9;
const inMB = (bytes: number): string => `${count(Math.round(bytes / 1e6))} MB`;

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  if (asked === null) {
    print(HELP.trimEnd());
    return 0;
  }
  const program = resolve(process.argv[1] ?? '');
  const { notebook, text } = await readNotebookFile(resolve(HERE, asked.file), asked.file, asked.overrides);
  const out = asked.out === null ? null : resolve(HERE, asked.out);
  const html = asked.html === null ? null : resolve(HERE, asked.html);
  // What is written into the standard output has it for itself: tables are said beside it then.
  if (asked.pack && out !== null) await checkPackOut(out);
  const outs = asked.pack ? [] : [out && (await checkOut(out)), html && (await checkOut(html, '--html'))];
  const isBeside = outs.some((place) => place && place.to === 'standard output');
  const store = resolve(HERE, asked.store);
  const [artifacts, device] = await Promise.all([
    openFolderStore(store),
    startCommandLineBackend(asked.backend, asked.workers(asked.jobs))
  ]);

  const progress = new ProgressLines(errorOutput);
  const readJobs = new Artifacts(artifacts);
  const share = memoryShare({
    size: asked.jobs,
    bytes: FREE_SHARE * process.availableMemory(),
    needOf: (job) => memoryOfSeed(job, readJobs),
    onHold({ seed }, need, free) {
      progress.clear();
      say(
        `Seed ${seed} waits: it takes about ${inMB(need)} of memory, and ${inMB(free)} are left beside those that train`
      );
    }
  });
  const pool =
    asked.jobs > 1
      ? processPool({ size: asked.jobs, program, store, backend: asked.backend, workers: asked.workers, share })
      : null;
  say(`${device.name} · ${device.adapter}: ${device.reason}`);
  const signal = abortedByInterrupt(
    'what is finished',
    () => progress.clear(),
    () => pool?.close()
  );

  const place = { program, store, file: resolve(HERE, asked.file), limits: asked.limits, prices: asked.prices, signal };
  const environment: NotebookEnvironment = {
    ...(await environmentOf(artifacts, device, place)),
    trainPool: pool ?? undefined,
    onEvent: (event) => progress.handle(event)
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
    if (!asked.pack && run.outcome === 'done') {
      const { device } = environment;
      const results = { notebook: asked.file, text, device, cells: run.records, brief: asked.brief };
      const failed = (error: unknown) => (unwritten = error);
      if (out !== null) await writeResults(out, results).catch(failed);
      if (html !== null) await writePage(html, results).catch(failed);
    }
    for (const record of run.records) (isBeside ? sayLines : print)(`\n${describeRecord(record)}`);
    if (run.outcome === 'cancelled') return CANCELLED;
    for (const { error } of run.failures) say(error.toLine());
    if (run.outcome === 'failed') return 1;
    if (unwritten !== null) throw unwritten;
    if (asked.pack && out !== null) {
      const file = resolve(HERE, asked.file);
      const results = resultsText({ notebook: asked.file, text, device: environment.device, cells: run.records });
      const bundled = join(dirname(program), '..', '..', 'public', 'datasets');
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

const [first, ...rest] = process.argv.slice(2);
const COMMANDS: Readonly<Record<string, () => Promise<number>>> = {
  [RUNS]: () => listStoredRuns(rest, HERE),
  plan: () => showPlan(rest, HERE),
  make: () => makeUnit(rest, HERE),
  emit: () => emitWorkflow(rest, HERE)
};
if (first === SEED_PROCESS) serveSeeds();
else runCommand((first !== undefined && Object.hasOwn(COMMANDS, first) && COMMANDS[first]) || main);

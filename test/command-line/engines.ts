// What tests of workflows share: a notebook in a folder, written as a workflow, and the engines that may be there. It is a tiny one with its data;
// where the environment's TABLE1 names a folder, it is Table 1 of the bundled data, two seeds and two epochs of each model, and what one
// process alone makes of it stays in that folder:
//   TABLE1=/tmp/table-1 npx vitest run --project node test/command-line/snakemake.test.ts test/command-line/slurm.test.ts
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { TINY_DATASET, tinyFiles, tinyTrain } from '#lib/notebook/testing/tiny';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import type { ArtifactMeta } from '#lib/storage/types';
import { shortTable } from '../../scripts/short-table.mjs';

const TINY = `${TINY_DATASET}${tinyTrain('flat', ['layers: 1'])}${tinyTrain('deep', ['layers: 2'])}
\`\`\`compare
name: table
runs: [flat, deep]
bootstrap_samples: 200
\`\`\`
`;

const TABLE1 = process.env.TABLE1;
/** Of its eighteen models; with fewer of them it is soon tried. */
const MODELS = Number(process.env.TABLE1_MODELS ?? 18);
const SHORT = { seeds: [2023, 2024], epochs: 2, models: MODELS };
/** Of a workflow that is killed: runs that are made before. */
export const MADE_BEFORE = TABLE1 === undefined ? 1 : Math.ceil((2 * MODELS) / 3);
/** How many times as long tests may take. */
export const PATIENCE = TABLE1 === undefined ? 1 : 20;

/** Whether these programs are installed; where one is not, that is said. */
export function areThere(...programs: readonly string[]): boolean {
  const path = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
  const missing = programs.filter((name) => spawnSync('which', [name], { env: { ...process.env, PATH: path } }).status);
  if (missing.length > 0) console.log(`Skipped: ${missing.join(', ')} not installed here.`);
  return missing.length === 0;
}

export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Runs a program to its end, in a folder. */
export async function runIn(cwd: string, program: string, args: readonly string[], env = {}): Promise<Ended> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const [out, said] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, said: `${out}${said}` };
}

/** By this checkout's program, which is built where it is older than its sources. */
export const notebook = (cwd: string, ...args: readonly string[]): Promise<Ended> =>
  runIn(cwd, process.execPath, [join(process.cwd(), 'dist', 'cli', 'notebook.js'), ...args]);

export interface WorkflowFolder {
  /** With `n.md`, and `flow`, the workflow that `emit` wrote. */
  readonly folder: string;
  /** The store that one process made of the same notebook alone. */
  readonly alone: string;
}

/** @param engine option of `emit` */
export async function workflowFolder(engine: '--snakemake' | '--slurm'): Promise<WorkflowFolder> {
  execFileSync(process.execPath, ['scripts/cli.mjs', 'notebook', '--help']);
  const folder = await mkdtemp(join(tmpdir(), 'engine-'));
  const alone = TABLE1 === undefined ? join(folder, 'alone') : join(resolve(TABLE1), 'alone');
  await (TABLE1 === undefined ? writeTiny(folder) : writeFile(join(folder, 'n.md'), shortTable(SHORT)));
  const backend = ['--backend', TABLE1 === undefined ? 'cpu' : 'wasm'];
  for (const asked of [
    ['make', 'n.md', '--cell', 'books', '--store', 'here', ...backend],
    ['emit', 'n.md', engine, 'flow', '--store', 'here', ...backend],
    ['n.md', '--store', alone, '--jobs', '1', ...backend]
  ]) {
    const { code, said } = await notebook(folder, ...asked);
    if (code !== 0) throw new Error(said);
  }
  return { folder, alone };
}

async function writeTiny(folder: string): Promise<void> {
  for (const [path, bytes] of tinyFiles()) {
    await mkdir(dirname(join(folder, 'tiny', path)), { recursive: true });
    await writeFile(join(folder, 'tiny', path), bytes);
  }
  await writeFile(join(folder, 'n.md'), TINY);
}

export const metasIn = async (store: string): Promise<ReadonlyMap<string, ArtifactMeta>> =>
  new Map((await (await openFolderStore(store)).list()).map((meta) => [meta.id, meta]));

export const digestsOf = (metas: ReadonlyMap<string, ArtifactMeta>): Readonly<Record<string, string>> =>
  Object.fromEntries([...metas.values()].map(({ id, digest }) => [id, digest]).sort());

/** Names in a folder; none where it is not there. */
export const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

// What tests of workflows share: a tiny notebook with its data in a folder, written as a workflow, and the engines that may be there.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { TINY_DATASET, tinyFiles, tinyTrain } from '#lib/notebook/testing/tiny';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import type { ArtifactMeta } from '#lib/storage/types';

const NOTEBOOK = `${TINY_DATASET}${tinyTrain('flat', ['layers: 1'])}${tinyTrain('deep', ['layers: 2'])}
\`\`\`compare
name: table
runs: [flat, deep]
bootstrap_samples: 200
\`\`\`
`;

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

/** A folder with `n.md`, its data, and `flow`, the workflow that `emit` wrote with this option. */
export async function workflowFolder(engine: '--snakemake' | '--slurm'): Promise<string> {
  execFileSync(process.execPath, ['scripts/cli.mjs', 'notebook', '--help']);
  const folder = await mkdtemp(join(tmpdir(), 'engine-'));
  for (const [path, bytes] of tinyFiles()) {
    await mkdir(dirname(join(folder, 'tiny', path)), { recursive: true });
    await writeFile(join(folder, 'tiny', path), bytes);
  }
  await writeFile(join(folder, 'n.md'), NOTEBOOK);
  const rest = ['--store', 'here', '--backend', 'cpu'];
  for (const asked of [
    ['make', 'n.md', '--cell', 'books', ...rest],
    ['emit', 'n.md', engine, 'flow', ...rest],
    ['n.md', '--store', 'alone', '--backend', 'cpu', '--jobs', '1']
  ]) {
    const { code, said } = await notebook(folder, ...asked);
    if (code !== 0) throw new Error(said);
  }
  return folder;
}

export const metasIn = async (store: string): Promise<ReadonlyMap<string, ArtifactMeta>> =>
  new Map((await (await openFolderStore(store)).list()).map((meta) => [meta.id, meta]));

export const digestsOf = (metas: ReadonlyMap<string, ArtifactMeta>): Readonly<Record<string, string>> =>
  Object.fromEntries([...metas.values()].map(({ id, digest }) => [id, digest]).sort());

/** Names in a folder; none where it is not there. */
export const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

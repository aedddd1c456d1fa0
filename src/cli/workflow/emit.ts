// npm run notebook -- emit: a notebook's missing artifacts as a workflow for an engine that exists. The folder has all that a node needs: a copy of
// the notebook, what is stored already (data, profiles, vectors, runs), and the plan. No scheduler here.
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { appError } from '#lib/errors/app-error';
import { isImported } from '#lib/dataset/sources/source';
import type { NotebookIds } from '#lib/notebook/kinds/inputs';
import { levelsOf, type WorkUnit } from '#lib/notebook/plan/units';
import { truthFile } from '#lib/studies/truth';
import { copyArtifact } from '#lib/storage/folder/folder.node';
import { ARTIFACTS_FOLDER } from '#lib/storage/folder-form';
import { namedValues, parsedArguments } from '../arguments';
import { backendOf } from '../notebook/arguments';
import { print, say } from '../terminal';
import { openPlan, programOf } from './opened';
import { oneFile, plannedUnits } from './plan';
import { quoted, slurmFiles } from './slurm';
import { snakefile } from './snakemake';
import {
  NOTEBOOK_FILE,
  PLAN_FILE,
  SHORT_ID,
  STORE_FOLDER,
  TRUTH_FOLDER,
  WORKFLOW_VERSION,
  type Workflow
} from './workflow-file';

const OPTIONS = {
  snakemake: { type: 'string' },
  slurm: { type: 'string' },
  set: { type: 'string', multiple: true },
  store: { type: 'string', default: '.rlmrec' },
  backend: { type: 'string', default: 'auto' },
  help: { type: 'boolean', short: 'h', default: false }
} as const;

export const EMIT_HELP = `npm run notebook -- emit FILE.md --snakemake DIR | --slurm DIR [options]

Writes the missing artifacts of a notebook as a workflow: a Snakefile, or job arrays for Slurm. DIR must not exist or be empty; it holds a copy of
the notebook, the plan, and a store with what is stored of it, so that a node needs neither files nor network nor key. Cells that read files,
ask a service or load a model are never made on nodes: they have to be stored. Nothing is submitted or computed. docs/cluster.md has the rest.

  --set CELL.KEY=VALUE    another value than the notebook's; may be given several times
  --store DIR             where results are stored (default: .rlmrec in this folder)
  --backend NAME          for the nodes: auto (default), wasm, webgpu, cpu or wasm-relaxed
`;

/** @param here what paths count from */
export async function emitWorkflow(args: readonly string[], here: string): Promise<number> {
  const { values, positionals } = parsedArguments({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) {
    print(EMIT_HELP.trimEnd());
    return 0;
  }
  const backend = backendOf(values.backend);
  const asked = values.snakemake ?? values.slurm;
  if (asked === undefined || (values.snakemake !== undefined && values.slurm !== undefined))
    throw appError('notebook/bad-argument', { reason: '"emit" needs either --snakemake DIR or --slurm DIR' });
  const folder = resolve(here, asked);
  const store = resolve(here, values.store);
  const overrides = namedValues(values.set);
  const file = oneFile(positionals, here);
  const opened = await openPlan({ ...file, store, overrides });
  refuse(opened.units, file.file, relative(here, store), overrides);
  await makeEmpty(folder);
  const make = [process.execPath, programOf(), 'make'];
  const workflow: Workflow = {
    version: WORKFLOW_VERSION,
    origin: file.path,
    overrides,
    contents: Object.fromEntries([...opened.plan.sources].map(([cell, { content }]) => [cell, { ...content }])),
    truths: await copyTruths(opened.plan, folder),
    backend,
    make,
    units: await plannedUnits(opened)
  };
  const files = new Map(
    values.slurm === undefined ? [['Snakefile', snakefile(workflow)]] : slurmFiles(levelsOf(opened.units), make)
  );
  files.set(PLAN_FILE, `${JSON.stringify(workflow, null, 1)}\n`);
  await cp(file.path, join(folder, NOTEBOOK_FILE));
  const stored = opened.units.filter(({ isStored }) => isStored);
  await mkdir(join(folder, STORE_FOLDER, ARTIFACTS_FOLDER), { recursive: true });
  for (const { id } of stored) await copyArtifact(store, join(folder, STORE_FOLDER), id);
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
  }
  const missing = opened.units.length - stored.length;
  say(`${missing} artifacts to make, ${stored.length} stored ones taken along, in ${folder}`);
  const named = quoted(relative(here, folder) || '.');
  print(values.slurm === undefined ? `snakemake --snakefile ${named}/Snakefile --cores 2` : `sh ${named}/submit.sh`);
  return 0;
}

/** @returns the folder of each source whose data have a truth file */
async function copyTruths({ graph, sources }: NotebookIds, folder: string): Promise<Workflow['truths']> {
  const truths = new Map<string, string>();
  for (const [name, { source, content }] of sources) {
    const cell = graph.cells.get(name);
    if (cell?.kind !== 'dataset' || content.truth === null || isImported(source)) continue;
    // A generated shop is made with its truth wherever the program is.
    if (cell.shop) continue;
    const own = truths.get(cell.source) ?? String(truths.size + 1);
    truths.set(cell.source, own);
    await mkdir(join(folder, TRUTH_FOLDER, own), { recursive: true });
    const { name: file, bytes } = await truthFile(source);
    await writeFile(join(folder, TRUTH_FOLDER, own, file), bytes);
  }
  return Object.fromEntries(truths);
}

/** @throws AppError workflow/nothing-to-do, workflow/make-here-first */
export function refuse(
  units: readonly WorkUnit[],
  file: string,
  store: string,
  overrides: Readonly<Record<string, string>>
): void {
  if (units.every(({ isStored }) => isStored)) throw appError('workflow/nothing-to-do', { file });
  const here = units.filter(({ isOfHere, isStored }) => isOfHere && !isStored);
  if (here.length === 0) return;
  const cells = [...new Set(here.map(({ cell }) => cell))];
  const make = (what: string): string =>
    [
      'npm run notebook -- make',
      quoted(file),
      what,
      `--store ${quoted(store)}`,
      ...Object.entries(overrides).map(([key, value]) => `--set ${quoted(`${key}=${value}`)}`)
    ].join(' ');
  const named = [...new Set(here.flatMap(({ cell, isOfPoint }) => (isOfPoint ? [] : [cell])))];
  const ids = here.flatMap(({ isOfPoint, id }) => (isOfPoint ? [id.slice(0, SHORT_ID)] : []));
  const commands = [
    ...(named.length > 0 ? [make(named.map((cell) => `--cell ${quoted(cell)}`).join(' '))] : []),
    ...ids.map((id) => make(`--id ${id}`))
  ];
  throw appError('workflow/make-here-first', { cells: cells.join(', '), command: commands.join(' && ') });
}

/** @throws AppError workflow/folder-not-empty */
async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw appError('workflow/folder-not-empty', { folder });
}

// npm run bundle-runs: trains the runs that come with the site (those of the quick start that lessons and Explore open with) and writes
// them to public/runs, each under its id. They are the runs that the notebook would train, bit for bit on this device.
import '#lib/errors/all';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { appError } from '#lib/errors/app-error';
import { BUNDLED_RUNS_VERSION } from '#lib/engine/bundled-runs';
import { parseNotebook } from '#lib/notebook/document/parse';
import { withOverrides } from '#lib/notebook/document/overrides';
import { identifyCells } from '#lib/notebook/plan/identify';
import { Artifacts } from '#lib/notebook/run/artifacts';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import { runNotebook } from '#lib/notebook/run/runtime';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { packArtifact } from '#lib/storage/packed';
import { startCommandLineBackend } from './backend';
import { BUNDLED_SEEDS, FOLDER, NOTEBOOK } from './bundle-runs/which';
import { openSource } from './notebook/sources';
import { print, runCommand, say } from './terminal';

async function main(): Promise<number> {
  const folder = resolve(FOLDER);
  const [store, device] = await Promise.all([openFolderStore(resolve('.rlmrec')), startCommandLineBackend('wasm', 0)]);
  const environment: NotebookEnvironment = {
    store,
    openSource: (source) => openSource(source, resolve(NOTEBOOK), resolve('public', 'datasets')),
    device: { backend: device.name, adapter: device.adapter },
    onEvent: (event) => {
      if (event.type === 'cell-finished') say(`${event.record.name} is there`);
    }
  };
  const overrides = Object.fromEntries(
    Object.entries(BUNDLED_SEEDS).map(([cell, seeds]) => [`${cell}.seeds`, JSON.stringify(seeds)])
  );
  const notebook = withOverrides(parseNotebook(await readFile(NOTEBOOK, 'utf8'), NOTEBOOK), overrides);
  const { failures } = await runNotebook(notebook, environment, { only: Object.keys(BUNDLED_SEEDS) });
  if (failures[0]) throw failures[0].error;
  const { ids } = await identifyCells(notebook, environment, new Artifacts(environment.store));
  const runs = Object.keys(BUNDLED_SEEDS).flatMap((cell) => ids.get(cell)?.runs ?? []);

  await mkdir(folder, { recursive: true });
  for (const file of await readdir(folder)) await rm(join(folder, file));
  for (const { id } of runs) {
    const artifact = await store.get(id);
    if (!artifact) throw appError('notebook/artifact-lost', { kind: 'run' });
    const bytes = await packArtifact(artifact);
    await writeFile(join(folder, `${id}.bin`), bytes);
    print(`${id}  ${bytes.length} bytes`);
  }
  const index = { version: BUNDLED_RUNS_VERSION, runs: runs.map(({ id }) => id) };
  await writeFile(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return 0;
}

runCommand(main);

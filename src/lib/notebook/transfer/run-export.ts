// The trained runs of a notebook as files (training/export), from what is stored. The same in the tab and on the command line.
import { runFiles, type RunFile } from '#lib/training/export/run-files';
import { Artifacts } from '../run/artifacts';
import type { NotebookDocument } from '../document/parse';
import type { PlanEnvironment } from '../run/environment';
import { datasetIdBehind } from '../kinds/inputs';
import { identifyCells } from '../plan/identify';
import { seedStates } from '../plan/look';

export interface RunFolder {
  readonly cell: string;
  readonly seed: number;
  readonly files: readonly RunFile[];
}

/**
 * Every stored run, cell by cell and seed by seed.
 * @param only this cell; all train cells where left out
 * @throws AppError training/model-not-kept
 */
export async function* runFilesOf(
  document: NotebookDocument,
  env: PlanEnvironment,
  only?: string
): AsyncGenerator<RunFolder> {
  const artifacts = new Artifacts(env.store);
  const plan = await identifyCells(document, env, artifacts, only === undefined ? undefined : [only]);
  for (const cell of plan.graph.cells.values()) {
    const ids = plan.ids.get(cell.name);
    if (cell.kind !== 'train' || !ids || (only !== undefined && cell.name !== only)) continue;
    if ((await seedStates(ids, artifacts)).some(({ state }) => state !== 'stored')) continue;
    const datasetId = datasetIdBehind(plan, cell.name);
    for (const { seed, id } of ids.runs) {
      const { run, arrays } = await artifacts.run(id);
      const { treatment, splitHash } = run.provenance;
      const exported = { label: run.label, treatment, splitHash, result: run.result, arrays, places: run.places ?? [] };
      yield { cell: cell.name, seed, files: await runFiles(exported, await artifacts.dataset(datasetId)) };
    }
  }
}

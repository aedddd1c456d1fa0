// The trained runs of a notebook as files (training/export), from what is stored. The same in the tab and on the command line.
import { runFiles, type RunFile } from '#lib/training/export/run-files';
import { Artifacts } from '../run/artifacts';
import type { NotebookDocument } from '../document/parse';
import type { PlanEnvironment } from '../run/environment';
import { datasetBehind } from '../plan/graph';
import { planNotebook } from '../plan/plan';

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
  const plan = await planNotebook(document, env, artifacts);
  for (const cell of plan.graph.cells.values()) {
    if (cell.kind !== 'train' || (only !== undefined && cell.name !== only)) continue;
    const dataset = datasetBehind(cell.name, plan.graph.cells);
    const datasetId = dataset === null ? undefined : plan.ids.get(dataset)?.id;
    if (datasetId === undefined || !plan.records.has(cell.name)) continue;
    for (const { seed, id } of plan.ids.get(cell.name)?.runs ?? []) {
      const { run, arrays } = await artifacts.run(id);
      const { treatment, splitHash } = run.provenance;
      const exported = { label: run.label, treatment, splitHash, result: run.result, arrays, places: run.places ?? [] };
      yield { cell: cell.name, seed, files: await runFiles(exported, await artifacts.dataset(datasetId)) };
    }
  }
}

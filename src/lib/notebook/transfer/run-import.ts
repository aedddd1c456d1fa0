// Exported runs taken back as the stored runs of a train cell: compare, recommend and start_from then work without training. A run counts
// only where split and settings are those of the cell.
import { appError } from '#lib/errors/app-error';
import { treatmentOf } from '#lib/studies/treatment';
import { readRun, type RunFolderReader } from '#lib/training/export/read-run';
import { Artifacts } from '../run/artifacts';
import type { NotebookDocument } from '../document/parse';
import type { NotebookEnvironment } from '../run/environment';
import { identifyCells } from '../plan/identify';
import { madeDataset } from '../run/runtime';
import type { StoredRun } from '../kinds/train/stored';
import { VERSIONS } from '../results/versions';
import { IMPORTED } from './imported';

/**
 * Stores the runs of `cell` for those seeds that `folderOf` has; its data set is made first where it is not stored.
 * @returns the seeds taken
 * @throws AppError notebook/no-such-cell, training/model-…; nothing of a seed that does not fit is stored
 */
export async function importRuns(
  document: NotebookDocument,
  env: NotebookEnvironment,
  cellName: string,
  folderOf: (seed: number) => Promise<RunFolderReader | null>
): Promise<number[]> {
  const artifacts = new Artifacts(env.store);
  const plan = await identifyCells(document, env, artifacts, [cellName]);
  const cell = plan.graph.cells.get(cellName);
  if (cell?.kind !== 'train') throw appError('notebook/no-such-cell', { name: cellName, nearest: '' });
  const data = await madeDataset(document, env, plan, cell.dataset, artifacts);
  const wanted = treatmentOf(cell.settings);
  const taken: number[] = [];
  for (const { seed, id } of plan.ids.get(cellName)?.runs ?? []) {
    const folder = await folderOf(seed);
    if (!folder) continue;
    const { label, settings, splitHash, result, arrays, places } = await readRun(folder, data);
    const differing = Object.entries({ ...wanted, seed }).filter(
      ([key, value]) => (key === 'seed' ? result.seed : settings[key]) !== value
    );
    if (differing.length > 0) {
      const keys = differing.map(
        ([key, value]) => `${key} ${String(settings[key] ?? result.seed)} (the cell: ${String(value)})`
      );
      throw appError('training/model-of-other-settings', { keys: keys.join(', ') }, { cell: cellName });
    }
    const run: StoredRun = {
      label,
      backbone: cell.backbone,
      alignment: cell.alignment,
      provenance: { dataset: data.provenance.title, splitHash, treatment: { ...settings }, versions: { ...VERSIONS } },
      result: { ...result, epochs: result.epochs.map((epoch) => ({ ...epoch, losses: { ...epoch.losses } })) },
      places: places.map(({ name, shape, offset }) => ({ name, shape: [...shape], offset }))
    };
    const made = { json: run, arrays: { ...arrays }, digested: { splitHash, treatment: settings, result } };
    await artifacts.put('run', id, made, 0, IMPORTED);
    taken.push(seed);
  }
  return taken;
}

// Memory that a unit of work needs, as far as it is known before: training's by its arrays (studies/estimate.ts), once its data are stored.
import { datasetHead } from '#lib/notebook/kinds/dataset/stored';
import { embeddingsHead } from '#lib/notebook/kinds/embeddings/stored';
import { datasetIdBehind, idOf } from '#lib/notebook/kinds/inputs';
import { readsVectors } from '#lib/notebook/kinds/train/describe';
import { withVaried } from '#lib/notebook/plan/graph';
import type { WorkUnit } from '#lib/notebook/plan/units';
import { trainingBytes } from '#lib/studies/estimate';
import type { Artifacts } from '#lib/notebook/run/artifacts';
import type { SeedJob } from '#lib/notebook/run/environment';
import type { OpenedPlan } from './opened';

/** Bytes of a run, to within a factor of about two; null where that is not known. By the unit's cell, so that seeds share it. */
export async function memoryByCell(opened: OpenedPlan): Promise<ReadonlyMap<string, number>> {
  const { artifacts, units } = opened;
  const found = new Map<string, number>();
  const plan = { ...opened.plan, graph: withVaried(opened.plan.graph) };
  // Ten thousand points have a few data sets.
  const dataOf = readOnce((id) => artifacts.head(id, datasetHead));
  const vectorsOf = readOnce((id) => artifacts.head(id, embeddingsHead));
  for (const { cell: name, kind } of units) {
    const cell = plan.graph.cells.get(name);
    if (kind !== 'run' || cell?.kind !== 'train' || found.has(name)) continue;
    const data = await dataOf(datasetIdBehind(plan, name));
    if (!data) continue;
    const { users, items, interactions } = data.content.result;
    const reads = readsVectors(cell.settings) && cell.embeddings !== undefined;
    const vectors = reads ? await vectorsOf(idOf(plan, cell.embeddings ?? '').id) : null;
    if (reads && !vectors) continue;
    const size = { users, items, interactions: interactions.train };
    found.set(name, trainingBytes(size, cell.settings, vectors?.content.result.dimensions ?? 0));
  }
  return found;
}

/** Reads of each id once. */
function readOnce<Read>(read: (id: string) => Promise<Read>): (id: string) => Promise<Read> {
  const known = new Map<string, Promise<Read>>();
  return (id) => {
    const reading = known.get(id) ?? read(id);
    known.set(id, reading);
    return reading;
  };
}

/** Bytes that a process has beside what training holds: the program, its wasm module, the data. */
export const PROCESS_BYTES = 6e8;
/** The estimate holds to within a factor of about two. */
export const MARGIN = 2;

/** Bytes of a process that trains this seed; null where its data are not stored. */
export async function memoryOfSeed(
  { datasetId, embeddingsId, settings }: SeedJob,
  artifacts: Artifacts
): Promise<number | null> {
  const data = await artifacts.head(datasetId, datasetHead);
  const vectors = embeddingsId === null ? null : await artifacts.head(embeddingsId, embeddingsHead);
  if (!data) return null;
  const { users, items, interactions } = data.content.result;
  const size = { users, items, interactions: interactions.train };
  return PROCESS_BYTES + MARGIN * trainingBytes(size, settings, vectors?.content.result.dimensions ?? 0);
}

export const memoryOf = ({ cell, kind }: WorkUnit, byCell: ReadonlyMap<string, number>): number | null =>
  kind === 'run' ? (byCell.get(cell) ?? null) : null;

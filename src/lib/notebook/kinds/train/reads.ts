// What one seed of a train cell reads, as the plan has it: ids of its data set, its vectors, and the run that it starts from.
import type { SeedJob } from '../../run/environment';
import { datasetIdBehind, idOf, idOrNull, type NotebookIds } from '../inputs';
import { readsVectors, startOf, type ResolvedTrain } from './describe';

export type TrainReads = Pick<
  SeedJob,
  'datasetId' | 'embeddingsId' | 'vectorsDatasetId' | 'startFromId' | 'startDatasetId'
>;

export function trainReads(cell: ResolvedTrain, plan: NotebookIds, seed: number): TrainReads {
  const embeddings = readsVectors(cell.settings) ? cell.embeddings : undefined;
  const datasetId = idOf(plan, cell.dataset).id;
  /** The data set behind a cell, where it is another one. */
  const otherData = (name: string | undefined): string | null => {
    const behind = name === undefined ? null : datasetIdBehind(plan, name);
    return behind === datasetId ? null : behind;
  };
  return {
    datasetId,
    embeddingsId: idOrNull(plan, embeddings),
    vectorsDatasetId: otherData(embeddings),
    startDatasetId: otherData(cell.startFrom),
    startFromId: cell.startFrom === undefined ? null : (startOf(idOf(plan, cell.startFrom).runs, seed)?.id ?? null)
  };
}

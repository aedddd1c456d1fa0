// The dataset cell: reads a source in whichever format it is, prepares it as the cell says, and describes what came out.
import { readData, type DataJob } from '#lib/dataset/reading/read';
import { datasetToStored } from '#lib/dataset/stored/serialise';
import type { DataSource } from '#lib/dataset/sources/source';
import { datasetDetails, datasetStatistics } from '#lib/dataset/checks/statistics';
import { paced, timed } from '#lib/work/work';
import type { Made } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import { sourceOf } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedDataset } from './describe';
import { datasetStored, type DatasetResult } from './stored';

export const maker: KindMaker<ResolvedDataset, DatasetResult> = {
  stored: datasetStored,
  make: (cell, plan, work) => makeDataset(cell, sourceOf(plan, cell.name), work)
};

/** @throws AppError dataset/…, import/…, prepare/…, internal/cancelled */
async function makeDataset(cell: ResolvedDataset, source: DataSource, work: CellWork): Promise<Made> {
  const { dataset, preparation } = await readData(source, fallbackName(cell.source), cell, jobOf(work));
  const { title, description, synthetic } = dataset.provenance;
  const result: DatasetResult = {
    kind: 'dataset',
    title,
    description,
    synthetic,
    ...datasetStatistics(dataset),
    ...(preparation ? { preparation: { ...preparation, ...datasetDetails(dataset) } } : {})
  };
  const { json: data, arrays } = datasetToStored(dataset);
  const json = { data, result };
  return { json, arrays, digested: json };
}

function jobOf(work: CellWork): DataJob {
  const reading = timed(work, 'bytes');
  return {
    signal: work.signal,
    gate: work.gate,
    report: ({ path, bytes, totalBytes }) =>
      reading.report?.({ label: `reading ${path}`, done: bytes, total: totalBytes ?? 0 }),
    step: paced(timed(work, 'steps'), 'Preparing the data')
  };
}

/** "../data/amazon-book/" → "amazon-book": for data that bring no name of their own. */
function fallbackName(source: string): string {
  const parts = source.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.at(-1) ?? source;
}

// The dataset cell: reads a source in whichever format it is, and describes what it read.
import { readDataset } from '#lib/dataset/read';
import { datasetToStored } from '#lib/dataset/serialise';
import type { FileSource } from '#lib/dataset/source';
import { datasetStatistics } from '#lib/dataset/statistics';
import type { DatasetResult } from '../results';
import type { ResolvedDataset } from '../schema/index';
import type { Made } from './artifacts';

/** @throws AppError dataset/… */
export async function makeDataset(cell: ResolvedDataset, source: FileSource): Promise<Made> {
  const dataset = await readDataset(source, fallbackName(cell.source));
  const { title, description, synthetic } = dataset.provenance;
  const result: DatasetResult = { kind: 'dataset', title, description, synthetic, ...datasetStatistics(dataset) };
  const { json: data, arrays } = datasetToStored(dataset);
  const json = { data, result };
  return { json, arrays, digested: json };
}

/** "../data/amazon-book/" → "amazon-book": for data that bring no name of their own. */
function fallbackName(source: string): string {
  const parts = source.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.at(-1) ?? source;
}

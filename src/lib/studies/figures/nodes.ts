// Users and items as figures read and name them: a run's trained node table, titles, ids. It computes nothing.
import type { Dataset } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { NODE_TABLE } from '#lib/training/model/model';
import type { FigureInput, FigureRun } from './types';

/** The trained numbers of all nodes, before any propagation: row-major [nodes, width], users first, then items. */
export interface NodeTable {
  readonly values: Float32Array;
  readonly nodes: number;
  readonly width: number;
}

/** @throws AppError training/model-not-kept */
export function nodeTableOf({ label, seed, parameters }: Omit<FigureRun, 'settings' | 'arrays'>): NodeTable {
  const table = parameters?.[NODE_TABLE];
  if (!table) throw appError('training/model-not-kept', { label, seed });
  const [nodes = 0, width = 0] = table.shape;
  return { values: table.values, nodes, width };
}

/** The data set and the first run, which the figure's description promises. */
export function datasetAndRun({ dataset, runs }: FigureInput): { readonly dataset: Dataset; readonly run: FigureRun } {
  const [run] = runs;
  if (!dataset || !run) throw new Error('This figure needs a data set and a run');
  return { dataset, run };
}

/** An item's title, or its id where it has none. */
export function itemTitle(dataset: Pick<Dataset, 'itemTexts' | 'itemIds'>, item: number): string {
  return dataset.itemTexts?.[item]?.title || (dataset.itemIds[item] ?? '');
}

// The named numbers of a cell's result: what a step's question is checked against. They come from what is shown, so that an answer is
// checked on the reader's own data too. Pure.
import type { CellResult, TrainResult } from '../results';

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);

function trainValues({ mean: { test }, runs }: TrainResult): Record<string, number> {
  return {
    'recall@20': test.recall['20'],
    'ndcg@20': test.ndcg['20'],
    /** Epochs trained, the mean over seeds. */
    epochs: mean(runs.map(({ epochs }) => epochs.length)),
    seeds: runs.length
  };
}

/** Names are words joined by dots; of a comparison "ROW.recall@20" and "ROW.difference" (relative, of recall@20). */
export function valuesOf(result: CellResult): Readonly<Record<string, number>> {
  switch (result.kind) {
    case 'dataset':
      return {
        users: result.users,
        items: result.items,
        train: result.interactions.train,
        density: result.density,
        'median.user': result.trainDegrees.user.median,
        'median.item': result.trainDegrees.item.median
      };
    case 'profiles':
      return {
        users: result.users,
        items: result.items,
        without: result.without,
        'words.user': result.meanWords.user,
        'words.item': result.meanWords.item
      };
    case 'embeddings':
      return {
        dimensions: result.dimensions,
        users: result.users,
        items: result.items,
        without: result.without
      };
    case 'train':
      return trainValues(result);
    case 'compare':
      return Object.fromEntries(
        result.rows.flatMap((row) => {
          const difference = row.differences.find(({ metric }) => metric === 'recall@20');
          const recall: [string, number] = [`${row.name}.recall@20`, row.test.mean.recall['20']];
          return difference ? [recall, [`${row.name}.difference`, difference.relative] as const] : [recall];
        })
      );
    case 'recommend':
      return Object.fromEntries(
        result.lists.map(({ run, items }) => [`${run}.hits`, items.filter(({ heldOut }) => heldOut).length])
      );
    case 'rerank':
      return {};
    case 'case-study':
      return result.values;
    case 'figure':
      return result.data.values;
  }
}

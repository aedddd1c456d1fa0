// A data set whose writer of profiles sees too much: a share of the test clicks, with their reviews, stand among the training rows that it
// is shown. Nothing else may be made of it: models, graphs and candidates keep the data as they are.
import { uniformAt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { columnsFromRows, ratingAt, reviewTextAt } from '#lib/dataset/columns/interaction-columns';
import type { Dataset } from '#lib/dataset/types';

export interface Leaked {
  /** As a careless program would hand it on. */
  readonly dataset: Dataset;
  /** Whether the training row at an index is a test click. */
  readonly heldOut: readonly boolean[];
}

/** @param share of the test clicks; those of a smaller share are among those of a larger one */
export function withLeak(dataset: Dataset, share: number, seed: number): Leaked {
  const { train, test } = dataset.split;
  const columns = dataset.interactionColumns;
  const key = { seed, stream: STREAM.samples, step: 0 };
  const rowsOf = (part: 'train' | 'test', leaked: boolean) =>
    Array.from(dataset.split[part].users, (user, row) => ({
      user,
      item: dataset.split[part].items[row] ?? 0,
      leaked,
      rating: ratingAt(columns?.[part], row),
      review: reviewTextAt(columns?.[part], row)
    }));
  const shown = rowsOf('test', true).filter((_, row) => uniformAt(key, row) < share);
  if (shown.length === 0) return { dataset, heldOut: Array.from(train.users, () => false) };
  const rows = [...rowsOf('train', false), ...shown].sort((a, b) => a.user - b.user || a.item - b.item);
  const list = {
    users: Int32Array.from(rows, ({ user }) => user),
    items: Int32Array.from(rows, ({ item }) => item)
  };
  const told = columnsFromRows(
    rows.map(({ rating, review }) => ({ ...(rating !== undefined && { rating }), ...(review && { review }) }))
  );
  return {
    dataset: {
      ...dataset,
      split: { ...dataset.split, train: list, test },
      ...(columns && { interactionColumns: { ...columns, train: told } })
    },
    heldOut: rows.map(({ leaked }) => leaked)
  };
}

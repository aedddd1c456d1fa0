// The training rows of a data set, copied, and nothing else. Profile generators, encoders and backbones get this view, so
// held-out pairs, their reviews, vectors and the truth file cannot be reached from it even by mistake.
import { pickColumns } from './columns/interaction-columns';
import type { Dataset, InteractionColumns, InteractionList, TrainView } from './types';

export function makeTrainView(dataset: Dataset): TrainView {
  return {
    name: dataset.name,
    userCount: dataset.userCount,
    itemCount: dataset.itemCount,
    userIds: [...dataset.userIds],
    itemIds: [...dataset.itemIds],
    // slice(): copies with buffers of their own, never windows onto memory that also holds held-out pairs.
    train: { users: dataset.split.train.users.slice(), items: dataset.split.train.items.slice() },
    ...(dataset.interactionColumns
      ? { trainColumns: copied(dataset.interactionColumns.train, dataset.split.train) }
      : {}),
    ...(dataset.itemTexts ? { itemTexts: dataset.itemTexts.map((text) => ({ ...text })) } : {}),
    ...(dataset.userTexts ? { userTexts: dataset.userTexts.map((text) => ({ ...text })) } : {})
  };
}

const copied = (columns: InteractionColumns, { users }: InteractionList): InteractionColumns =>
  pickColumns(columns, [...users.keys()]);

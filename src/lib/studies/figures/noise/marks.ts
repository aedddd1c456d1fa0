// Which clicks are marked as noise, and by what: the truth file of synthetic data knows misclicks and clicks for popularity; a data set
// without added noise tells which training clicks were added.
import type { Dataset, InteractionList } from '#lib/dataset/types';
import { noiseMarks, type NoiseMarks } from '#lib/studies/truth';
import type { FigureInput } from '../types';
import type { MARK_SOURCES } from './stored';

/** The kind of training clicks that the data set without noise does not have. */
export const ADDED = 'added';

export interface MarkedClicks {
  readonly source: (typeof MARK_SOURCES)[number];
  readonly marks: NoiseMarks;
}

/** Marks of all clicks of the data set. A click that both sources mark keeps the kind of the truth file. */
export async function markedClicks(
  dataset: Dataset,
  { clean, truth }: Pick<FigureInput, 'clean' | 'truth'>
): Promise<MarkedClicks> {
  const known = truth ? await noiseMarks(truth, dataset) : null;
  const marks = known ?? unmarked(dataset);
  if (!clean) return { source: known ? 'truth' : 'none', marks };
  const added = addedClicks(dataset, clean);
  const train = marks.train.map((kind, row) => kind ?? (added[row] ? ADDED : null));
  return { source: known ? 'both' : 'clean', marks: { ...marks, train } };
}

function unmarked({ split }: Dataset): NoiseMarks {
  const nothing = ({ users }: InteractionList): null[] => Array.from(users, () => null);
  return { train: nothing(split.train), val: nothing(split.val), test: nothing(split.test) };
}

/** Whether each training click is one that `clean` does not have in training, by external ids. */
function addedClicks(dataset: Dataset, clean: Dataset): boolean[] {
  const userAt = new Map(clean.userIds.map((id, index) => [id, index]));
  const itemAt = new Map(clean.itemIds.map((id, index) => [id, index]));
  const { users, items } = clean.split.train;
  const pairs = new Set(Array.from(users, (user, row) => user * clean.itemCount + (items[row] ?? 0)));
  const { train } = dataset.split;
  return Array.from(train.users, (index, row) => {
    const user = userAt.get(dataset.userIds[index] ?? '');
    const item = itemAt.get(dataset.itemIds[train.items[row] ?? 0] ?? '');
    return user === undefined || item === undefined || !pairs.has(user * clean.itemCount + item);
  });
}

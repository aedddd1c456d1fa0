// Whether two data sets are the same but for what is trained on: vectors that clicks without noise tell may then be aligned with a model that
// is trained on noisy ones. Else their rows would be other nodes, or what one holds out the other would have told.
import { appError } from '#lib/errors/app-error';
import type { Dataset, InteractionList } from '../types';

type Held = Pick<Dataset, 'name' | 'userIds' | 'itemIds' | 'split'>;

/** @throws AppError training/vectors-of-other-data */
export function checkSameHeldOut(dataset: Held, other: Held): void {
  const differs =
    (!isSame(dataset.userIds, other.userIds) && 'users') ||
    (!isSame(dataset.itemIds, other.itemIds) && 'items') ||
    (!isSameList(dataset.split.val, other.split.val) && 'validation interactions') ||
    (!isSameList(dataset.split.test, other.split.test) && 'test interactions');
  if (differs) throw appError('training/vectors-of-other-data', { name: other.name, differs });
}

const isSame = <Value>(a: ArrayLike<Value>, b: ArrayLike<Value>): boolean =>
  a.length === b.length && Array.prototype.every.call(a, (value: Value, at: number) => value === b[at]);

const isSameList = (a: InteractionList, b: InteractionList): boolean =>
  isSame(a.users, b.users) && isSame(a.items, b.items);

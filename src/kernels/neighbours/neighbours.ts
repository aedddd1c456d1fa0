// The nearest neighbours of every item: cosine of two items' users, |users of both| / √(|users of one| · |users of the other|). Cost: the
// sum over users of their squared number of items, and items². Plain loops, the reference; with our module, rows over workers.
import { square } from '#lib/elementary/power';
import { itemsOf, topItems, type ItemsByUser } from '../top-k/select';

/** The users of each item, and the items of each user, as CSRs; rows ascending. */
export interface Clicks {
  readonly byUser: ItemsByUser;
  /** Its `items` are users. */
  readonly byItem: ItemsByUser;
}

export interface Neighbours {
  readonly k: number;
  /** [items, k], nearest first; −1 where too few share a user. Of equal similarities the lower item comes first. */
  readonly items: Int32Array;
  /** [items, k]; 0 where there is no item. */
  readonly similarities: Float32Array;
}

export const itemCountOf = ({ byItem }: Clicks): number => byItem.rowPtr.length - 1;

export const noNeighbours = (items: number, k: number): Neighbours => ({
  k,
  items: new Int32Array(items * k).fill(-1),
  similarities: new Float32Array(items * k)
});

/** Multiply-adds, about. */
export function neighboursWork(clicks: Clicks): number {
  const items = itemCountOf(clicks);
  const { rowPtr } = clicks.byUser;
  let work = items * items;
  for (let user = 1; user < rowPtr.length; user++) work += square((rowPtr[user] ?? 0) - (rowPtr[user - 1] ?? 0));
  return work;
}

/** The k nearest neighbours of every item. */
export function neighbours(clicks: Clicks, k: number): Neighbours {
  const { byUser, byItem } = clicks;
  const count = itemCountOf(clicks);
  const out = noNeighbours(count, k);
  const usersOf = (item: number): number => itemsOf(byItem, item).length;
  const shared = new Float32Array(count);
  for (let item = 0; item < count; item++) {
    shared.fill(0);
    for (const user of itemsOf(byItem, item)) {
      for (const other of itemsOf(byUser, user)) shared[other] = (shared[other] ?? 0) + 1;
    }
    const similarity = shared.map((both, other) => (both === 0 ? 0 : both / Math.sqrt(usersOf(item) * usersOf(other))));
    const nearest = topItems(similarity, k, Int32Array.of(item));
    nearest.items.forEach((other, at) => {
      const alike = nearest.scores[at] ?? 0;
      if (alike === 0) return;
      out.items[item * k + at] = other;
      out.similarities[item * k + at] = alike;
    });
  }
  return out;
}

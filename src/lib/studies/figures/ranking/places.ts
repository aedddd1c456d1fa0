// Where held-out items stand in lists by a table of rows: the lists of all users, and what they are worth. Plain float64 on the host.
import { itemsOf, topItems, type ItemsByUser } from '#kernels/top-k/select';
import { scoreOf } from '#lib/explain/pairwise-step';
import { recallAt } from '#lib/evaluation/metrics';
import { rowAt, type Tables } from './train';

export interface Lists {
  readonly tables: Tables;
  readonly userCount: number;
  readonly itemCount: number;
  /** Items that a user's list leaves out. */
  readonly trained: ItemsByUser;
  readonly heldOut: ItemsByUser;
}

/** Scores of all items for one user, into `out`. */
export function scoreItems({ width, users, items }: Tables, user: number, out: Float64Array): void {
  const row = rowAt(users, width, user);
  for (let item = 0; item < out.length; item += 1) out[item] = scoreOf(row, rowAt(items, width, item));
}

/** The place of an item among those that were not clicked in training, from 1. Of equal scores the lower item stands first. */
export function placeOf(scores: Float64Array, trained: Int32Array, item: number): number {
  const own = scores[item] ?? 0;
  const isBefore = (other: number): boolean => {
    const score = scores[other] ?? 0;
    return score > own || (score === own && other < item);
  };
  let place = 1;
  for (let other = 0; other < scores.length; other += 1) if (isBefore(other)) place += 1;
  for (const other of trained) if (isBefore(other)) place -= 1;
  return place;
}

export interface Worth {
  /** Mean recall@20 over the users with a held-out item; null where there is none. */
  readonly recall: number | null;
  /** Median relative place of all held-out items, 0 the top and 1 the end; null where there is none. */
  readonly place: number | null;
}

const DEPTH = 20;

export function worthOf({ tables, userCount, itemCount, trained, heldOut }: Lists): Worth {
  const scores = new Float64Array(itemCount);
  const places: number[] = [];
  let recall = 0;
  let counted = 0;
  for (let user = 0; user < userCount; user += 1) {
    const wanted = itemsOf(heldOut, user);
    if (wanted.length === 0) continue;
    scoreItems(tables, user, scores);
    const left = itemsOf(trained, user);
    const { items } = topItems(scores, DEPTH, left);
    recall += recallAt(
      items.map((item) => wanted.includes(item)),
      wanted.length,
      DEPTH
    );
    counted += 1;
    const last = itemCount - left.length;
    for (const item of wanted) places.push(last < 2 ? 0 : (placeOf(scores, left, item) - 1) / (last - 1));
  }
  places.sort((a, b) => a - b);
  const middle = ((places[(places.length - 1) >> 1] ?? 0) + (places[places.length >> 1] ?? 0)) / 2;
  return counted === 0 ? { recall: null, place: null } : { recall: recall / counted, place: middle };
}

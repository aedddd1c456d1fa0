// One user's ranking of all items under one run, on the host in float64: what a list shows, and where its items stand under another run.
import { itemsOf, topItems, type ItemsByUser } from '#kernels/top-k/select';
import type { ExploreListItem, RunKey } from './types';

/** Final embeddings of a run, rows of `width` numbers. */
export interface RunSpace {
  readonly key: RunKey;
  readonly width: number;
  readonly users: Float32Array; // [users, width]
  readonly items: Float32Array; // [items, width]
}

/** Dot products of a user's final embedding with every item's. [items] */
export function scoresOf({ width, users, items }: RunSpace, user: number): Float64Array {
  const row = Float64Array.from(users.subarray(user * width, (user + 1) * width));
  const scores = new Float64Array(items.length / width);
  for (let item = 0, at = 0; item < scores.length; item++) {
    let sum = 0;
    for (let k = 0; k < width; k++, at++) sum += (row[k] ?? 0) * (items[at] ?? 0);
    scores[item] = sum;
  }
  return scores;
}

/** Rank of `item` among all items but those in `masked`, from 1; of equal scores the lower item comes first, as in a list. */
export function rankOf(scores: Float64Array, item: number, masked: Int32Array): number {
  const score = scores[item] ?? 0;
  const isBefore = (other: number): boolean => {
    const theirs = scores[other] ?? 0;
    return theirs > score || (theirs === score && other < item);
  };
  let before = 0;
  for (let other = 0; other < scores.length; other++) if (isBefore(other)) before++;
  for (const other of masked) if (isBefore(other)) before--;
  return before + 1;
}

export interface ListInput {
  readonly runs: readonly RunSpace[];
  readonly train: ItemsByUser;
  readonly test: ItemsByUser;
  readonly user: number;
  readonly k: number;
}

/** The k best items of each run (train items masked, validation items not), as joint nodes, with their rank under the other run. */
export function listsOf({ runs, train, test, user, k }: ListInput): readonly {
  readonly run: RunKey;
  readonly items: readonly ExploreListItem[];
}[] {
  const userCount = train.rowPtr.length - 1;
  const heldOut = new Set(itemsOf(test, user));
  const masked = itemsOf(train, user);
  const scored = runs.map((run) => ({ run: run.key, scores: scoresOf(run, user) }));
  return scored.map(({ run, scores }, at) => {
    const other = scored[1 - at]?.scores;
    const top = topItems(scores, k, masked);
    const items = top.items.map((item, place) => ({
      node: userCount + item,
      score: top.scores[place] ?? 0,
      heldOut: heldOut.has(item),
      otherRank: other ? rankOf(other, item, masked) : null
    }));
    return { run, items };
  });
}

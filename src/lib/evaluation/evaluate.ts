// All-rank evaluation: every item is a candidate for every user, train items are left out, validation items are not (also
// not at test: official behaviour). Users without a held-out item in the evaluated part are skipped. To evaluate on a
// subset of the held-out pairs (the clicks that are no noise, say), pass that subset; candidates stay the same.
import { groupByUser, itemsOf, topItems, usersWithItems, type ItemsByUser, type TopItems } from '#kernels/top-k/select';
import { topK } from '#kernels/top-k/top-k';
import type { InteractionList } from '#lib/dataset/types';
import { CUTOFF_NAMES, LONGEST, mapMetrics, METRIC_NAMES, userMetrics } from './metrics';
import type { ScoringEmbeddings } from './references';
import type { Evaluation } from './types';

/** Scores of a block of users, row-major [users.length, itemCount]. */
export type ScoreUsers = (users: Int32Array) => Promise<Float32Array>;

/** The best items of all users, whatever was held out. */
export interface ListsOfAll {
  readonly k: number;
  /** [users, k], best first; −1 where too few items remain. */
  readonly items: Int32Array;
}

/** Scores asked for at a time: 2^22 numbers, 16 MiB. */
const BLOCK_ELEMENTS = 2 ** 22;

/**
 * Recall and NDCG at 5, 10, 20, averaged over the users with a held-out item, from scores.
 * @param train items of these pairs are no candidates
 * @param heldOut the evaluated pairs; no pair at all gives NaN metrics and no users
 */
export async function evaluateScores(
  score: ScoreUsers,
  userCount: number,
  itemCount: number,
  train: InteractionList,
  heldOut: InteractionList
): Promise<Evaluation> {
  const trained = groupByUser(train, userCount);
  return evaluateLists(userCount, heldOut, async (users) => {
    const lists: (readonly number[])[] = [];
    await forEachUser(score, users, itemCount, (user, scores) => {
      lists.push(topItems(scores, LONGEST, itemsOf(trained, user)).items);
    });
    return (position) => lists[position] ?? [];
  });
}

/**
 * The k best items of every user, their training items left out: the candidates of validation and test alike.
 * @param onBlock called between two blocks of users; throws to cancel
 */
export async function rankByScores(
  score: ScoreUsers,
  { userCount, itemCount, train, k }: { userCount: number; itemCount: number; train: InteractionList; k: number },
  onBlock: (done: number) => Promise<void>
): Promise<ListsOfAll> {
  const trained = groupByUser(train, userCount);
  const items = new Int32Array(userCount * k).fill(-1);
  const users = Int32Array.from({ length: userCount }, (_, user) => user);
  await forEachUser(
    score,
    users,
    itemCount,
    (user, scores) => items.set(topItems(scores, k, itemsOf(trained, user)).items, user * k),
    onBlock
  );
  return { k, items };
}

/** The best items of the user at a position in the list of users, best first. */
export type RankedLists = (position: number) => ArrayLike<number>;

/** The same metrics from lists of at least LONGEST items. */
export function evaluateListsOfAll(
  { k, items }: ListsOfAll,
  userCount: number,
  heldOut: InteractionList
): Promise<Evaluation> {
  return evaluateLists(userCount, heldOut, (users) =>
    Promise.resolve((position) => {
      const user = users[position] ?? 0;
      return upToEnd(items.subarray(user * k, user * k + Math.min(k, LONGEST)));
    })
  );
}

async function evaluateLists(
  userCount: number,
  heldOut: InteractionList,
  rank: (users: Int32Array) => Promise<RankedLists>
): Promise<Evaluation> {
  const held = groupByUser(heldOut, userCount);
  const users = usersWithItems(held);
  const perUser = mapMetrics(() => new Float32Array(users.length));
  const sums = mapMetrics(() => 0);
  const listOf = await rank(users);
  // 1 for what the user at hand holds out; no set is made for every user.
  const isWanted = new Uint8Array(heldOut.items.reduce((most, item) => Math.max(most, item + 1), 0));
  users.forEach((user, position) => {
    let wanted = 0;
    for (const item of itemsOf(held, user)) {
      if (isWanted[item] === 0) wanted++;
      isWanted[item] = 1;
    }
    const list = listOf(position);
    const hits: boolean[] = [];
    for (let place = 0; place < list.length; place++) hits.push(isWanted[list[place] ?? -1] === 1);
    for (const item of itemsOf(held, user)) isWanted[item] = 0;
    const metrics = userMetrics(hits, wanted);
    for (const metric of METRIC_NAMES) {
      for (const cutoff of CUTOFF_NAMES) {
        const value = metrics[metric][cutoff];
        perUser[metric][cutoff][position] = value;
        sums[metric][cutoff] += value;
      }
    }
  });
  return { metrics: mapMetrics((metric, cutoff) => sums[metric][cutoff] / users.length), users, perUser };
}

/**
 * The same from embeddings: score = dot product.
 * @param userRows row-major [users, dimensions]
 * @param itemRows row-major [items, dimensions]
 */
export async function evaluateEmbeddings(
  userRows: Float32Array,
  itemRows: Float32Array,
  dimensions: number,
  train: InteractionList,
  heldOut: InteractionList
): Promise<Evaluation> {
  const userCount = userRows.length / dimensions;
  const trained = groupByUser(train, userCount);
  return evaluateLists(userCount, heldOut, (users) =>
    rankUsers(userRows, itemRows, dimensions, trained, users, LONGEST)
  );
}

/**
 * The best k items of some users by dot product, shorter where too few items remain.
 * @param trained items of these take no part, by user of all
 */
export async function rankUsers(
  userRows: Float32Array,
  itemRows: Float32Array,
  dimensions: number,
  trained: ItemsByUser,
  users: Int32Array,
  k: number
): Promise<RankedLists> {
  const { items } = await topK(rowsAt(userRows, users, dimensions), itemRows, dimensions, itemsAt(trained, users), k);
  return (position) => upToEnd(items.subarray(position * k, (position + 1) * k));
}

/** Without the −1 that stand where too few items remain. */
function upToEnd(list: Int32Array): Int32Array {
  const end = list.indexOf(-1);
  return end === -1 ? list : list.subarray(0, end);
}

/** One user's best k items by dot product, train items left out. */
export async function rankItems(
  userRows: Float32Array,
  itemRows: Float32Array,
  dimensions: number,
  train: InteractionList,
  user: number,
  k: number
): Promise<TopItems> {
  const users = Int32Array.of(user);
  const trained = itemsAt(groupByUser(train, userRows.length / dimensions), users);
  const { items, scores } = await topK(rowsAt(userRows, users, dimensions), itemRows, dimensions, trained, k);
  const found = upToEnd(items);
  return { items: Array.from(found), scores: Array.from(scores.subarray(0, found.length)) };
}

async function forEachUser(
  score: ScoreUsers,
  users: Int32Array,
  itemCount: number,
  visit: (user: number, scores: Float32Array) => void,
  onBlock: (done: number) => Promise<void> = () => Promise.resolve()
): Promise<void> {
  const block = Math.max(1, Math.floor(BLOCK_ELEMENTS / itemCount));
  for (let start = 0; start < users.length; start += block) {
    await onBlock(start);
    const some = users.subarray(start, start + block);
    const scores = await score(some);
    some.forEach((user, row) => {
      visit(user, scores.subarray(row * itemCount, (row + 1) * itemCount));
    });
  }
}

/** The rows of some users, in their order. */
function rowsAt(rows: Float32Array, users: Int32Array, width: number): Float32Array {
  const out = new Float32Array(users.length * width);
  users.forEach((user, at) => out.set(rows.subarray(user * width, (user + 1) * width), at * width));
  return out;
}

/** The items of some users, in their order. */
function itemsAt(group: ItemsByUser, users: Int32Array): ItemsByUser {
  const rowPtr = new Int32Array(users.length + 1);
  users.forEach((user, at) => (rowPtr[at + 1] = (rowPtr[at] ?? 0) + itemsOf(group, user).length));
  const items = new Int32Array(rowPtr[users.length] ?? 0);
  users.forEach((user, at) => items.set(itemsOf(group, user), rowPtr[at] ?? 0));
  return { rowPtr, items };
}

/** The metrics of what ranks without training: by embeddings, or by lists that are there. */
export const evaluateScoring = (
  scoring: ScoringEmbeddings | ListsOfAll,
  userCount: number,
  train: InteractionList,
  heldOut: InteractionList
): Promise<Evaluation> =>
  'k' in scoring
    ? evaluateListsOfAll(scoring, userCount, heldOut)
    : evaluateEmbeddings(scoring.users, scoring.items, scoring.dimensions, train, heldOut);

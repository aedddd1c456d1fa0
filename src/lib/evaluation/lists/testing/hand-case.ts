// Four users, seven items and their lists, small enough that every metric can be worked out on paper. Only tests import this.
import type { InteractionList, SemanticVectors } from '#lib/dataset/types';

const pairs = (...list: readonly (readonly [user: number, items: readonly number[]])[]): InteractionList => ({
  users: Int32Array.from(list.flatMap(([user, items]) => items.map(() => user))),
  items: Int32Array.from(list.flatMap(([, items]) => items))
});

export const USERS = 4;
export const ITEMS = 7;
// Clicks of items 0 … 6: 3, 2, 1, 1, 1, 0, 1. A fifth of all nine is 1.8: item 0 is the head, item 5 the tail.
export const TRAIN = pairs([0, [0, 1]], [1, [0]], [2, [0, 1, 2]], [3, [3, 4, 6]]);
export const CLICKS = [3, 2, 1, 1, 1, 0, 1];
// User 2 holds out nothing and is not measured.
export const TEST = pairs([0, [2, 5]], [1, [1, 3, 4]], [3, [0]]);

/** The best three of each user but user 2, training items left out, as PLAIN has them. */
export const LISTS: Readonly<Record<number, readonly number[]>> = { 0: [3, 2, 5], 1: [1, 2, 3], 3: [5, 1, 2] };
export const HITS: Readonly<Record<number, readonly boolean[]>> = {
  0: [false, true, true],
  1: [true, false, true],
  3: [false, false, false]
};
export const HELD_OUT: Readonly<Record<number, number>> = { 0: 2, 1: 3, 3: 1 };

/** Embeddings whose dot products put items in these orders; an item that is not named comes last. */
function scored(orders: readonly (readonly number[])[]) {
  const items = new Float32Array(ITEMS * USERS);
  orders.forEach((order, user) =>
    order.forEach((item, rank) => {
      items[item * USERS + user] = ITEMS - rank;
    })
  );
  const users = Float32Array.from({ length: USERS * USERS }, (_, at) => (at % (USERS + 1) === 0 ? 1 : 0));
  return { userEmbeddings: users, itemEmbeddings: items };
}
// Training items stand first where they would be in the way.
export const PLAIN = scored([
  [0, 1, 3, 2, 5, 4, 6],
  [0, 1, 2, 3, 5, 4, 6],
  [0, 1, 2, 3, 4, 5, 6],
  [6, 5, 1, 2, 0, 3, 4]
]);
/** The same, but that user 3's held-out item comes first. */
export const BETTER = scored([
  [0, 1, 3, 2, 5, 4, 6],
  [0, 1, 2, 3, 5, 4, 6],
  [0, 1, 2, 3, 4, 5, 6],
  [6, 0, 1, 2, 5, 3, 4]
]);

/** Item 4 has no vector. */
export const VECTORS: SemanticVectors = {
  dimensions: 2,
  users: new Float32Array(USERS * 2),
  items: Float32Array.of(1, 0, 1, 0, 2, 0, 0, 3, 9, 9, -1, 0, 0, 1),
  userPresent: new Uint8Array(USERS),
  itemPresent: Uint8Array.of(1, 1, 1, 1, 0, 1, 1)
};

/** Means over the three users, at 2 and at 3; every one is worked out by hand. */
export const BY_HAND: Readonly<Record<string, readonly [at2: number, at3: number]>> = {
  recall: [(1 / 2 + 1 / 3 + 0) / 3, (1 + 2 / 3 + 0) / 3],
  // User 0: ranks 2 and 3; user 1: ranks 1 and 3. With d(r) = 1 / log2(r + 1), ideal d1 + d2 (+ d3 for user 1 at 3).
  ndcg: [
    (0.6309297535714575 / 1.6309297535714575 + 1 / 1.6309297535714575) / 3,
    (1.1309297535714575 / 1.6309297535714575 + 1.5 / 2.1309297535714573) / 3
  ],
  precision: [(1 / 2 + 1 / 2 + 0) / 3, (2 / 3 + 2 / 3 + 0) / 3],
  hit: [2 / 3, 2 / 3],
  mrr: [(1 / 2 + 1 + 0) / 3, (1 / 2 + 1 + 0) / 3],
  // At 2: (1/2) / min(2, 2) and 1 / min(2, 3). At 3: (1/2 + 2/3) / 2 and (1 + 2/3) / 3.
  map: [(1 / 4 + 1 / 2 + 0) / 3, (7 / 12 + 5 / 9 + 0) / 3],
  // Items 1, 2, 3 and 5.
  coverage: [4 / 7, 4 / 7],
  // Counts at 2: 0 0 0 1 1 2 2, at 3: 0 0 0 2 2 2 3, times −6 −4 −2 0 2 4 6, over 7 · 6 and 7 · 9.
  gini: [22 / 42, 30 / 63],
  popularity: [(1 + 3 / 2 + 1) / 3, (2 / 3 + 4 / 3 + 1) / 3],
  tail: [(0 + 0 + 1 / 2) / 3, (1 / 3 + 0 + 1 / 3) / 3],
  // Bits of 4 users: 1 for item 1, 2 for those with one click, and for item 5, which has none.
  novelty: [(2 + 3 / 2 + 3 / 2) / 3, (2 + 5 / 3 + 5 / 3) / 3],
  // Cosines at 2: 0, 1, −1; at 3 their means: −1/3, 1/3, −1/3.
  diversity: [(1 + 0 + 2) / 3, (4 / 3 + 2 / 3 + 4 / 3) / 3]
};

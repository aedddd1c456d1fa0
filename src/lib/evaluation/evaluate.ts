// All-rank evaluation: every item is a candidate for every user, train items are left out, validation items are not (also
// not at test: official behaviour). Users without a held-out item in the evaluated part are skipped. To evaluate on a
// subset of the held-out pairs (the clicks that are no noise, say), pass that subset; candidates stay the same.
import { matMul, tensor2d, tidy, transpose } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import type { InteractionList } from '#lib/dataset/types';
import { CUTOFF_NAMES, LONGEST, mapMetrics, METRIC_NAMES, userMetrics } from './metrics';
import { groupByUser, itemsOf, topItems, type TopItems } from './top-items';
import type { Evaluation } from './types';

/** Scores of a block of users, row-major [users.length, itemCount]. */
export type ScoreUsers = (users: Int32Array) => Promise<Float32Array>;

/** Scores held at a time: 2^22 numbers, 16 MiB. */
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
  const held = groupByUser(heldOut, userCount);
  const users = Int32Array.from({ length: userCount }, (_, user) => user).filter(
    (user) => itemsOf(held, user).length > 0
  );
  const perUser = mapMetrics(() => new Float32Array(users.length));
  const sums = mapMetrics(() => 0);
  await forEachUser(score, users, itemCount, (user, scores, position) => {
    const wanted = new Set(itemsOf(held, user));
    const { items } = topItems(scores, LONGEST, itemsOf(trained, user));
    const metrics = userMetrics(
      items.map((item) => wanted.has(item)),
      wanted.size
    );
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
  const scorer = dotProductScorer(userRows, itemRows, dimensions);
  try {
    return await evaluateScores(
      scorer.score,
      userRows.length / dimensions,
      itemRows.length / dimensions,
      train,
      heldOut
    );
  } finally {
    scorer.dispose();
  }
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
  const scorer = dotProductScorer(userRows, itemRows, dimensions);
  try {
    const scores = await scorer.score(Int32Array.of(user));
    return topItems(scores, k, itemsOf(groupByUser(train, userRows.length / dimensions), user));
  } finally {
    scorer.dispose();
  }
}

async function forEachUser(
  score: ScoreUsers,
  users: Int32Array,
  itemCount: number,
  visit: (user: number, scores: Float32Array, position: number) => void
): Promise<void> {
  const block = Math.max(1, Math.floor(BLOCK_ELEMENTS / itemCount));
  for (let start = 0; start < users.length; start += block) {
    const some = users.subarray(start, start + block);
    const scores = await score(some);
    some.forEach((user, row) => {
      visit(user, scores.subarray(row * itemCount, (row + 1) * itemCount), start + row);
    });
  }
}

function dotProductScorer(
  userRows: Float32Array,
  itemRows: Float32Array,
  dimensions: number
): { score: ScoreUsers; dispose(): void } {
  // Transposed once: the wasm product is fast only without transpose flags.
  const items = tidy(() => as2d(transpose(tensor2d(itemRows, [itemRows.length / dimensions, dimensions]))));
  return {
    async score(users) {
      const rows = new Float32Array(users.length * dimensions);
      users.forEach((user, at) => {
        rows.set(userRows.subarray(user * dimensions, (user + 1) * dimensions), at * dimensions);
      });
      const product = tidy(() => matMul(tensor2d(rows, [users.length, dimensions]), items));
      try {
        const scores = await product.data();
        if (scores instanceof Float32Array) return scores;
        throw new Error('Scores must be float32');
      } finally {
        product.dispose();
      }
    },
    dispose: () => {
      items.dispose();
    }
  };
}

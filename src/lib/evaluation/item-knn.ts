// ItemKNN (Deshpande and Karypis, ACM TOIS 2004): items like those that the user has. Similarity is the cosine of two items'
// training users; each item keeps its `neighbours` most similar ones; score(u, i) = Σ of sim(i, j) over the user's items j among
// them. No training. Cost: Σ over users of their squared number of items.
import { groupByUser, itemsOf, topItems } from '#kernels/top-k/select';
import type { InteractionList } from '#lib/dataset/types';
import type { ScoreUsers } from './evaluate';

export const NEIGHBOURS = 50;

/** Scores by the `neighbours` nearest items. */
export function itemKnn(
  userCount: number,
  itemCount: number,
  train: InteractionList,
  neighbours = NEIGHBOURS
): ScoreUsers {
  const byUser = groupByUser(train, userCount);
  const byItem = groupByUser({ users: train.items, items: train.users }, itemCount);
  const counts = Float64Array.from({ length: itemCount }, (_, item) => itemsOf(byItem, item).length);
  // For each item j its influence: the items i that have j among their neighbours, and how alike they are.
  const influence: { readonly item: number; readonly similarity: number }[][] = Array.from(
    { length: itemCount },
    () => []
  );
  const shared = new Float32Array(itemCount);
  for (let item = 0; item < itemCount; item++) {
    shared.fill(0);
    for (const user of itemsOf(byItem, item)) {
      for (const other of itemsOf(byUser, user)) shared[other] = (shared[other] ?? 0) + 1;
    }
    const similarity = shared.map((both, other) =>
      both === 0 ? 0 : both / Math.sqrt((counts[item] ?? 0) * (counts[other] ?? 0))
    );
    const nearest = topItems(similarity, neighbours, Int32Array.of(item));
    nearest.items.forEach((other, at) => {
      const alike = nearest.scores[at] ?? 0;
      if (alike > 0) influence[other]?.push({ item, similarity: alike });
    });
  }
  return (users) => {
    const scores = new Float32Array(users.length * itemCount);
    users.forEach((user, row) => {
      for (const own of itemsOf(byUser, user)) {
        for (const { item, similarity } of influence[own] ?? []) {
          const at = row * itemCount + item;
          scores[at] = (scores[at] ?? 0) + similarity;
        }
      }
    });
    return Promise.resolve(scores);
  };
}

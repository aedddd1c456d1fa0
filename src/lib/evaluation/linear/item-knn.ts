// ItemKNN (Deshpande and Karypis, ACM TOIS 2004): items like those that the user has. Similarity is the cosine of two items'
// training users; each item keeps its `neighbours` most similar ones; score(u, i) = Σ of sim(i, j) over the user's items j among
// them. No training. Cost: Σ over users of their squared number of items, and items².
import { itemsOf } from '#kernels/top-k/select';
import { itemCountOf, neighbours, type Clicks, type Neighbours } from '#kernels/neighbours/neighbours';
import type { RowPool } from '#kernels/workers/pool';
import type { ScoreUsers } from '../evaluate';

/** The `count` nearest neighbours of every item, with rows over workers where our module is to be had: the same bits either way. */
export async function nearestItems(clicks: Clicks, count: number, pool: RowPool | null): Promise<Neighbours> {
  if (!pool) return neighbours(clicks, count);
  return (await import('#kernels/neighbours/neighbours.parts')).neighboursInParts(pool, clicks, count);
}

/** Scores by the `count` nearest neighbours of every item, which are among those given. */
export function itemKnnScores(clicks: Clicks, nearest: Neighbours, count: number): ScoreUsers {
  const itemCount = itemCountOf(clicks);
  // For each item j its influence: the items i that have j among their neighbours, and how alike they are.
  const influence: { readonly item: number; readonly similarity: number }[][] = Array.from(
    { length: itemCount },
    () => []
  );
  for (let item = 0; item < itemCount; item++) {
    for (let at = item * nearest.k; at < item * nearest.k + Math.min(count, nearest.k); at++) {
      influence[nearest.items[at] ?? -1]?.push({ item, similarity: nearest.similarities[at] ?? 0 });
    }
  }
  return (users) => {
    const scores = new Float32Array(users.length * itemCount);
    users.forEach((user, row) => {
      for (const own of itemsOf(clicks.byUser, user)) {
        for (const { item, similarity } of influence[own] ?? []) {
          const at = row * itemCount + item;
          scores[at] = (scores[at] ?? 0) + similarity;
        }
      }
    });
    return Promise.resolve(scores);
  };
}

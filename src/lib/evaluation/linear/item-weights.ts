// Linear item-item models: weights B [items, items] with a zero diagonal, score(u, j) = Σ over the user's items i of B_ij. Whatever its
// form, a weight for j is a number over that of its own column.
import { itemsOf, type ItemsByUser } from '#kernels/top-k/select';
import type { ScoreUsers } from '../evaluate';

/** Row-major [items, items]; row i is what having item i adds to each score. */
export type ItemWeights = Float32Array;

/** Scores of the users behind a CSR of their training items. Cost: training clicks × items. */
export function scoresByWeights(byUser: ItemsByUser, weights: ItemWeights, itemCount: number): ScoreUsers {
  return (users) => {
    const scores = new Float32Array(users.length * itemCount);
    users.forEach((user, row) => {
      const out = scores.subarray(row * itemCount, (row + 1) * itemCount);
      for (const own of itemsOf(byUser, user)) {
        const weight = weights.subarray(own * itemCount, (own + 1) * itemCount);
        for (let item = 0; item < itemCount; item++) out[item] = (out[item] ?? 0) + (weight[item] ?? 0);
      }
    });
    return Promise.resolve(scores);
  };
}

/** B_ij = −P_ij / P_jj off the diagonal and 0 on it, over P. */
export function weightsOfInverse(p: Float32Array, itemCount: number): ItemWeights {
  const diagonal = Float64Array.from({ length: itemCount }, (_, item) => p[item * itemCount + item] ?? 1);
  for (let i = 0; i < itemCount; i++) {
    const row = p.subarray(i * itemCount, (i + 1) * itemCount);
    for (let j = 0; j < itemCount; j++) row[j] = -(row[j] ?? 0) / (diagonal[j] ?? 1);
    row[i] = 0;
  }
  return p;
}

// Users' vectors from those of the items that they clicked: no profile is needed, and no text of a user is read. AlphaRec (Sheng et al.
// 2025) represents users so.
import type { InteractionList, SemanticVectors } from '#lib/dataset/types';

/**
 * A user's vector is the mean of the vectors of their training items, in float64; a user none of whose items has a vector has none either.
 * @param train training pairs only
 */
export function usersFromItems(
  { dimensions, items, itemPresent }: SemanticVectors,
  train: InteractionList,
  userCount: number
): SemanticVectors {
  const sums = new Float64Array(userCount * dimensions);
  const counts = new Float64Array(userCount);
  train.users.forEach((user, at) => {
    const item = train.items[at] ?? -1;
    if (itemPresent[item] !== 1) return;
    counts[user] = (counts[user] ?? 0) + 1;
    for (let k = 0; k < dimensions; k++) {
      const to = user * dimensions + k;
      sums[to] = (sums[to] ?? 0) + (items[item * dimensions + k] ?? 0);
    }
  });
  const users = Float32Array.from(sums, (sum, at) => sum / Math.max(1, counts[Math.floor(at / dimensions)] ?? 0));
  return {
    dimensions,
    users,
    items,
    userPresent: Uint8Array.from(counts, (count) => (count > 0 ? 1 : 0)),
    itemPresent
  };
}

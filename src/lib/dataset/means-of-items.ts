// Users' rows as the mean of the rows of the items that they clicked: what LLMInit begins with, and what a user's vector is without a profile.
import type { InteractionList } from './types';

/**
 * The means in float64, [users, width]; zeros, and absent, for a user none of whose items has a row.
 * @param items row-major [items, width] @param present 1 for items that have a row
 * @param train training pairs only
 */
export function meansOfItems(
  items: Float32Array,
  present: Uint8Array,
  width: number,
  train: InteractionList,
  userCount: number
): { readonly users: Float32Array; readonly userPresent: Uint8Array } {
  const sums = new Float64Array(userCount * width);
  const counts = new Float64Array(userCount);
  train.users.forEach((user, at) => {
    const item = train.items[at] ?? -1;
    if (present[item] !== 1) return;
    counts[user] = (counts[user] ?? 0) + 1;
    for (let k = 0; k < width; k++) {
      const to = user * width + k;
      sums[to] = (sums[to] ?? 0) + (items[item * width + k] ?? 0);
    }
  });
  return {
    users: Float32Array.from(sums, (sum, at) => sum / Math.max(1, counts[Math.floor(at / width)] ?? 0)),
    userPresent: Uint8Array.from(counts, (count) => (count > 0 ? 1 : 0))
  };
}

// All candidates of one user in the order of a space's scores: where a held-out item stands however far down it is.
import type { Dataset } from '#lib/dataset/types';

interface RankingSpace {
  readonly present: Uint8Array; // [N]
  readonly scoring: { readonly users: Float32Array; readonly items: Float32Array };
}

/**
 * Items by falling dot product with the user (summed in float64), train items left out, of equal ones the earlier first: as lists of
 * the evaluation are. null where the user has no vector, since all scores would be 0.
 * @param known items that the user clicked in training
 */
export function rankAll(
  { present, scoring }: RankingSpace,
  { userCount, itemCount }: Pick<Dataset, 'userCount' | 'itemCount'>,
  user: number,
  known: ReadonlySet<number>
): readonly number[] | null {
  if (present[user] !== 1) return null;
  const { users, items } = scoring;
  const width = users.length / userCount;
  const scores = Float64Array.from({ length: itemCount }, (_, item) => {
    let score = 0;
    for (let k = 0; k < width; k++) score += (users[user * width + k] ?? 0) * (items[item * width + k] ?? 0);
    return score;
  });
  return [...scores.keys()]
    .filter((item) => !known.has(item))
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}

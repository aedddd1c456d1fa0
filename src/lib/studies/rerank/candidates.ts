// Who is asked about, and what: users drawn from those with a test interaction, their history, and the first places of a trained
// run's list. Plain loops over few users, so that no device is needed.
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { InteractionList, Split } from '#lib/dataset/types';
import type { RunArrays } from '#lib/training/types';
import { sample } from '#lib/profiles/sample';
import type { CandidateOrder } from './settings';

export interface RerankSource {
  readonly userCount: number;
  readonly itemCount: number;
  readonly split: Pick<Split, 'train' | 'test'>;
  readonly arrays: Pick<RunArrays, 'userEmbeddings' | 'itemEmbeddings'>;
  readonly seed: number;
}

export interface RerankUser {
  readonly user: number;
  /** Training items, a uniform sample where there are more than are shown. */
  readonly history: readonly number[];
  readonly heldOut: ReadonlySet<number>;
  /** The recommender's list, best first, training items left out. */
  readonly ranked: readonly number[];
}

/** Items by user, for some users. */
function itemsByUser(pairs: InteractionList, users: ReadonlySet<number>): ReadonlyMap<number, number[]> {
  const found = new Map<number, number[]>([...users].map((user) => [user, []]));
  pairs.users.forEach((user, row) => found.get(user)?.push(pairs.items[row] ?? 0));
  return found;
}

/**
 * `count` users drawn uniformly from those with a test interaction (all, where there are fewer), in ascending order.
 * @param depth places of the recommender's list that are kept
 * @param history training items shown at most
 */
export function rerankUsers(
  source: RerankSource,
  count: number,
  depth: number,
  history: number
): readonly RerankUser[] {
  const { split, seed } = source;
  const withTest = [...new Set(split.test.users)].sort((a, b) => a - b);
  const key = { seed, stream: STREAM.rerankedUsers, step: 0 };
  const users = sample(withTest.length, count, key).flatMap((at) => withTest[at] ?? []);
  const trained = itemsByUser(split.train, new Set(users));
  const tested = itemsByUser(split.test, new Set(users));
  return users.map((user) => {
    const items = trained.get(user) ?? [];
    const shown = sample(items.length, history, { ...key, step: 1 + user });
    return {
      user,
      history: shown.flatMap((at) => items[at] ?? []),
      heldOut: new Set(tested.get(user) ?? []),
      ranked: firstPlaces(source, user, new Set(items), depth)
    };
  });
}

/** The items with the highest dot products, equal ones by index. */
function firstPlaces(
  { itemCount, userCount, arrays }: RerankSource,
  user: number,
  trained: ReadonlySet<number>,
  depth: number
): readonly number[] {
  const { userEmbeddings, itemEmbeddings } = arrays;
  const width = userEmbeddings.length / userCount;
  const scores = new Float64Array(itemCount);
  for (let item = 0; item < itemCount; item += 1) {
    let sum = 0;
    for (let k = 0; k < width; k += 1) {
      sum += (userEmbeddings[user * width + k] ?? 0) * (itemEmbeddings[item * width + k] ?? 0);
    }
    scores[item] = sum;
  }
  const open = Array.from({ length: itemCount }, (_, item) => item).filter((item) => !trained.has(item));
  return open.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, depth);
}

/** The candidates in the order in which a model sees them. */
export function shownOrder(
  candidates: readonly number[],
  order: CandidateOrder,
  user: number,
  seed: number
): readonly number[] {
  if (order === 'recommender') return candidates;
  const shuffled = permutation({ seed, stream: STREAM.rerankedOrder, step: user }, candidates.length);
  return [...shuffled].flatMap((at) => candidates[at] ?? []);
}

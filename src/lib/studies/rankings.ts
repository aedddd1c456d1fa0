// One user's rankings under several runs, side by side. A function of artifacts: it trains nothing.
import { degrees } from '#lib/dataset/checks/statistics';
import type { InteractionList, Split } from '#lib/dataset/types';
import { rankItems } from '#lib/evaluation/evaluate';
import type { RunArrays } from '#lib/training/types';

/** Ranks of the first run are known down to this place; below it an item has no baseline rank. */
const DEEPEST_RANK = 100;

export interface RankingInput {
  readonly userCount: number;
  readonly itemCount: number;
  readonly split: Pick<Split, 'train' | 'test'>;
  readonly user: number;
  readonly k: number;
  readonly runs: readonly Pick<RunArrays, 'userEmbeddings' | 'itemEmbeddings'>[];
}

export interface RankedIndex {
  readonly item: number;
  readonly score: number;
  readonly heldOut: boolean;
  /** Rank in the first run's list, from 1, where it is among the first hundred; absent in the first list. */
  readonly baselineRank?: number;
}

export const NEUTRAL_USER_RULE =
  'Chosen without looking at any result: of the users with a test interaction, one of median training degree, the first in the order of the data.';

/**
 * The user of `NEUTRAL_USER_RULE`: median over the users with a test interaction (the lower one of two middles).
 * @returns a 0-based index; null where no user has a test interaction
 */
export function neutralUser(split: Pick<Split, 'train' | 'test'>, userCount: number): number | null {
  const degree = degrees(split.train.users, userCount);
  const held = degrees(split.test.users, userCount);
  const candidates = [...held.keys()].filter((user) => (held[user] ?? 0) > 0);
  const sorted = candidates.map((user) => degree[user] ?? 0).sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  return candidates.find((user) => degree[user] === median) ?? null;
}

/** Items of one user in `pairs`, in their order. */
export function itemsOfUser(pairs: InteractionList, user: number): number[] {
  return [...pairs.items].filter((_, row) => pairs.users[row] === user);
}

/** The k best items of each run for the user, train items left out. Needs a started backend. */
export async function rankForUser(input: RankingInput): Promise<readonly (readonly RankedIndex[])[]> {
  const { split, user, k } = input;
  const heldOut = new Set(itemsOfUser(split.test, user));
  const baselineRanks = new Map<number, number>();
  const lists: RankedIndex[][] = [];
  for (const [index, run] of input.runs.entries()) {
    const width = run.userEmbeddings.length / input.userCount;
    const depth = index === 0 ? Math.max(k, DEEPEST_RANK) : k;
    const top = await rankItems(run.userEmbeddings, run.itemEmbeddings, width, split.train, user, depth);
    if (index === 0) top.items.forEach((item, at) => baselineRanks.set(item, at + 1));
    lists.push(
      top.items.slice(0, k).map((item, at) => {
        const baselineRank = index === 0 ? undefined : baselineRanks.get(item);
        const score = top.scores[at] ?? 0;
        return { item, score, heldOut: heldOut.has(item), baselineRank };
      })
    );
  }
  return lists;
}

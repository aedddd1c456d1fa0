// Where a model ranks each held-out item among all items that its user has not clicked. Float64 on the host, a block of users at a time.
import { groupByUser, itemsOf } from '#kernels/top-k/select';
import type { InteractionList } from '#lib/dataset/types';
import type { ScoreUsers } from '#lib/evaluation/evaluate';

/** One held-out item: how many of the `pool` items that its user clicked in neither part stand above it. */
export interface Place {
  readonly user: number;
  readonly above: number;
  readonly pool: number;
}

export interface PlacesInput {
  readonly userCount: number;
  readonly itemCount: number;
  readonly train: InteractionList;
  /** The parts to rank, each by itself: other held-out items of that part are no candidates. */
  readonly parts: Readonly<Record<'test' | 'val', InteractionList>>;
  readonly score: ScoreUsers;
  /** To be told of the users that are done. */
  step(users: number): Promise<void>;
}

/** Scores asked for at a time: 2^20 numbers, 4 MiB. */
const BLOCK_ELEMENTS = 2 ** 20;

/** Places of the held-out items of each part, by user, then item. Of equal scores the lower item stands first, as in every list here. */
export async function placesOf(input: PlacesInput): Promise<Record<'test' | 'val', Place[]>> {
  const { userCount, itemCount, score, step } = input;
  const trained = groupByUser(input.train, userCount);
  const held = { test: groupByUser(input.parts.test, userCount), val: groupByUser(input.parts.val, userCount) };
  const places: Record<'test' | 'val', Place[]> = { test: [], val: [] };
  const clicked = new Uint8Array(itemCount);
  const block = Math.max(1, Math.floor(BLOCK_ELEMENTS / Math.max(1, itemCount)));
  for (let from = 0; from < userCount; from += block) {
    await step(from);
    const users = Int32Array.from({ length: Math.min(block, userCount - from) }, (_, at) => from + at);
    const scores = await score(users);
    for (const [row, user] of users.entries()) {
      const own = scores.subarray(row * itemCount, (row + 1) * itemCount);
      for (const part of ['test', 'val'] as const) {
        const items = itemsOf(held[part], user);
        if (items.length === 0) continue;
        clicked.fill(0);
        for (const item of itemsOf(trained, user)) clicked[item] = 1;
        for (const item of items) clicked[item] = 1;
        for (const item of items) places[part].push({ user, ...standing(own, clicked, item) });
      }
    }
  }
  return places;
}

/** @param clicked 1 at the items that take no part */
function standing(scores: Float32Array, clicked: Uint8Array, item: number): Omit<Place, 'user'> {
  const own = scores[item] ?? 0;
  let pool = 0;
  let above = 0;
  for (let other = 0; other < scores.length; other++) {
    if (clicked[other] === 1) continue;
    pool++;
    const score = scores[other] ?? 0;
    if (score > own || (score === own && other < item)) above++;
  }
  return { above, pool };
}

// The user whose clicks the figure shows, where nobody named one.
import type { Split } from '#lib/dataset/types';

const FEWEST = 8;
const MOST = 14;
const MARKED = 2;

export const GUESS_RULE = `Chosen without looking at any run: of the users with a held-out test click, ${FEWEST} to ${MOST} training clicks and at least two of them marked as noise, the first in the order of the data.`;

/**
 * The user of `GUESS_RULE`: enough clicks to guess from and some to find.
 * @param marked whether the training click at a row is marked
 * @returns a 0-based index; null where no user is like that
 */
export function userToGuess(
  split: Pick<Split, 'train' | 'test'>,
  marked: (row: number) => boolean,
  userCount: number
): number | null {
  const clicks = new Int32Array(userCount);
  const noise = new Int32Array(userCount);
  const heldOut = new Set(split.test.users);
  split.train.users.forEach((user, row) => {
    clicks[user] = (clicks[user] ?? 0) + 1;
    if (marked(row)) noise[user] = (noise[user] ?? 0) + 1;
  });
  const fits = (count: number, user: number): boolean =>
    heldOut.has(user) && count >= FEWEST && count <= MOST && (noise[user] ?? 0) >= MARKED;
  const found = clicks.findIndex(fits);
  return found === -1 ? null : found;
}

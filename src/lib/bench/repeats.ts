// How often something is done in a row so that a round of it is long enough to be timed: on a card a round of a millisecond finds clocks
// that idle, and its start and end count for more than what lies between.

/** A jump by more than this trusts one short time too much. */
const MOST_GROWTH = 16;

/**
 * What to try next after `repeats` runs took `elapsedMs` altogether; the same number where that was long enough.
 * @param roundMs how long a round is to take at least
 */
export function nextRepeats(repeats: number, elapsedMs: number, roundMs: number): number {
  if (elapsedMs >= roundMs) return repeats;
  // A little more than just enough: else the last try may miss it by a hair for ever.
  const wanted = Math.ceil((1.2 * repeats * roundMs) / Math.max(elapsedMs, 1e-3));
  return Math.max(repeats + 1, Math.min(MOST_GROWTH * repeats, wanted));
}

/**
 * Tries longer and longer rows of runs until one takes `roundMs`.
 * @param time milliseconds of so many runs in a row
 * @returns the number of runs, and what the last row took
 */
export async function repeatsFor(
  time: (repeats: number) => Promise<number>,
  roundMs: number
): Promise<{ readonly repeats: number; readonly elapsedMs: number }> {
  let repeats = 1;
  for (;;) {
    const elapsedMs = await time(repeats);
    const next = nextRepeats(repeats, elapsedMs, roundMs);
    if (next === repeats) return { repeats, elapsedMs };
    repeats = next;
  }
}

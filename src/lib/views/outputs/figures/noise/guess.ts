// Judges a guess at the slips among some clicks against marking as many at random (hypergeometric distribution). Pure.

export interface Guess {
  /** Clicks in all. */
  readonly clicks: number;
  /** Those that are noise. */
  readonly noise: number;
  /** Clicks that were marked. */
  readonly marked: number;
  /** Marked clicks that are noise. */
  readonly hits: number;
}

/** Hits to expect when as many clicks are marked at random: marked × share of noise. */
export function expectedHits({ clicks, noise, marked }: Guess): number {
  return clicks === 0 ? 0 : (marked * noise) / clicks;
}

/** The probability of at least as many hits when as many clicks are marked at random. */
export function chanceOfAsMany({ clicks, noise, marked, hits }: Guess): number {
  let chance = 0;
  for (let found = hits; found <= Math.min(noise, marked); found++) {
    chance += (choose(noise, found) * choose(clicks - noise, marked - found)) / choose(clicks, marked);
  }
  return Math.min(1, chance);
}

/** n over k; 0 where k is outside 0 … n. */
function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}

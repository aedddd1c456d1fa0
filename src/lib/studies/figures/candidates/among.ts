// What recall@k would be if each held-out item were ranked among m items drawn at random, without drawing any. An item with `above` of
// `pool` others above it is among the first k of m + 1 where at most k − 1 of those above were drawn, and how many are drawn follows the
// hypergeometric distribution. So the number is the mean over all draws (Krichene and Rendle, On sampled metrics for item recommendation,
// KDD 2020, section 4). Float64 on the host. Pure.
import type { Place } from './places';

/**
 * The chance that of `drawn` of `pool` items, drawn without putting back, fewer than `k` are among the `above` that count.
 * Exact but for rounding; 0 where all draws have `k` or more.
 */
export function chanceOfFewer(k: number, pool: number, above: number, drawn: number): number {
  // So many cannot be missed: there are not enough others.
  const least = Math.max(0, above + drawn - pool);
  if (least >= k) return 0;
  if (k > Math.min(above, drawn)) return 1;
  let chance = leastChance(pool, above, drawn);
  let sum = 0;
  for (let count = least; count < k; count++) {
    sum += chance;
    chance *= ((above - count) / (count + 1)) * ((drawn - count) / (pool - above - drawn + count + 1));
  }
  return Math.min(1, sum);
}

/** The chance of the least number that can be drawn: none where that can be; else all that is left out is above. */
function leastChance(pool: number, above: number, drawn: number): number {
  const others = pool - above;
  let chance = 1;
  if (drawn <= others) {
    const [few, many] = above < drawn ? [above, drawn] : [drawn, above];
    for (let at = 0; at < few; at++) chance *= (pool - many - at) / (pool - at);
    return chance;
  }
  const left = pool - drawn;
  for (let at = 0; at < left; at++) chance *= (above - at) / (pool - at);
  return chance;
}

/**
 * recall@k among `drawn` items and the held-out one: the mean over users of the mean over their held-out items.
 * @param places of held-out items, those of one user together
 * @param drawn as many or more than there are: all
 * @returns NaN where nothing is held out
 */
export function recallAmong(places: readonly Place[], k: number, drawn: number): number {
  const chances = new Map<string, number>();
  let sum = 0;
  let users = 0;
  for (let from = 0; from < places.length;) {
    let own = 0;
    let at = from;
    for (; at < places.length && places[at]?.user === places[from]?.user; at++) {
      const { above = 0, pool = 0 } = places[at] ?? {};
      const key = `${above} of ${pool}`;
      const chance = chances.get(key) ?? chanceOfFewer(k, pool, above, Math.min(drawn, pool));
      chances.set(key, chance);
      own += chance;
    }
    sum += own / (at - from);
    users++;
    from = at;
  }
  return sum / users;
}

/** Numbers of candidates to look at: 10, 20, 50, 100, … below all, and the one that was asked for. Ascending, all last. */
export function candidateGrid(asked: number, all: number): readonly number[] {
  const grid = new Set([Math.min(asked, all), all]);
  for (let decade = 10; decade < all; decade *= 10)
    for (const times of [1, 2, 5]) if (decade * times < all) grid.add(decade * times);
  return [...grid].sort((a, b) => a - b);
}

// Clicks, ratings and times. A click is drawn by popularity × e^affinity, where affinity comes from shared and click-only
// factors; a marked few are noise: uniform misclicks, and clicks for popularity alone.
import { Draws, growth, PURPOSE } from './draws';
import { FACTORS, type BookshopParameters } from './parameters';
import type { Taste, World } from './taste';

export type NoiseKind = 'misclick' | 'popularity';

export interface Click {
  readonly user: number;
  readonly item: number;
  readonly noise: NoiseKind | null;
  /** 1..5. */
  readonly rating: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** Every item is clicked at least this often, so that a split can leave it a training click. */
const LEAST_CLICKS = 5;

export function affinity(user: Taste, item: Taste): number {
  return (
    FACTORS.sharedStrength * dot(user.shared, item.shared) +
    FACTORS.clickOnlyStrength * dot(user.clickOnly, item.clickOnly)
  );
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

/** Clicks sorted by user, then item; no pair twice. */
export function makeClicks(parameters: BookshopParameters, world: World): Click[] {
  const draws = new Draws(parameters.seed, PURPOSE.clicks);
  const chosen = world.users.map((_, user) => clicksOfUser(parameters, world, user, draws));
  giveEveryItemClicks(world, chosen);
  const ratings = new Draws(parameters.seed, PURPOSE.ratings);
  const times = new Draws(parameters.seed, PURPOSE.times);
  return chosen.flatMap((clicks, user) =>
    [...clicks]
      .sort(([a], [b]) => a - b)
      .map(([item, noise]) => ({
        user,
        item,
        noise,
        rating: ratingOf(world, user, item, noise, ratings),
        timestamp: timeOf(times)
      }))
  );
}

function clicksOfUser(
  { misclicks, popularityClicks }: BookshopParameters,
  world: World,
  user: number,
  draws: Draws
): Map<number, NoiseKind | null> {
  const taste = world.users[user];
  if (!taste) throw new RangeError(`No user ${user}`);
  const byTaste = cumulative(
    world.items.map((item, at) => (world.popularity[at] ?? 0) * growth(affinity(taste, item)))
  );
  const byPopularity = cumulative(world.popularity);
  const clicks = new Map<number, NoiseKind | null>();
  const wanted = world.activity[user] ?? 0;
  while (clicks.size < wanted) {
    const kind = draws.unit();
    const noise = kind < misclicks ? 'misclick' : kind < misclicks + popularityClicks ? 'popularity' : null;
    // The kind is drawn once and the item until it is new, so that the share of noise is the one asked for.
    let item: number;
    do {
      item =
        noise === 'misclick' ? draws.below(world.items.length) : drawFrom(noise ? byPopularity : byTaste, draws.unit());
    } while (clicks.has(item));
    clicks.set(item, noise);
  }
  return clicks;
}

function cumulative(weights: readonly number[]): Float64Array {
  const out = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((weight, at) => (out[at] = sum += weight));
  return out;
}

/** Index whose share of the total covers u. */
function drawFrom(sums: Float64Array, u: number): number {
  const target = u * (sums[sums.length - 1] ?? 0);
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** An item with too few clicks takes the place of a well-clicked one with the readers who like it most. */
function giveEveryItemClicks(world: World, chosen: readonly Map<number, NoiseKind | null>[]): void {
  const counts = new Array<number>(world.items.length).fill(0);
  for (const clicks of chosen) for (const item of clicks.keys()) counts[item] = (counts[item] ?? 0) + 1;
  world.items.forEach((taste, item) => {
    const fans = chosen
      .map((clicks, user) => ({ clicks, user, liking: affinity(world.users[user] ?? taste, taste) }))
      .filter(({ clicks }) => !clicks.has(item))
      .sort((a, b) => b.liking - a.liking || a.user - b.user);
    for (const { clicks } of fans) {
      if ((counts[item] ?? 0) >= LEAST_CLICKS) return;
      const richest = [...clicks.entries()]
        .filter(([, noise]) => noise === null)
        .map(([other]) => other)
        .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)[0];
      if (richest === undefined || (counts[richest] ?? 0) <= 3 * LEAST_CLICKS) continue;
      clicks.delete(richest);
      clicks.set(item, null);
      counts[richest] = (counts[richest] ?? 0) - 1;
      counts[item] = (counts[item] ?? 0) + 1;
    }
  });
}

function ratingOf(world: World, user: number, item: number, noise: NoiseKind | null, draws: Draws): number {
  const [reader, book] = [world.users[user], world.items[item]];
  const liking = reader && book ? affinity(reader, book) : 0;
  const level = (noise ? 2.5 : 3.4 + 0.09 * liking) + 0.8 * draws.normal();
  return Math.min(5, Math.max(1, Math.round(level)));
}

const FIRST_DAY = Date.UTC(2023, 0, 1) / 1000;
const DAYS = 1095;

function timeOf(draws: Draws): number {
  return FIRST_DAY + draws.below(DAYS) * 86_400 + draws.below(86_400);
}

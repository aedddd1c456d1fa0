// Hidden taste z of users and items, popularity and activity. Popularity and activity are drawn apart from z.
import { Draws, PURPOSE } from './draws';
import { FACTORS, type BookshopParameters } from './parameters';

export interface Taste {
  readonly shared: readonly number[];
  readonly clickOnly: readonly number[];
  readonly textOnly: readonly number[];
}

export interface World {
  readonly users: readonly Taste[];
  readonly items: readonly Taste[];
  /** Weight of each item, whatever its taste. */
  readonly popularity: readonly number[];
  /** Clicks of each user. */
  readonly activity: readonly number[];
}

export function makeWorld(parameters: BookshopParameters): World {
  const { seed, users, items } = parameters;
  const userDraws = new Draws(seed, PURPOSE.userTaste);
  const itemDraws = new Draws(seed, PURPOSE.itemTaste);
  return {
    // A reader has two or three loves among the themes, a book one or two.
    users: Array.from({ length: users }, () => tasteOf(userDraws, [1, 0.8, 0.5])),
    items: Array.from({ length: items }, () => tasteOf(itemDraws, [1, 0.45])),
    popularity: popularityOf(parameters),
    activity: activityOf(parameters)
  };
}

function tasteOf(draws: Draws, levels: readonly number[]): Taste {
  return {
    shared: sparse(draws, FACTORS.shared, levels),
    clickOnly: sparse(draws, FACTORS.clickOnly, levels),
    textOnly: sparse(draws, FACTORS.textOnly, levels.slice(0, 2))
  };
}

/** The first factors of a random order get the levels, a little blurred; the others are near zero. */
function sparse(draws: Draws, count: number, levels: readonly number[]): number[] {
  const order = draws.shuffle(Array.from({ length: count }, (_, factor) => factor));
  const out = new Array<number>(count).fill(0);
  order.forEach((factor, rank) => {
    const level = levels[rank] ?? 0;
    out[factor] = round(Math.max(0, level + 0.12 * draws.normal()));
  });
  return out;
}

/** Tastes are rounded to a thousandth: the truth file then holds exactly what drove the clicks. */
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Pareto weights with exponent 1 (1/u, cut at the top 0.8 percent), one quantile an item, in random order. */
function popularityOf({ seed, items }: BookshopParameters): number[] {
  const quantiles = Array.from({ length: items }, (_, rank) => (rank + 0.5) / items);
  return new Draws(seed, PURPOSE.popularity).shuffle(quantiles).map((u) => 1 / Math.max(u, 0.008));
}

/** Of a user, where rounding takes clicks away. */
const FEWEST_CLICKS = 5;

/**
 * Pareto with exponent 2 (1/√u) from a floor, cut at a third of the items, scaled so that the sum is what was asked for.
 * @throws RangeError where no user could be left with five clicks, or all would have more than a third of the items
 */
function activityOf({ seed, users, interactions, items }: BookshopParameters): number[] {
  const most = Math.floor(items / 3);
  const [fewest, largest] = [FEWEST_CLICKS * users, most * users];
  if (interactions < fewest || interactions > largest)
    throw new RangeError(
      `${users} users and ${items} items need ${fewest} to ${largest} interactions; ${interactions} were asked for.`
    );
  const quantiles = Array.from({ length: users }, (_, rank) => (rank + 0.5) / users);
  const raw = new Draws(seed, PURPOSE.activity).shuffle(quantiles).map((u) => Math.min(18, 1 / Math.sqrt(u)));
  const scale = interactions / raw.reduce((a, b) => a + b, 0);
  const counts = raw.map((value) => Math.min(most, Math.max(3, Math.round(value * scale))));
  // Rounding leaves a few too many or too few: spread them over users in turn.
  let rest = interactions - counts.reduce((a, b) => a + b, 0);
  for (let at = 0; rest !== 0; at = (at + 1) % users) {
    const count = counts[at] ?? 0;
    const change = Math.sign(rest);
    if ((change < 0 && count <= FEWEST_CLICKS) || (change > 0 && count >= most)) continue;
    counts[at] = count + change;
    rest -= change;
  }
  return counts;
}

// Filters of single interactions: by rating, by whether their item is described, by pair, by a sample of users. Each is a step of
// its own with counts before and after (model spec §8.16 has the paper's: rating ≥ 3, a uniform sample of users).
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { stepped, type Rows, type Stepped } from './rows';
import type { DuplicateRule } from './settings';

/** Interactions rated `least` or better. Those without a rating are kept or dropped as `unrated` says. */
export function filterByRating(rows: Rows, least: number, unrated: 'keep' | 'drop'): Stepped {
  const { ratings } = rows.raw.interactions;
  const unknown = rows.keep.reduce((sum, at) => sum + (Number.isNaN(ratings?.[at] ?? NaN) ? 1 : 0), 0);
  const ofUnknown = unknown === 0 ? '' : `; ${unknown} without a rating ${unrated === 'keep' ? 'kept' : 'dropped'}`;
  return stepped('rating', rows, `rated ${least} or better${ofUnknown}`, (at) => {
    const rating = ratings?.[at] ?? NaN;
    return Number.isNaN(rating) ? unrated === 'keep' : rating >= least;
  });
}

/** Interactions whose item a file of items describes. */
export function dropUnknownItems(rows: Rows): Stepped {
  const { described } = rows.raw.items;
  const { items } = rows.raw.interactions;
  return stepped(
    'unknown items',
    rows,
    'items that no file describes dropped',
    (at) => described?.[items[at] ?? 0] === 1
  );
}

/** One interaction a pair: the last (or first) by time where times are known, else by row; or the one rated highest. */
export function dropDuplicates(rows: Rows, rule: DuplicateRule): Stepped {
  const { users, items, ratings, timestamps } = rows.raw.interactions;
  const itemCount = rows.raw.items.ids.length;
  const best = new Map<number, number>();
  const timeOf = (at: number): number => timestamps?.[at] ?? NaN;
  const isBetter = (at: number, than: number): boolean => {
    if (rule === 'highest') return (ratings?.[at] ?? -Infinity) > (ratings?.[than] ?? -Infinity);
    const difference = timeOf(at) - timeOf(than);
    // Rows come in the order of the file: of two at the same or an unknown time, this one is the later.
    const isLater = Number.isNaN(difference) || difference === 0 ? true : difference > 0;
    return rule === 'last' ? isLater : !isLater;
  };
  for (const at of rows.keep) {
    const pair = (users[at] ?? 0) * itemCount + (items[at] ?? 0);
    const before = best.get(pair);
    if (before === undefined || isBetter(at, before)) best.set(pair, at);
  }
  const detail = `of ${rows.keep.length - best.size} repeated pairs the ${rule} kept`;
  return stepped('duplicates', rows, detail, (at) => best.get((users[at] ?? 0) * itemCount + (items[at] ?? 0)) === at);
}

/** A uniform sample of the users that are left, `share` of them. */
export function sampleUsers(rows: Rows, share: number, seed: number): Stepped {
  const { users } = rows.raw.interactions;
  const present = [...new Set(Int32Array.from(rows.keep, (at) => users[at] ?? 0))].sort((a, b) => a - b);
  const wanted = Math.max(1, Math.round(share * present.length));
  const order = permutation({ seed, stream: STREAM.sampledUsers, step: 0 }, present.length);
  const chosen = new Uint8Array(rows.raw.users.ids.length);
  for (const place of order.subarray(0, wanted)) chosen[present[place] ?? 0] = 1;
  const detail = `${wanted} of ${present.length} users drawn uniformly, seed ${seed}`;
  return stepped('sample of users', rows, detail, (at) => chosen[users[at] ?? 0] === 1);
}

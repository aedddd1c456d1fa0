// Stored runs measured anew from their embeddings, for all users and for groups: users by how much they clicked in training, items by how
// often they were clicked. A function of artifacts: it trains nothing. Lists are those of all-rank evaluation (evaluation/evaluate.ts), so
// recall and NDCG of all users are the bits that training stored.
//
// A group of users has every measure that a user has. A group of items has those of accuracy, each by the held-out items of that group
// alone, over the users who have one: the lists stay as they are, with all items as candidates.
import { appError } from '#lib/errors/app-error';
import { degrees } from '#lib/dataset/checks/statistics';
import { largest } from '#lib/elementary/extent';
import { spreadOf } from '#lib/elementary/spread';
import { groupByUser, itemsOf, usersWithItems } from '#kernels/top-k/select';
import { selectPairs } from '#lib/evaluation/references';
import { groupItems, groupUsers, ITEM_GROUPS, type Grouping } from '#lib/evaluation/lists/groups';
import { bootstrapMeans } from '#lib/evaluation/significance';
import { measureRun, unitItems, type Ground, type RunValues } from './ranked';
import type { GroupShape, Measured, Measures, MeasuresInput } from './types';

/** Seed of the bootstrap's draws: intervals depend on the artifacts and nothing else. */
const BOOTSTRAP_SEED = 0;

/** A group, with where its users lie among those that are measured, and by which held-out part. */
interface Group extends GroupShape {
  /** Index in `Ground.heldOut`: 0 for all held-out items. */
  readonly part: number;
  /** Positions in `Ground.users`. */
  readonly members: Int32Array;
}

/**
 * Needs a started backend.
 * @throws AppError evaluation/cutoff-above-items, evaluation/empty-group, training/vectors-do-not-fit, internal/cancelled; all but the last
 * before anything is computed
 */
export async function measureArms(input: MeasuresInput): Promise<Measures> {
  const longest = largest(input.measures.map(({ cutoff }) => cutoff));
  if (longest > input.itemCount) {
    throw appError('evaluation/cutoff-above-items', { cutoff: longest, items: input.itemCount });
  }
  refuseOtherVectors(input);
  const { ground, groups } = groundOf(input);
  const runs = input.arms.reduce((sum, arm) => sum + arm.runs.length, 0);
  const perRun = ground.users.length;
  // An interval takes about as long as measuring a tenth of a run: enough for a bar that never stands still.
  const perInterval = Math.ceil(perRun / 10);
  const total = runs * perRun + input.arms.length * groups.length * perInterval;
  let done = 0;
  const step = (more: number) => input.onStep?.(Math.floor(done + more), total) ?? Promise.resolve();

  const arms: Averaged[] = [];
  for (const { runs: own } of input.arms) {
    const values: RunValues[] = [];
    for (const run of own) {
      values.push(await measureRun(run, ground, step));
      done += perRun;
    }
    arms.push(averaged(values, groups));
  }
  const measured: (readonly (Measured | null)[])[][] = [];
  for (const [at, arm] of arms.entries()) {
    const base = arms[input.baselines[at] ?? at];
    if (!base) throw new RangeError(`There is no arm ${input.baselines[at]}`);
    const rows: (readonly (Measured | null)[])[] = [];
    for (const [index, group] of groups.entries()) {
      const drawing = (share: number) => step(share * perInterval);
      rows.push(await measuredGroup(arm, arm === base ? null : base, index, group, input.bootstrapSamples, drawing));
      done += perInterval;
    }
    measured.push(rows);
  }
  await step(0);
  const shapes = groups.map(({ of, key, label, low, high, users, items }) => ({
    of,
    key,
    label,
    low,
    high,
    users,
    items
  }));
  return { groups: shapes, arms: measured };
}

function refuseOtherVectors({ vectors, userCount, itemCount }: MeasuresInput): void {
  const haveItems = vectors?.itemPresent.length ?? itemCount;
  if (haveItems === itemCount) return;
  const haveUsers = vectors?.userPresent.length ?? userCount;
  throw appError('training/vectors-do-not-fit', { users: userCount, items: itemCount, haveUsers, haveItems });
}

/** What runs are measured by, and the groups. @throws AppError evaluation/empty-group */
function groundOf(input: MeasuresInput): { readonly ground: Ground; readonly groups: readonly Group[] } {
  const { userCount, itemCount, split } = input;
  const test = groupByUser(split.test, userCount);
  const users = usersWithItems(test);
  const clicks = degrees(split.train.items, itemCount);
  const byItem = groupItems(clicks);
  const tail = ITEM_GROUPS.indexOf('tail');
  const parts = input.itemGroups
    ? ITEM_GROUPS.map((_, group) =>
        groupByUser(
          selectPairs(
            split.test,
            Uint8Array.from(split.test.items, (item) => (byItem.of[item] === group ? 1 : 0))
          ),
          userCount
        )
      )
    : [];
  const ground: Ground = {
    measures: input.measures,
    users,
    heldOut: [test, ...parts],
    train: groupByUser(split.train, userCount),
    userCount,
    itemCount,
    clicks,
    isTail: byItem.of.map((group) => (group === tail ? 1 : 0)),
    unit: unitItems(input.vectors)
  };
  const everyone = Int32Array.from(users, (_, at) => at);
  const byUser = degrees(split.train.users, userCount);
  const own = users.map((user) => byUser[user] ?? 0);
  const groups = [
    groupShape(groupUsers(own, 1), 0, everyone, {
      of: 'all',
      key: 'all',
      name: () => 'all users',
      items: null,
      part: 0
    }),
    ...(input.quantiles === null ? [] : userGroups(groupUsers(own, input.quantiles), input.quantiles)),
    ...ITEM_GROUPS.flatMap((name, index) => {
      const part = parts[index];
      if (!part) return [];
      const members = everyone.filter((at) => itemsOf(part, users[at] ?? 0).length > 0);
      const items = byItem.of.filter((other) => other === index).length;
      return groupShape(byItem, index, members, {
        of: 'items',
        key: name,
        name: () => `${name} items`,
        items,
        part: index + 1
      });
    })
  ];
  return { ground, groups };
}

function userGroups(grouping: Grouping, quantiles: number): Group[] {
  return Array.from({ length: quantiles }, (_, index) => {
    const members = Int32Array.from(grouping.of, (_group, at) => at).filter((at) => grouping.of[at] === index);
    const name = ({ low, high }: { low: number; high: number }) =>
      low === high ? `users with ${low} click${low === 1 ? '' : 's'}` : `users with ${low} to ${high} clicks`;
    return groupShape(grouping, index, members, { of: 'users', key: `users-${index + 1}`, name, items: null, part: 0 });
  });
}

function groupShape(
  { ranges }: Grouping,
  index: number,
  members: Int32Array,
  how: Pick<Group, 'of' | 'key' | 'items' | 'part'> & { name(range: { low: number; high: number }): string }
): Group {
  const range = ranges[index];
  if (!range || members.length === 0) {
    const what = how.of === 'users' ? `group ${index + 1} of ${ranges.length}` : how.name({ low: 0, high: 0 });
    throw appError('evaluation/empty-group', { of: how.of, what });
  }
  const { of, key, items, part } = how;
  return { of, key, label: how.name(range), ...range, users: members.length, items, part, members };
}

/** The runs of one arm together. */
interface Averaged {
  /** Mean over seeds, by held-out part and measure, one value a user. */
  readonly perUser: RunValues['perUser'];
  /** Of each seed the mean over a group's users, or the one number, by group and measure. */
  readonly bySeed: readonly (readonly (readonly number[] | null)[])[];
}

function averaged(runs: readonly RunValues[], groups: readonly Group[]): Averaged {
  const [first] = runs;
  if (!first) throw new RangeError('An arm needs a run');
  const perUser = first.perUser.map((part, index) =>
    part.map(
      (values, measure) =>
        values &&
        values.map(
          (_, at) => runs.reduce((sum, run) => sum + (run.perUser[index]?.[measure]?.[at] ?? NaN), 0) / runs.length
        )
    )
  );
  const bySeed = groups.map(({ part, members, of }) =>
    first.overall.map((overall, measure) => {
      if (overall !== null) return of === 'all' ? runs.map((run) => run.overall[measure] ?? NaN) : null;
      if (!perUser[part]?.[measure]) return null;
      return runs.map((run) => meanOf(valuesOf(run.perUser[part]?.[measure], members)));
    })
  );
  return { perUser, bySeed };
}

/** In the order of users, so that it is the sum that training made. */
const meanOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum / values.length;
};

const valuesOf = (values: Float64Array | null | undefined, members: Int32Array): Float64Array =>
  Float64Array.from(members, (at) => values?.[at] ?? NaN);

/** By measure: the group's numbers, with intervals over its users. */
async function measuredGroup(
  arm: Averaged,
  base: Averaged | null,
  index: number,
  { part, members }: Group,
  samples: number,
  step: (share: number) => Promise<void>
): Promise<readonly (Measured | null)[]> {
  const seeds = arm.bySeed[index] ?? [];
  const columns = seeds.map((_, measure) => arm.perUser[part]?.[measure] ?? null);
  const values = columns.map((column) => column && valuesOf(column, members));
  const gains = values.map((own, measure) => {
    const theirs = own && base && valuesOf(base.perUser[part]?.[measure], members);
    return theirs && own.map((value, at) => value - (theirs[at] ?? NaN));
  });
  const drawn = [...values, ...gains].flatMap((column) => column ?? []);
  const found = drawn.length > 0 ? await bootstrapMeans(drawn, { samples, seed: BOOTSTRAP_SEED }, step) : [];
  const intervals = new Map(found.map(({ interval95 }, at) => [drawn[at], interval95]));
  return seeds.map((own, measure) => {
    if (!own) return null;
    const theirs = base?.bySeed[index]?.[measure];
    const spread = spreadOf(own);
    return {
      ...spread,
      interval95: intervals.get(values[measure] ?? undefined) ?? null,
      gain: theirs
        ? { mean: spread.mean - spreadOf(theirs).mean, interval95: intervals.get(gains[measure] ?? undefined) ?? null }
        : null
    };
  });
}

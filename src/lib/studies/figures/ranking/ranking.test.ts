// The figure "ranking": places counted by hand, pairs that are what they promise, a training that finds two tastes, and one that is given
// up.
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { groupByUser } from '#kernels/top-k/select';
import { NEUTRAL_USER_RULE } from '#lib/studies/rankings';
import { figureInput, pairs, smallDataset, type Pair } from '../testing/small-data';
import { frameEpochs, LIST_RULE, make } from './make';
import { placeOf, worthOf } from './places';
import { RankingData } from './stored';
import { pairsOf, runPairs, startTables } from './train';

const CLICKS = pairs([[0, 0], [0, 1], [1, 1], [1, 2], [2, 3]]); // prettier-ignore

describe('pairs', () => {
  const drawn = (epoch: number, items = 6) => [...pairsOf(CLICKS, groupByUser(CLICKS, 3), items, { seed: 7, epoch })];
  it('are one a click, each with an item that its user did not click', () => {
    const found = drawn(1);
    const asPairs = found.map(({ user, clicked }): Pair => [user, clicked]);
    expect(asPairs.sort()).toEqual(Array.from(CLICKS.users, (user, row) => [user, CLICKS.items[row]]));
    for (const { user, other } of found) {
      const own = [...CLICKS.items].filter((_, row) => CLICKS.users[row] === user);
      expect(own).not.toContain(other);
    }
  });
  it('are others in another epoch, and the same again for the same one', () => {
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(2)).not.toEqual(drawn(1));
  });
  it('leave out a user who clicked everything', () => {
    const all = pairs([[0, 0], [0, 1], [1, 0]]); // prettier-ignore
    expect([...pairsOf(all, groupByUser(all, 2), 2, { seed: 1, epoch: 1 })]).toEqual([
      { user: 1, clicked: 0, other: 1 }
    ]);
  });
});

describe('the loss of pairs', () => {
  const tables = () => ({ width: 1, users: Float64Array.of(1), items: Float64Array.of(Math.log(3), 0) });
  const pair = [{ user: 0, clicked: 0, other: 1 }];
  it('is that before the steps, and without steps nothing moves', () => {
    const still = tables();
    expect(runPairs(still, pair, null)).toBeCloseTo(Math.log(4 / 3), 14);
    expect(still).toEqual(tables());
    const moved = tables();
    expect(runPairs(moved, pair, { rate: 1, decay: 0 })).toBeCloseTo(Math.log(4 / 3), 14);
    expect(moved.items[0]).toBeGreaterThan(Math.log(3));
    expect(moved.items[1]).toBeLessThan(0);
  });
});

describe('places', () => {
  const scores = Float64Array.of(4, 3, 2, 2, 1);
  it('count what was not clicked in training and scores higher, and the lower item first where scores are equal', () => {
    const trained = Int32Array.of(1);
    expect([0, 2, 3, 4].map((item) => placeOf(scores, trained, item))).toEqual([1, 2, 3, 4]);
  });
  it('come to a recall over the users with held-out items, and to the middle of the relative places', () => {
    // User 0's list is 0, 2, 3, 4: item 2 at 1/3, item 4 at 1. User 1 has nothing held out.
    const lists = {
      tables: { width: 1, users: Float64Array.of(1, 1), items: scores },
      userCount: 2,
      itemCount: 5,
      trained: groupByUser(pairs([[0, 1]]), 2),
      heldOut: groupByUser(pairs([[0, 2], [0, 4]]), 2) // prettier-ignore
    };
    expect(worthOf(lists)).toEqual({ recall: 1, place: (1 / 3 + 1) / 2 });
    expect(worthOf({ ...lists, heldOut: groupByUser(pairs([]), 2) })).toEqual({ recall: null, place: null });
  });
});

/** Two tastes: even users click even items, odd users odd ones; each leaves two of her own for validation. */
const USERS = 24;
const ITEMS = 60;
const own = (user: number): number[] => Array.from({ length: ITEMS / 2 }, (_, at) => 2 * at + (user % 2));
const isHeld = (user: number, at: number): boolean => at % 12 === user % 12;
const part = (held: boolean): Pair[] =>
  Array.from({ length: USERS }, (_, user) => user).flatMap((user) =>
    own(user).flatMap((item, at): Pair[] => (isHeld(user, at) === held && at % 3 > 0 === !held ? [[user, item]] : []))
  );
const tastes = smallDataset({ users: USERS, items: ITEMS, train: part(false), val: part(true) });
const made = (changes: Parameters<typeof figureInput>[0] = {}) =>
  make(
    figureInput({
      dataset: tastes,
      user: 5,
      rule: NEUTRAL_USER_RULE,
      settings: { learning_rate: 0.1, epochs: 40, dimensions: 8, decay: 0.01 },
      ...changes
    })
  );

describe('the figure', () => {
  it('begins at random and ends with held-out items near the top, where tastes are plain', async () => {
    const { values, frames } = await made();
    expect(values['loss.0']).toBeCloseTo(Math.LN2, 2);
    expect(values['place.0']).toBeGreaterThan(0.3);
    expect(values.place).toBeLessThan(0.35);
    expect(values.loss).toBeLessThan(0.2);
    expect(frames.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 40]);
    expect(values['late.gain']).toBeCloseTo((frames.at(-1)?.recall ?? NaN) - (frames[9]?.recall ?? NaN), 12);
  });

  it('shows a user by its rule, what was held out of training and what was not clicked', async () => {
    const { user, heldOut, titles, pair } = await made();
    expect(user.rule).toBe(LIST_RULE);
    const index = Number(user.id.slice(1));
    expect(heldOut.map((at) => titles[at])).toEqual(
      part(true).flatMap(([who, item]) => (who === index ? [`Book ${item}`] : []))
    );
    expect(heldOut.length).toBeGreaterThan(1);
    const clicked = new Set(part(false).flatMap(([who, item]) => (who === index ? [`Book ${item}`] : [])));
    expect(pair.items.map(({ title, clicked: isClicked }) => clicked.has(title) === isClicked)).not.toContain(false);
    expect(user.listed).toBe(ITEMS - clicked.size);
    expect(await made({ user: 3, rule: null })).toMatchObject({ user: { id: 'u3', rule: null } });
  });

  it('holds the rows that training begins with', async () => {
    const { pair } = await made({ user: 3, rule: null, seed: 9 });
    const { users, items } = startTables(USERS, ITEMS, 8, 9);
    expect(pair.user).toEqual([...users.slice(24, 32)]);
    const at = Number(pair.items[0]?.title.slice(5));
    expect(pair.items[0]?.row).toEqual([...items.slice(8 * at, 8 * at + 8)]);
  });

  it('is the same twice, as plain JSON', async () => {
    const data = await made();
    expect(await made()).toEqual(data);
    expect(v.parse(RankingData, JSON.parse(JSON.stringify(data)))).toEqual(data);
  });

  it('gives a training up whose numbers grow without end, and shows what was until then', async () => {
    const { stopped, frames, values } = await made({
      settings: { learning_rate: 40, epochs: 40, dimensions: 8, decay: 0.3 }
    });
    expect(stopped).toBeGreaterThan(0);
    expect(frames.at(-1)?.epoch).toBeLessThan(stopped ?? 0);
    expect(Object.values(values).every(Number.isFinite)).toBe(true);
  });

  it('stops when it is cancelled', async () => {
    await expect(made({ step: () => Promise.reject(new Error('cancelled')) })).rejects.toThrow('cancelled');
  });
});

it('frames lie about half as far again from each other, and the last is the last', () => {
  expect(frameEpochs(60)).toEqual([0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 60]);
  expect(frameEpochs(8)).toEqual([0, 1, 2, 3, 4, 6, 8]);
});

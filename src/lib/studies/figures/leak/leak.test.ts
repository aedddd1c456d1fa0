// The figure "leak" on a small shop with reviews: what is leaked and what is not, what the check says, and where words come from.
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { columnsFromRows, reviewTextAt } from '#lib/dataset/columns/interaction-columns';
import type { Dataset } from '#lib/dataset/types';
import { figureInput, smallDataset, type Pair } from '../testing/small-data';
import { withLeak } from './leaked';
import { make } from './make';
import { LeakData } from './stored';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const THEMES = ['a stormy harbour', 'a hidden garden', 'a clockwork city', 'a winter train'];
const theme = (at: number): string => THEMES[at % THEMES.length] ?? '';
const USERS = 12;
const ITEMS = 16;
/** Each user has four items of one theme: three to learn from, one put aside. */
const clicks = (test: boolean): Pair[] =>
  Array.from({ length: USERS }, (_, user) => user).flatMap((user) =>
    [0, 1, 2, 3].flatMap((nth): Pair[] => (test === (nth === 3) ? [[user, 4 * nth + (user % 4)]] : []))
  );
const reviews = (pairs: readonly Pair[]) =>
  columnsFromRows(
    pairs.map(([user, item]) => ({ rating: 5, review: `User ${user} loved ${theme(item)}, of book ${item}.` }))
  );
const shop: Dataset = {
  ...smallDataset({ users: USERS, items: ITEMS, train: clicks(false), test: clicks(true) }),
  itemTexts: Array.from({ length: ITEMS }, (_, item) => ({
    title: `Book ${item}`,
    description: `A tale of ${theme(item)} and number ${item}.`,
    attributes: {}
  })),
  interactionColumns: { train: reviews(clicks(false)), val: columnsFromRows([]), test: reviews(clicks(true)) }
};
const made = (share: number) =>
  make(figureInput({ dataset: shop, user: 2, rule: null, settings: { share, domain: 'generic' } }));

describe('a leak', () => {
  it('of nothing leaves the data as they are', () => {
    expect(withLeak(shop, 0, 1).dataset).toBe(shop);
  });
  it('puts test clicks with their reviews among the training rows, in order, and leaves the test as it is', () => {
    const { dataset, heldOut } = withLeak(shop, 1, 1);
    const { train, test } = dataset.split;
    expect(test).toEqual(shop.split.test);
    expect(train.users).toHaveLength(4 * USERS);
    const rows = Array.from(train.users, (user, row) => user * ITEMS + (train.items[row] ?? 0));
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    const held = new Set(clicks(true).map(([user, item]) => user * ITEMS + item));
    expect(heldOut).toEqual(rows.map((pair) => held.has(pair)));
    const columns = dataset.interactionColumns?.train;
    expect(reviewTextAt(columns, 3)).toContain(`of book ${train.items[3] ?? ''}.`);
  });
  it('of a smaller share is part of that of a larger one', () => {
    const leaked = (share: number) => {
      const { dataset, heldOut } = withLeak(shop, share, 5);
      const { users, items } = dataset.split.train;
      return Array.from(users, (user, row) => (heldOut[row] ? `${user} ${items[row] ?? ''}` : '')).filter(Boolean);
    };
    expect(leaked(0.6)).toEqual(expect.arrayContaining(leaked(0.3)));
    expect(leaked(0.6).length).toBeLessThan(USERS);
    expect(leaked(0.3).length).toBeGreaterThan(0);
  });
});

describe('the figure', () => {
  it('shows the prompt as it would be sent, of training clicks alone, and the check finds nothing', async () => {
    const { entries, check, values, instruction, user, profile } = await made(0);
    expect(entries.map(({ title }) => title)).toEqual(['Book 2', 'Book 6', 'Book 10']);
    expect(entries.map(({ heldOut }) => heldOut)).toEqual([false, false, false]);
    expect(entries[0]?.review).toBe('User 2 loved a clockwork city, of book 2.');
    expect(instruction).toContain('what kind of items this person likes');
    expect(user).toEqual({ id: 'u2', rule: null, clicks: 3 });
    expect(check).toEqual({ prompts: USERS, caught: 0, clicks: USERS, leaked: 0, says: null });
    expect(values.caught).toBe(0);
    expect(profile.label).toContain('template');
  });
  it('says which phrases of the profile stand in which entry', async () => {
    const { profile, entries } = await made(0);
    const city = profile.phrases.find(({ words }) => words.includes('clockwork'));
    expect(city?.entries).toEqual(entries.map((_, at) => at));
    for (const { words } of profile.phrases) expect(profile.text).toContain(words);
  });
  it('with a leak marks what must not be there, counts the prompts, and says what the check says', async () => {
    const { entries, check, values, profile } = await made(1);
    expect(entries.map(({ title, heldOut }) => [title, heldOut])).toEqual([
      ['Book 2', false],
      ['Book 6', false],
      ['Book 10', false],
      ['Book 14', true]
    ]);
    expect(check).toMatchObject({ prompts: USERS, caught: USERS, leaked: USERS });
    expect(check.says).toContain('a test interaction of user u0');
    expect(values.caught).toBe(1);
    expect(profile.label).toContain('must not see');
  });
  it('is the same twice, as plain JSON', async () => {
    const data = await made(0.5);
    expect(await made(0.5)).toEqual(data);
    expect(v.parse(LeakData, JSON.parse(JSON.stringify(data)))).toEqual(data);
  });
  it('has no recall where nothing is put aside, and stops when it is cancelled', async () => {
    const open: Dataset = {
      ...shop,
      split: { ...shop.split, test: smallDataset({ users: 1, items: 1, train: [] }).split.train }
    };
    const input = { dataset: open, user: 2, settings: { share: 0, domain: 'generic' } };
    expect(await make(figureInput(input))).toMatchObject({ recall: null });
    await expect(make(figureInput({ ...input, step: () => Promise.reject(new Error('cancelled')) }))).rejects.toThrow(
      'cancelled'
    );
  });
});

// What the template composes, from which evidence, and that only the seed changes what is drawn.
import { describe, expect, it } from 'vitest';
import { profileGenerator } from '../registry';
import { profileSetFromStored, profileSetToStored } from '../serialise';
import { profileFacts } from '../summary';
import { tokenise } from '../text/tokenise';
import { makeAttitude } from './attitude';
import { sample } from '../sample';
import { testView } from './test-view';

const template = profileGenerator('template');
const compose = (values = {}, seed = 7, view = testView()) => template.generate(view, values, seed, {});

describe('items', () => {
  it('with a description are composed from title and description alone where attributes are for others', async () => {
    const { items } = await compose({ attributes: 'without-description' });
    expect(items[0]?.text).toMatch(/^The Lighthouse would suit people who like items about /u);
    expect(items[0]?.text).toContain('stormy sea');
    expect(items[0]?.text).not.toMatch(/maritime|humour/u);
    expect(items[0]?.evidence).toEqual({ items: ['i0'], reviews: 0, fields: ['title', 'description'] });
  });
  it('without a description are composed from title, attributes and reviews, praise and complaint told apart', async () => {
    const { items } = await compose();
    expect(items[3]?.text).toContain('would suit people who like maritime (genre) and Ann Bo (author).');
    expect(items[3]?.text).toMatch(/Reviews praise [^.]*salty humour/u);
    expect(items[3]?.text).toMatch(/complain about [^.]*sluggish plotting/u);
    expect(items[3]?.evidence).toEqual({ items: ['i3'], reviews: 2, fields: ['title', 'genre', 'author', 'reviews'] });
    expect(items[3]?.reasoning).toBe(
      'There is no description. Composed from the title, the attributes genre and author and all of its 2 reviews in the training data.'
    );
  });
  it('read no more reviews than asked for, and say how many there were', async () => {
    const { items } = await compose({ reviews_per_item: 1 });
    expect(items[3]?.evidence.reviews).toBe(1);
    expect(items[3]?.reasoning).toContain('1 of its 2 reviews in the training data, drawn at random');
  });
  it('state attributes beside a description, and say so', async () => {
    const { items } = await compose();
    expect(items[0]?.text).toBe(
      'The Lighthouse would suit people who like maritime (genre). It is about a lonely lighthouse, stormy sea and old sailors.'
    );
    expect(items[0]?.reasoning).toBe('Composed from the title, the attributes genre and the description.');
  });
  it('that all speak of the same few things have profiles of these', async () => {
    const themes = ['sailing ships', 'busy bees', 'winter trains'];
    const itemTexts = Array.from({ length: 30 }, (_, item) => ({
      title: `Item ${item}`,
      description: `A tale of ${themes[item % 3]} and of old ${themes[(item + 1) % 3]}.`,
      attributes: {}
    }));
    const itemIds = itemTexts.map((_, item) => `i${item}`);
    const uniform = { ...testView(), itemCount: 30, itemIds, itemTexts };
    const { items, users } = await compose({}, 7, uniform);
    expect(items[0]?.text).toMatch(/^Item 0 would suit people who like items about .*busy bees/u);
    expect(items.every(({ text }) => text !== null)).toBe(true);
    expect(users[0]?.text).toMatch(/^This person /u);
  });
  it('of which only a title is known have no profile and say so', async () => {
    const { items } = await compose();
    expect(items[4]?.text).toBeNull();
    expect(items[4]?.reasoning).toBe(
      'Nothing but the title is known: there is no description, no attribute and no review in the training data. Nothing in that sets it apart, so there is no profile.'
    );
  });
});

describe('users', () => {
  it('are composed of what their items have in common and of their own reviews', async () => {
    const { users } = await compose();
    expect(users[0]?.text).toMatch(
      /^This person likes maritime \(genre\), and keeps returning to items about stormy sea/u
    );
    expect(users[0]?.reasoning).toContain('Several of them share: maritime (3), stormy sea (2), old sailors (2).');
    expect(users[0]?.text).toMatch(/Own reviews praise [^.]*salty humour/u);
    expect(users[0]?.evidence).toEqual({
      items: ['i0', 'i1', 'i3'],
      reviews: 2,
      fields: ['title', 'item profile', 'reviews', 'ratings']
    });
    expect(users[0]?.reasoning).toContain('all 3 training items');
  });
  it('are not said to like what they rated low', async () => {
    const { users } = await compose();
    expect(users[1]?.text).toMatch(/complain about [^.]*sluggish plotting/u);
    const [likes = ''] = (users[2]?.text ?? '').split('Rated poor');
    expect(likes).not.toContain('mushrooms');
    expect(users[2]?.text).toMatch(/Rated poor: items about [^.]*mushrooms/u);
  });
  it('whose items say nothing have no profile', async () => {
    const { users } = await compose();
    expect(users[3]?.text).toBeNull();
  });
  it('read no more items than asked for', async () => {
    const { users } = await compose({ items_per_user: 2 });
    expect(users[0]?.evidence.items).toHaveLength(2);
    expect(users[0]?.reasoning).toContain('2 of 3 training items, drawn at random');
  });
});

describe('the template', () => {
  it('composes the same profiles for the same seed, and draws otherwise for another', async () => {
    const few = { items_per_user: 1 };
    expect(await compose(few, 1)).toEqual(await compose(few, 1));
    const drawn = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => compose(few, seed)));
    expect(new Set(drawn.map(({ users }) => users[0]?.evidence.items[0])).size).toBeGreaterThan(1);
  });
  it('frames its sentences with stop words, so that an encoder reads themes only', () => {
    const frames = `would suit people who like items about. It is about. It also touches on. Reviews praise. Some reviews complain
      about. It is from. This person likes, and keeps returning to items about. Other items are about. Own reviews praise,
      mention, complain about. Rated poor: items about; items with`;
    expect(tokenise(frames).filter((token) => token.content)).toEqual([]);
  });
  it('says in its label that no language model wrote the profiles', async () => {
    const { provenance } = await compose();
    expect(provenance.label).toBe('Composed by a template from training data, not written by an LLM.');
    expect(provenance.settings).toMatchObject({ seed: 7, items_per_user: 10 });
  });
  it('refuses a data set without texts and says what to do', async () => {
    const { itemTexts: _itemTexts, trainColumns: _trainColumns, ...bare } = testView();
    await expect(compose({}, 1, bare)).rejects.toMatchObject({ code: 'profiles/no-texts' });
    const titles = { ...bare, itemTexts: bare.itemIds.map((title) => ({ title, attributes: {} })) };
    await expect(compose({}, 1, titles)).rejects.toMatchObject({ code: 'profiles/no-texts' });
  });
  it('stops when cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(template.generate(testView(), {}, 1, { signal })).rejects.toMatchObject({
      code: 'internal/cancelled'
    });
  });
  it('reports progress up to all users and items', async () => {
    const seen: number[] = [];
    await template.generate(testView(), {}, 1, { report: ({ done }) => seen.push(done) });
    expect(seen.at(-1)).toBe(9);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });
  it('is read back from storage as it was', async () => {
    const set = await compose();
    const { json } = profileSetToStored(set);
    expect(profileSetFromStored(JSON.parse(JSON.stringify(json)))).toEqual(set);
    expect(() => profileSetFromStored({ ...json, version: 2 })).toThrowError('version');
  });
});

describe('profileFacts', () => {
  it('counts, and picks profiles of varying degree with both kinds of evidence', async () => {
    const facts = profileFacts(await compose(), testView(), { samplesEach: 2 });
    expect(facts).toMatchObject({ generator: 'template', users: 4, items: 5, without: 2 });
    expect(facts.meanWords.item).toBeGreaterThan(3);
    expect(facts.samples.map(({ node }) => node)).toEqual(['user', 'user', 'item', 'item']);
    expect(facts.samples.every(({ text }) => text !== null)).toBe(true);
    expect(facts.samples.some(({ title }) => title === 'Salt')).toBe(true);
    expect(profileFacts(await compose(), testView(), { samplesEach: 2 })).toEqual(facts);
  });
});

describe('sample', () => {
  it('gives distinct numbers of the range in order, as many as asked for', () => {
    for (let step = 0; step < 200; step++) {
      const count = 1 + (step % 17);
      const take = step % 9;
      const drawn = sample(count, take, { seed: 3, stream: 1, step });
      expect(drawn).toEqual([...new Set(drawn)].sort((a, b) => a - b));
      expect(drawn).toHaveLength(Math.min(count, take));
      expect(drawn.every((value) => value >= 0 && value < count)).toBe(true);
    }
  });
  it('draws every number equally often', () => {
    const hits = new Array<number>(10).fill(0);
    for (let step = 0; step < 3000; step++) {
      for (const value of sample(10, 3, { seed: 5, stream: 1, step })) hits[value] = (hits[value] ?? 0) + 1;
    }
    // Expected 900 each; a binomial's standard deviation is 25.
    for (const count of hits) expect(Math.abs(count - 900)).toBeLessThan(125);
  });
});

describe('makeAttitude', () => {
  it.each([
    [[1, 5], 4, 'liked'],
    [[1, 5], 3, 'mixed'],
    [[1, 5], 2, 'disliked'],
    [[0, 10], 7, 'liked'],
    [[1], 1, 'unrated'],
    [[1, 5], undefined, 'unrated']
  ])('on ratings %j takes %s as %s', (scale, rating, expected) => {
    expect(makeAttitude(scale)(rating)).toBe(expected);
  });
});

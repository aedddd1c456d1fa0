// What words are worth, on spaces small enough to count by hand.
import { describe, expect, it } from 'vitest';
import type { Dataset, SemanticVectors } from '#lib/dataset/types';
import { languageOf, languagesOf } from './language';
import { wordWarnings } from './warnings';
import { wordsWorth } from './words-worth';

const USERS = 4;
const ITEMS = 60;
const go = () => Promise.resolve();
const list = (pairs: readonly (readonly [number, number])[]) => ({
  users: Int32Array.from(pairs, ([user]) => user),
  items: Int32Array.from(pairs, ([, item]) => item)
});
/** Each user has clicked one item and is to be given the next one of four. */
const dataset = (parts: readonly ('val' | 'test')[]): Dataset => ({
  name: 'made',
  provenance: { title: '', description: '', synthetic: true, source: '' },
  userCount: USERS,
  itemCount: ITEMS,
  userIds: Array.from({ length: USERS }, (_, at) => `u${at}`),
  itemIds: Array.from({ length: ITEMS }, (_, at) => `i${at}`),
  split: {
    train: list([...Array(USERS).keys()].map((user) => [user, 4 * user])),
    val: list(parts.includes('val') ? [...Array(USERS).keys()].map((user) => [user, 4 * user + 1]) : []),
    test: list(parts.includes('test') ? [...Array(USERS).keys()].map((user) => [user, 4 * user + 2]) : []),
    hash: ''
  }
});
/** Users and the four items that belong to each lie in one direction; all other items in another one. */
function vectors(): SemanticVectors {
  const dimensions = USERS + 1;
  const users = new Float32Array(USERS * dimensions);
  const items = new Float32Array(ITEMS * dimensions);
  for (let user = 0; user < USERS; user++) users[user * dimensions + user] = 2;
  for (let item = 0; item < ITEMS; item++) items[item * dimensions + Math.min(USERS, Math.floor(item / 4))] = 1;
  return {
    dimensions,
    users,
    items,
    userPresent: new Uint8Array(USERS).fill(1),
    itemPresent: new Uint8Array(ITEMS).fill(1)
  };
}

describe('what words are worth', () => {
  it('is recall by the vectors alone on validation, beside chance', async () => {
    const { recall } = await wordsWorth(vectors(), dataset(['val', 'test']), null, go);
    expect(recall).toEqual({ part: 'validation', value: 1, chance: 20 / 59, users: 4, of: 4 });
  });
  it('is measured on test where there is no validation, and nowhere where nothing is held out', async () => {
    expect((await wordsWorth(vectors(), dataset(['test']), null, go)).recall?.part).toBe('test');
    expect((await wordsWorth(vectors(), dataset([]), null, go)).recall).toBeNull();
  });
  it('is how far vectors tell nodes apart: cosines of all pairs, equal vectors, none', async () => {
    const some = vectors();
    some.userPresent[3] = 0;
    const { users, items } = await wordsWorth(some, dataset(['val']), null, go);
    expect(users).toEqual({ nodes: 4, empty: 1, same: 0, cosine: 0 });
    expect(items).toMatchObject({ nodes: ITEMS, empty: 0, same: ITEMS });
    // Four groups of 4 and one of 44: pairs within groups have 1, others 0.
    expect(items.cosine).toBeCloseTo((4 * 4 * 3 + 44 * 43) / (60 * 59), 12);
  });
  it('is the share of variance along the first direction: all of it on a line', async () => {
    const line = vectors();
    line.users.fill(0).set([1], 0);
    for (let item = 0; item < ITEMS; item++) line.items.fill(0, item * 5, item * 5 + 5)[item * 5] = item;
    expect((await wordsWorth(line, dataset([]), null, go)).firstShare).toBeCloseTo(1, 6);
    const point = vectors();
    point.users.fill(1);
    point.items.fill(1);
    expect((await wordsWorth(point, dataset([]), null, go)).firstShare).toBeNull();
  });
  it('ends where the pause between two pieces of work throws', async () => {
    const stop = () => Promise.reject(new Error('stopped'));
    await expect(wordsWorth(vectors(), dataset(['val']), null, stop)).rejects.toThrow('stopped');
  });
});

describe('warnings', () => {
  const sound = { nodes: 10, empty: 0, same: 0, cosine: 0.3 };
  const all = {
    recall: { part: 'validation' as const, value: 0.2, chance: 0.1, users: 9, of: 9 },
    users: sound,
    items: sound,
    firstShare: 0.1,
    languages: [{ name: 'English', texts: 9 }]
  };
  it('are none of vectors that tell nodes apart and rank better than chance', () => {
    expect(wordWarnings(all, 'English')).toEqual([]);
  });
  it.each([
    [{ ...all, users: { ...sound, same: 6 } }, /^6 of 10 users/],
    [{ ...all, items: { ...sound, empty: 6 } }, /^Most items have no vector/],
    [{ ...all, users: { ...sound, cosine: 0.971 } }, /^Vectors hardly tell users apart: .* 0\.97/],
    [{ ...all, recall: { ...all.recall, value: 0.1 } }, /no better than by chance/],
    [
      {
        ...all,
        languages: [
          { name: 'Cyrillic', texts: 9 },
          { name: 'English', texts: 2 }
        ]
      },
      /^Most texts are not in English/
    ]
  ])('say what is wrong: %o', (worth, words) => {
    expect(wordWarnings(worth, 'English')).toEqual([expect.stringMatching(words)]);
  });
});

describe('the language of a text', () => {
  it.each([
    ['Stories of the sea, and people who keep secrets.', 'English'],
    ['Trattoria Rossi, Milano, pasta fresca', 'Latin letters'],
    ['Рассказы о море', 'Cyrillic'],
    ['海の物語', 'Chinese or Japanese'],
    ['የባህር ታሪኮች', 'another script'],
    ['12 – 34', 'no letters']
  ])('is told by its letters and words of grammar: %s', (text, name) => {
    expect(languageOf(text)).toBe(name);
  });
  it('is counted over texts, empty ones left out', () => {
    expect(languagesOf(['the sea and the storm', null, ' ', 'море', 'of the sea'])).toEqual([
      { name: 'English', texts: 2 },
      { name: 'Cyrillic', texts: 1 }
    ]);
  });
});

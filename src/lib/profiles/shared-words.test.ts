// Phrases that a user's profile shares with item profiles.
import { describe, expect, it } from 'vitest';
import { sharedWords } from './shared-words';

describe('sharedWords', () => {
  it('finds the longest phrases first, with the items they came from, whatever the form of the word', () => {
    const found = sharedWords('Enjoys haunted houses by the sea and gardens.', [
      { item: 'a', text: 'A haunting house; a garden.' },
      { item: 'b', text: 'An old house at sea.' },
      { item: 'c', text: null }
    ]);
    expect(found).toEqual([
      { words: 'haunted houses', items: ['a'] },
      { words: 'houses', items: ['b'] },
      { words: 'sea', items: ['b'] },
      { words: 'gardens', items: ['a'] }
    ]);
  });
  it('writes words as they stand in the user’s profile', () => {
    const profile = 'Likes Norse Myths';
    for (const { words } of sharedWords(profile, [{ item: 'x', text: 'norse myth and myths' }])) {
      expect(profile).toContain(words);
    }
  });
  it('takes no stop words alone, and keeps one inside a phrase', () => {
    const found = sharedWords('People would enjoy a sense of place', [
      { item: 'x', text: 'people enjoy this sense of place' }
    ]);
    expect(found).toEqual([{ words: 'sense of place', items: ['x'] }]);
  });
  it('crosses no punctuation', () => {
    const found = sharedWords('red foxes', [{ item: 'x', text: 'red, fox' }]).map(({ words }) => words);
    expect(found).toEqual(['red', 'foxes']);
  });
  it('gives nothing where nothing is shared or there is no profile', () => {
    expect(sharedWords(null, [{ item: 'x', text: 'sea' }])).toEqual([]);
    expect(sharedWords('sea', [])).toEqual([]);
    expect(sharedWords('sea', [{ item: 'x', text: 'desert' }])).toEqual([]);
  });
  it('keeps to the limit', () => {
    expect(sharedWords('red, fox, sea', [{ item: 'x', text: 'red. fox. sea' }], 2)).toHaveLength(2);
  });
});

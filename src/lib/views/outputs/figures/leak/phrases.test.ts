import { expect, it } from 'vitest';
import { phrasesOf } from './phrases';

it('phrases are those of the chosen entry of the prompt, or of any', () => {
  const profile = {
    label: '',
    text: '',
    reasoning: '',
    phrases: [
      { words: 'a key', entries: [0, 2] },
      { words: 'the sea', entries: [1] }
    ]
  };
  expect(phrasesOf({ profile }, null)).toEqual(['a key', 'the sea']);
  expect(phrasesOf({ profile }, 2)).toEqual(['a key']);
  expect(phrasesOf({ profile }, 3)).toEqual([]);
});

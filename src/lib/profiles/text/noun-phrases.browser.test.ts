// The tagger as a browser loads it, with what Node finds (noun-phrases.test.ts).
import { expect, it } from 'vitest';
import { loadTagger } from './tagger';
import { PHRASES_IN_TEXTS, phrasesInTexts } from './testing';

it('finds in a browser the phrases that it finds in Node', async () => {
  expect(phrasesInTexts(await loadTagger())).toEqual(PHRASES_IN_TEXTS);
});

// Texts and the phrases that every engine finds in them: what the tests of Node and of Chromium hold their taggers to.
import { nounPhrases } from './noun-phrases';
import type { Tagger } from './tagger';

const TEXTS = [
  'A widowed orchard owner follows three grafted pear trees to a village with one road out; nobody asks why.',
  'The regent’s food taster, who has never been wrong, learns what a rose that should not exist means.',
  'Two criminals and their hostages seek refuge in a truck stop populated by vampires, with chaotic results.',
  'An ultra-hip, post-modern vampire tale set in contemporary New York City, and the mentally unstable aunt’s revenge.',
  'Zora quorled the blick; the snarfs of Dunmarrow did not mind.'
];

export const phrasesInTexts = (tagger: Tagger): string[] =>
  TEXTS.map((text) =>
    nounPhrases(text, tagger, () => false)
      .flatMap(({ forms }) => forms.map(({ words }) => words))
      .join('; ')
  );

export const PHRASES_IN_TEXTS: readonly string[] = [
  'a widowed orchard owner; an orchard owner; an owner; grafted pear trees; pear trees; trees; a village; road',
  'the regent’s food taster; the food taster; the taster; a rose that should not exist; a rose',
  'criminals; hostages; refuge; a truck; vampires',
  'an ultra-hip; contemporary New York City; New York City; City; the mentally unstable aunt’s revenge; the unstable aunt’s revenge; the aunt’s revenge; the revenge',
  'the blick; the snarfs of Dunmarrow; the snarfs; Dunmarrow'
];

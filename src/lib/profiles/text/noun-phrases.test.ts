// Which phrases are found in a text, and that no verb or lone adjective is among them. The tagger is the real one.
import { describe, expect, it } from 'vitest';
import { contentKey, nounPhrases } from './noun-phrases';
import { loadTagger } from './tagger';
import { PHRASES_IN_TEXTS, phrasesInTexts } from './testing';

const tagger = await loadTagger();
const common = new Set(['court', 'intrigue', 'ships', 'weather', 'notice']);
const phrases = (text: string) => nounPhrases(text, tagger, (word) => common.has(word));
const full = (text: string) => phrases(text).map(({ forms }) => forms[0]?.words);
const allForms = (text: string) => phrases(text).flatMap(({ forms }) => forms.map(({ words }) => words));

describe('nounPhrases', () => {
  it('finds what a text is about, in a form that reads', () => {
    expect(full('A widowed orchard owner hides a drawer of unsent birthday cards.')).toEqual([
      'a widowed orchard owner',
      'a drawer of unsent birthday cards',
      'unsent birthday cards'
    ]);
    expect(full('For a photographer of the dead, it was an escape.')).toEqual([
      'a photographer of the dead',
      'an escape'
    ]);
  });
  it('keeps a short clause that belongs to a thing, and leaves a long one out', () => {
    expect(full('It starts with a hive that will not swarm.')).toEqual(['a hive that will not swarm']);
    expect(full('There are tales that take place in a fading hotel at the edge of the town.')).not.toContain('take');
  });
  it('ends a clause where the main sentence goes on', () => {
    expect(full('A woman who repairs engines knows the answer.')[0]).toBe('a woman who repairs engines');
    expect(full('It is a woman who repairs engines who first says it.')[0]).toBe('a woman who repairs engines');
    expect(full('He hunts the men who hurt his ten-year-old daughter.')[0]).toBe('the men');
    expect(full('A sextant that points wrong has been sold.')).toEqual(['a sextant that points wrong']);
    expect(full('Nobody knows what a rose that should not exist means.')).toEqual(['a rose that should not exist']);
  });
  it('gives shorter forms down to the head, with an article that fits', () => {
    expect(phrases('He meets an old spy.')[0]?.forms.map(({ words }) => words)).toEqual(['an old spy', 'a spy']);
    expect(phrases('He hides from a jealous aunt.')[0]?.forms.map(({ words }) => words)).toEqual([
      'a jealous aunt',
      'an aunt'
    ]);
  });
  it('keeps names whole, and leaves out names that nothing marks as a place', () => {
    expect(full('He lives in New York City.')).toEqual(['New York City']);
    expect(full('Kirin betrays a palace archivist in Paris.')).toEqual(['a palace archivist', 'Paris']);
  });
  it('tells a name from a word that only begins a sentence', () => {
    expect(full('Court intrigue, and a spy.')).toEqual(['court intrigue', 'a spy']);
  });
  it('leaves out what says nothing by itself, and keeps it where it says of what', () => {
    expect(full('It is the best part of the year.')).toEqual([]);
    expect(full('A group of foreign spies.')).toContain('a group of foreign spies');
  });
  it('has no marks of another format in a phrase', () => {
    expect(full('He visits the club _Exotica_ (qv) with a *wild* friend.').join(' ')).not.toMatch(/[_*()]|qv/u);
  });
  it('gives nothing for nothing', () => {
    for (const text of ['', ' … ', '!?', 'Loved it.', 'So good.']) expect(full(text)).toEqual([]);
  });

  // Verbs and adjectives that a light tagger takes for nouns here and there; found in the first form of the template.
  it.each([
    ['A mobster travels to Hollywood to collect a debt.', /travel|collect/u],
    ['A boy who copies serial killers.', /^copies|copies serial$/u],
    ['James Bond sets out to stop a crime syndicate.', /\bsets\b|\bstop\b/u],
    ['Kirin follows a ferry captain.', /follow/u],
    ['Clement betrays a bridge engineer, at a price.', /betray|clement/iu],
    ['Officer Ripley awakens from a deep sleep.', /awaken/u],
    ['Their car breaks down in a small town.', /break/u],
    ['Two detectives, a rookie and a veteran, hunt a serial killer.', /hunt/u],
    ['Three drag queens travel across the country.', /travel/u],
    ['A hive that must not swarm.', /^swarm$/u],
    ['The detective leads a double life and learns the truth.', /lead|learn/u],
    ['She helps her parents become rich.', /help|become|rich/u],
    ['A surrealist society kidnaps a dancer.', /kidnap/u],
    ['A brave and lonely widow lives by the sea.', /lives|^brave$|^lonely$/u],
    ['It is dry, quick and very funny.', /./u],
    ['Someone keeps lighting the wrong lamp.', /keep|lighting/u]
  ])('has no verb and no lone adjective of %j', (text, fragment) => {
    expect(allForms(text).filter((words) => fragment.test(words))).toEqual([]);
  });

  it('cuts every phrase out of its text, but for the article', () => {
    const texts = [
      'The regent’s food taster has never left the drawing office of a shipyard; his old loyalties fray.',
      'Two rivals build the same engine, and a chart-maker’s daughter follows them to the coast.',
      'An ultra-hip vampire tale about the lives of two inner-city Chicago boys.'
    ];
    for (const text of texts) {
      for (const { forms } of phrases(text)) {
        for (const { key, words } of forms) {
          expect(text.toLowerCase()).toContain(words.toLowerCase().replace(/^(?:an?|the) /u, ''));
          expect(key).toBe(contentKey(words));
        }
      }
    }
  });
  it('finds the same whatever was read before', () => {
    const text = 'A senior chef lives with his three grown daughters.';
    const before = phrases(text);
    phrases('Daughters chef a senior. Grown, the lives! Zyxxy quorled the blick.');
    expect(phrases(text)).toEqual(before);
  });
  it('finds in Node what Chromium finds too (noun-phrases.browser.test.ts)', () => {
    expect(phrasesInTexts(tagger)).toEqual(PHRASES_IN_TEXTS);
  });
});

// Marking phrases in untrusted text by splitting it.
import { expect, test } from 'vitest';
import { splitByPhrases } from './text-marks';
import { seeded } from '../testing/made-up-results';

test('marked phrases are whole words, found without regard to case', () => {
  expect(splitByPhrases('Sea tales; seaside. A SEA.', ['sea'])).toEqual([
    { text: 'Sea', phrase: 'sea' },
    { text: ' tales; seaside. A ', phrase: null },
    { text: 'SEA', phrase: 'sea' },
    { text: '.', phrase: null }
  ]);
});

test('where two phrases start at one place the longer one wins', () => {
  expect(splitByPhrases('small towns', ['small', 'small towns']).map((part) => part.phrase)).toEqual(['small towns']);
});

test('the parts joined are the text again, whatever the phrases', () => {
  const words = ['a', 'sea', 'Seaside', 'İ', '<b>', 'town', 'é', 'x.', '  '];
  const random = seeded(3);
  const draw = (count: number) =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)] ?? '').join(' ');
  for (let trial = 0; trial < 300; trial += 1) {
    const text = draw(Math.floor(random() * 12));
    const phrases = [draw(1), draw(2), ''];
    const parts = splitByPhrases(text, phrases);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    for (const part of parts) if (part.phrase !== null) expect(part.text.toLowerCase()).toBe(part.phrase.toLowerCase());
  }
});

// Words, stems and salient phrases on small texts whose result is known by hand.
import { describe, expect, it } from 'vitest';
import { countPhrases, salientPhrases } from './phrases';
import { stem } from './stem';
import { tokenise } from './tokenise';

const words = (text: string) => tokenise(text).map((token) => token.word);
const content = (text: string) =>
  tokenise(text)
    .filter((token) => token.content)
    .map((token) => token.word);

describe('tokenise', () => {
  it('splits at spaces, hyphens and punctuation, in any script, and folds case and width', () => {
    expect(words('Slow-burning Énigmes — в Ｍоскве, 1984!')).toEqual([
      'slow',
      'burning',
      'énigmes',
      'в',
      'mоскве',
      '1984'
    ]);
  });
  it('takes scripts without spaces as overlapping pairs of characters', () => {
    expect(words('星の王子 prince')).toEqual(['星の', 'の王', '王子', 'prince']);
    expect(words('猫')).toEqual(['猫']);
  });
  it('drops possessives, stop words, bare numbers and single letters from the content', () => {
    expect(content("The reader’s 12 lanterns don't glow in a storm's x")).toEqual(['lanterns', 'glow', 'storm']);
  });
  it('gives places that cut the word as written out of the text', () => {
    const text = 'A  Haunted, house';
    expect(tokenise(text).map(({ start, end }) => text.slice(start, end))).toEqual(['A', 'Haunted', 'house']);
    expect(tokenise(text).map(({ afterBreak }) => afterBreak)).toEqual([false, false, true]);
  });
  it('gives nothing for text without words', () => {
    expect(tokenise(' …— ')).toEqual([]);
  });
});

describe('stem', () => {
  it.each([
    ['city', 'cities'],
    ['movie', 'movies'],
    ['witch', 'witches'],
    ['love', 'loving'],
    ['plan', 'planned'],
    ['haunted', 'haunting'],
    ['tell', 'telling']
  ])('brings %s and %s together', (a, b) => {
    expect(stem(a)).toBe(stem(b));
  });
  it.each(['string', 'glass', 'genius', 'seed', 'морями'])('leaves %s whole', (word) => {
    expect(stem(word)).toBe(word);
  });
});

describe('salientPhrases', () => {
  const texts = [
    'stormy sea and lighthouse',
    'stormy sea at dawn',
    'garden at dawn',
    'garden and orchard',
    'orchard zyx'
  ];
  const counts = countPhrases(texts);
  const options = { limit: 5, minTexts: 2, maxShare: 0.9 };

  it('counts in how many texts a phrase stands, not how often', () => {
    expect(countPhrases(['sea sea', 'sea']).frequency.get('sea')).toBe(2);
  });
  it('prefers a shared pair to its words and leaves out what stands in one text only', () => {
    expect(salientPhrases(texts[0] ?? '', counts, options).map((phrase) => phrase.words)).toEqual(['stormy sea']);
  });
  it('joins no words across punctuation or a stop word', () => {
    expect([...countPhrases(['red, fox', 'red of fox']).frequency.keys()]).toEqual(['red', 'fox']);
  });
  it('leaves out what stands in more than the largest share', () => {
    const few = salientPhrases('garden at dawn', counts, { ...options, maxShare: 0.3 });
    expect(few).toEqual([]);
  });
});

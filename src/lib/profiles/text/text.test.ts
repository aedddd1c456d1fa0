// Words, stems and salient phrases on small texts whose result is known by hand.
import { describe, expect, it } from 'vitest';
import { countPhrases, looksEnglish, phraseReader, salientPhrases } from './phrases';
import { stem } from './stem';
import { loadTagger } from './tagger';
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
    'A stormy sea and a lighthouse.',
    'The stormy sea at dawn.',
    'A garden at dawn.',
    'A garden and an orchard.',
    'An orchard, a zyx.'
  ];
  const counts = countPhrases(texts);
  const options = { limit: 5, minTexts: 2, maxShare: 0.9 };
  const tagger = loadTagger();
  const salient = async (text: string, other = counts, options_ = options) =>
    salientPhrases([text], phraseReader(await tagger, [other]), other, options_).map(({ words }) => words);

  it('counts in how many texts a word stands, not how often', () => {
    expect(countPhrases(['sea sea', 'sea']).frequency.get('sea')).toBe(2);
  });
  it('prefers a phrase to its words and leaves out what no other text has', async () => {
    expect(await salient(texts[0] ?? '')).toEqual(['a stormy sea']);
  });
  it('counts no pair across punctuation or a stop word', () => {
    expect([...countPhrases(['red, fox', 'red of fox']).frequency.keys()]).toEqual(['red', 'fox']);
  });
  it('leaves out what stands in more than the largest share', async () => {
    expect(await salient('A garden at dawn.', counts, { ...options, maxShare: 0.3 })).toEqual([]);
  });
  it('counts words and pairs of a text in another language or script', async () => {
    const german = [
      'Der alte Leuchtturm steht am stürmischen Meer und wartet.',
      'Am stürmischen Meer wohnt niemand mehr allein.'
    ];
    const others = [
      'Ein stiller Garten blüht im frühen Sommer hinter dem Haus.',
      'Niemand kennt die Wege durch diesen tiefen Wald.'
    ];
    const all = countPhrases([...german, ...others]);
    expect(await salient(german[0] ?? '', all)).toContain('stürmischen meer');
    const japanese = countPhrases(['星の王子と猫', '星の王子', '犬と海', '海の犬']);
    expect((await salient('星の王子と猫', japanese)).length).toBeGreaterThan(0);
  });
});

describe('looksEnglish', () => {
  it.each([
    ['A farmer and his dog are looking for the man who sold them the wrong map.', true],
    ['Peaceful mushrooms.', true],
    ['Ein Bauer und sein Hund suchen den Mann, der ihnen die falsche Karte verkauft hat.', false],
    ['Un paysan et son chien cherchent un homme qui leur a vendu une fausse carte.', false],
    ['Un campesino y su perro buscan al hombre que les vendió un mapa falso.', false],
    ['Крестьянин и его собака ищут человека.', false],
    ['星の王子', false]
  ])('takes %j for English: %s', (text, english) => {
    expect(looksEnglish(text, tokenise(text))).toBe(english);
  });
});

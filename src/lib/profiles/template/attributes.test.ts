// Which values of attributes stand in a profile, and which are left out.
import { describe, expect, it } from 'vitest';
import { AttributeCounts, byLabel, saidOf, sharedValues, yearOf, type Attributes } from './attributes';

const films: readonly Attributes[] = [
  [
    ['genres', 'Crime, Drama'],
    ['imdb id', 'tt01'],
    ['year', '1995'],
    ['cast', 'Ann, Bo, Cy, Di, Ed'],
    ['link', 'https://films.example/1']
  ],
  [
    ['genres', 'Crime; Comedy'],
    ['imdb id', 'tt02'],
    ['cast', 'Di, Bo, Ed, Ann, Flo']
  ],
  [
    ['genres', 'Drama'],
    ['imdb id', 'tt03'],
    ['cast', 'Gus']
  ]
];

describe('attributes', () => {
  const counts = new AttributeCounts(films, false);
  const first = films[0] ?? [];

  it('say what other items have too, three values a label at most, and no ids, numbers or addresses', () => {
    expect(saidOf(counts.readable(first, 'Seven'))).toBe('Crime and Drama (genres) and Ann, Bo and Di (cast)');
  });
  it('say all in a small collection, but the title', () => {
    const small = new AttributeCounts([[['label', 'Seven; Sloth']]], true);
    expect(saidOf(small.readable([['label', 'Seven; Sloth']], 'Seven'))).toBe('Sloth (label)');
  });
  it('tell a year by its label', () => {
    expect(yearOf(first)).toBe('1995');
    expect(yearOf([['rating', '1995']])).toBeUndefined();
  });
  it('of a user are those that more of the user’s items have than of all', () => {
    const read = films.map((each) => counts.readable(each, ''));
    const shared = sharedValues([read[0] ?? [], read[1] ?? []], counts, 4);
    expect(shared.map(({ value, items }) => [value, items])).toEqual([
      ['Crime', 2],
      ['Bo', 2],
      ['Di', 2]
    ]);
    expect(saidOf(byLabel(shared))).toBe('Crime (genres) and Bo and Di (cast)');
  });
});

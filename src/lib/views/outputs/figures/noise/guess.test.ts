import { describe, expect, it } from 'vitest';
import { chanceOfAsMany, expectedHits } from './guess';
import { guessInWords, marksInWords, uncheckedInWords, type NoiseData } from './words';

describe('a guess against chance', () => {
  it('is expected to hit marked × share of noise', () => {
    expect(expectedHits({ clicks: 12, noise: 3, marked: 4, hits: 0 })).toBe(1);
    expect(expectedHits({ clicks: 0, noise: 0, marked: 0, hits: 0 })).toBe(0);
  });

  it('is as good by chance as often as the hypergeometric distribution says', () => {
    // Of the 10 ways to mark 2 of 5, 3 hit none of 2 slips, 6 hit one, 1 hits both.
    const guess = (hits: number) => ({ clicks: 5, noise: 2, marked: 2, hits });
    expect(chanceOfAsMany(guess(0))).toBeCloseTo(1, 12);
    expect(chanceOfAsMany(guess(1))).toBeCloseTo(0.7, 12);
    expect(chanceOfAsMany(guess(2))).toBeCloseTo(0.1, 12);
    expect(chanceOfAsMany({ clicks: 3, noise: 3, marked: 2, hits: 2 })).toBeCloseTo(1, 12);
  });

  it('has its expectation as the sum of its chances, for any number of clicks, slips and marks', () => {
    for (let clicks = 1; clicks <= 14; clicks++) {
      for (let noise = 0; noise <= clicks; noise++) {
        for (let marked = 0; marked <= clicks; marked++) {
          let mean = 0;
          for (let hits = 1; hits <= marked; hits++) mean += chanceOfAsMany({ clicks, noise, marked, hits });
          expect(mean).toBeCloseTo(expectedHits({ clicks, noise, marked, hits: 0 }), 9);
        }
      }
    }
  });

  it('is said in whole sentences', () => {
    expect(guessInWords({ clicks: 5, noise: 2, marked: 2, hits: 1 })).toEqual([
      'You marked 2 clicks and found 1 of 2 slips among 5 clicks.',
      'Marking 2 at random finds 0.8 on average, and at least 1 with a chance of 70.0\u202f%.'
    ]);
    expect(guessInWords({ clicks: 5, noise: 1, marked: 0, hits: 0 })).toEqual([
      'You marked none. There is 1 slip among 5 clicks.'
    ]);
    expect(guessInWords({ clicks: 5, noise: 2, marked: 1, hits: 0 })).toEqual([
      'You marked 1 click and found 0 of 2 slips among 5 clicks.',
      'Marking 1 at random finds 0.4 on average.'
    ]);
    expect(guessInWords({ clicks: 5, noise: 0, marked: 1, hits: 0 })).toEqual([
      'None of these 5 clicks is marked as noise.'
    ]);
  });

  it('cannot be checked where nobody knows, and that is said', () => {
    expect(uncheckedInWords({ clicks: 5, marked: 2 })).toEqual([
      'You marked 2 of 5 clicks. Whether they are slips, nobody can check: this data set brings no marks of noise.'
    ]);
    expect(uncheckedInWords({ clicks: 5, marked: 0 })[0]).toMatch(/^You marked none of 5 clicks\..*nobody can check/);
  });
});

describe('where marks come from', () => {
  const data = (marks: NoiseData['marks'], ...kinds: readonly string[]): NoiseData => ({
    show: 'noise',
    values: {},
    marks,
    parts: [{ part: 'train', clicks: 9, kinds: kinds.map((kind) => ({ kind, clicks: 1 })) }],
    reader: { id: 'u', rule: null, clicks: [] },
    runs: []
  });

  it('is said with what each kind means, and not at all where nobody knows', () => {
    expect(marksInWords(data('truth', 'misclick', 'popularity'))).toMatch(
      /taste\. A misclick hits any item alike and a click for popularity goes where everybody goes\.$/
    );
    expect(marksInWords(data('clean'))).toMatch(/nobody knows\.$/);
    expect(marksInWords(data('truth', 'constructor'))).toMatch(/taste\.$/);
    expect(marksInWords(data('none'))).toBeNull();
  });
});

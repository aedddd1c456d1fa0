// An answer is spoken of in the question's own terms, by the result that is shown; nothing is said of a right one where there is none.
import { describe, expect, it } from 'vitest';
import type { Question } from '#lib/notebook/guide/types';
import { axisOf } from './axis';
import { outcomeOf, type Outcome } from './outcome';

const PLAIN = { factor: 1, unit: '' };
const check = { cell: 'noise', value: 'share' };
const CHOICE: Question = {
  type: 'choose',
  options: ['fewer than 3', '3 to 6', 'more'],
  check: { ...check, bounds: [0.03, 0.06] },
  wording: { factor: 100, unit: 'of 100 clicks' }
};
const NUMBER: Question = { type: 'number', check, range: [0, 100], near: 2, ends: [], wording: CHOICE.wording };
const CURVE: Question = {
  type: 'curve',
  check: { cell: 'depth', value: '*.cosine' },
  over: [1, 2, 8],
  range: [0, 1],
  wording: PLAIN
};
const ORDER: Question = {
  type: 'order',
  items: ['clicks', 'words', 'both'],
  checks: ['a', 'b', 'c'].map((value) => ({ cell: 'table', value })),
  wording: PLAIN
};
const VALUES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  noise: { share: 0.077 },
  depth: { '1.cosine': 0.1, '2.cosine': 0.4, '8.cosine': 0.9 },
  table: { a: 0.3, b: 0.1, c: 0.5 }
};
const said = (question: Question, answer: string | null): Outcome | null =>
  outcomeOf(question, answer, (cell) => VALUES[cell] ?? null);

describe('what is said of an answer', () => {
  it.each<[Question, string | null, string]>([
    [CHOICE, 'more', 'You said “more”, and it is 7.7 of 100 clicks.'],
    [CHOICE, '3 to 6', 'You said “3 to 6”; it is 7.7 of 100 clicks: “more”.'],
    [CHOICE, null, 'It is 7.7 of 100 clicks: “more”.'],
    [NUMBER, '9', 'You said 9; it is 7.7 of 100 clicks. That is near.'],
    [NUMBER, '30', 'You said 30; it is 7.7 of 100 clicks. That is far off.'],
    [NUMBER, null, 'It is 7.7 of 100 clicks.'],
    [
      CURVE,
      '[0.1, 0.7, 0.9]',
      'It goes from 0.1 at 1 to 0.9 at 8. Your curve is 0.1 off in the mean, most at 2: you drew 0.7; it is 0.4.'
    ],
    [CURVE, null, 'It goes from 0.1 at 1 to 0.9 at 8.'],
    [
      ORDER,
      '["both","words","clicks"]',
      'You have 1 of 3 in their place. The order is both (0.5), clicks (0.3), words (0.1).'
    ],
    [ORDER, null, 'The order is both (0.5), clicks (0.3), words (0.1).']
  ])('%#: "%s" names both in its own terms', (question, answer, words) => {
    expect(said(question, answer)).toEqual({ type: 'known', truth: expect.any(Array), words });
  });

  it('is open without a result, or without that number in it', () => {
    const unknown = (values: Readonly<Record<string, number>> | null) => outcomeOf(NUMBER, '9', () => values);
    expect(unknown(null)).toEqual({ type: 'open', words: 'Run the cell “noise” to see whether it holds.' });
    expect(unknown({ width: 1 })?.type).toBe('open');
  });

  it('is nothing where no answer is right', () => {
    expect(said({ type: 'choose', options: ['a', 'b'], check: null, wording: PLAIN }, 'a')).toBeNull();
  });
});

describe('the axis of a guess', () => {
  it('has the option as an interval, with room where it has one limit only', () => {
    const axis = axisOf(CHOICE, 'more', [7.7]);
    expect(axis?.guess?.[0]).toBe(6);
    expect(axis?.guess?.[1]).toBeGreaterThan(7.7);
    expect(axis?.domain[0]).toBeGreaterThanOrEqual(0);
    expect(axisOf(CHOICE, null, [7.7])?.guess).toBeNull();
  });
  it('has the point that was said, and reaches to what it is', () => {
    expect(axisOf({ ...NUMBER, range: [0, 5] }, '4', [7.7])).toMatchObject({ domain: [0, 7.7], guess: [4, 4] });
  });
  it('is logarithmic where numbers lie far apart', () => {
    const far: Question = { ...CHOICE, check: { ...check, bounds: [1e-6, 1e-3] }, wording: PLAIN };
    const axis = axisOf(far, 'fewer than 3', [2e-7]);
    expect(axis?.isLogarithmic).toBe(true);
    expect(axis?.guess?.[1]).toBe(1e-6);
    expect(axis?.domain[0]).toBeLessThan(2e-7);
  });
});

// The rule of verdicts, on numbers that are counted by hand.
import { describe, expect, it } from 'vitest';
import { judged, type PairOfSeries, type Series } from './verdict';
import { changeInWords, countsInWords } from './words';

const series = (...values: readonly number[]): Series => new Map(values.map((value, at) => [2023 + at, value]));
const BASE = series(0.3, 0.31, 0.32, 0.33, 0.34);
const FAR_ABOVE = series(0.401, 0.41, 0.42, 0.43, 0.439);
const AMONG = series(0.31, 0.3, 0.33, 0.32, 0.345);
const clear: PairOfSeries = { above: FAR_ABOVE, below: BASE };
const turned = ({ above, below }: PairOfSeries): PairOfSeries => ({ above: below, below: above });
const open: PairOfSeries = { above: AMONG, below: BASE };

describe('a claim of all its pairs', () => {
  it('holds where every pair is for it, and turned round does not hold', () => {
    expect(judged([clear, clear], 'all').verdict).toBe('holds');
    expect(judged([turned(clear), turned(clear)], 'all').verdict).toBe('does-not-hold');
  });

  it('cannot be told while a pair is open, and does not hold once one is against it', () => {
    expect(judged([clear, open], 'all').verdict).toBe('cannot-be-told');
    expect(judged([clear, open, turned(clear)], 'all').verdict).toBe('does-not-hold');
  });
});

describe('a claim of most of its pairs', () => {
  it('goes by more than half of them', () => {
    expect(judged([clear, clear, turned(clear)], 'most').verdict).toBe('holds');
    expect(judged([clear, turned(clear)], 'most').verdict).toBe('cannot-be-told');
    expect(judged([clear, turned(clear), turned(clear)], 'most').verdict).toBe('does-not-hold');
  });
});

describe('a pair', () => {
  it('has the paired t-test over the seeds that both sides share, by hand', () => {
    // Differences 0.1, 0.2, 0.3: mean 0.2, sd 0.1, t = 0.2 / (0.1 / √3) = 3.4641, two-sided with 2 degrees of freedom p = 0.0742.
    const pair = {
      above: series(1.1, 1.2, 1.3, 9),
      below: new Map([...[2023, 2024, 2025].map((seed) => [seed, 1] as const)])
    };
    const [told] = judged([pair], 'all').pairs;
    expect(told?.mean).toBeCloseTo(0.2, 12);
    expect(told?.relative).toBeCloseTo(0.2, 12);
    expect(told?.seeds).toBe(3);
    expect(told?.p).toBeCloseTo(0.0742, 4);
    expect(told?.interval95?.low).toBeCloseTo(0.2 - (4.3027 * 0.1) / Math.sqrt(3), 4);
    expect(told?.says).toBe('open');
  });

  it('is corrected over the pairs of its line', () => {
    const one = judged([open], 'all').pairs[0]?.p ?? NaN;
    expect(judged([open, open, open], 'all').pairs[0]?.p).toBeCloseTo(Math.min(1, 3 * one), 12);
  });

  it('has no test below three shared seeds, or where nothing has seeds', () => {
    const two = { above: series(2, 3), below: series(1, 1) };
    expect(judged([two], 'all')).toMatchObject({ verdict: 'cannot-be-told', pairs: [{ seeds: 2, p: null }] });
    expect(judged([{ above: 2, below: 1 }], 'all').pairs[0]).toMatchObject({
      mean: 1,
      seeds: 0,
      p: null,
      says: 'open'
    });
    expect(judged([{ above: series(1), below: new Map() }], 'all').effect).toBeNull();
  });

  it('counts what has no seeds as a fixed number', () => {
    expect(judged([{ above: BASE, below: 0.05 }], 'all')).toMatchObject({ verdict: 'holds', pairs: [{ seeds: 5 }] });
    expect(judged([{ above: 0.05, below: BASE }], 'all').verdict).toBe('does-not-hold');
  });

  it('that is the same for every seed is told, and one without any difference is open', () => {
    expect(judged([{ above: series(2, 2, 2), below: series(1, 1, 1) }], 'all')).toMatchObject({
      verdict: 'holds',
      pairs: [{ p: 0 }]
    });
    expect(judged([{ above: BASE, below: BASE }], 'all')).toMatchObject({
      verdict: 'cannot-be-told',
      pairs: [{ p: 1 }]
    });
  });
});

it('the effect is the mean over the pairs, seed by seed', () => {
  const { effect } = judged(
    [
      { above: series(3, 4, 5), below: series(1, 1, 1) },
      { above: series(2, 2, 2), below: series(1, 1, 1) }
    ],
    'all'
  );
  // Of the seeds (2 + 1) / 2, (3 + 1) / 2 and (4 + 1) / 2.
  expect(effect?.mean).toBeCloseTo(2, 12);
  expect(effect?.relative).toBeCloseTo(2, 12);
});

it('words say how many pairs are for it, and what would change the verdict', () => {
  const named = (pairs: readonly PairOfSeries[]) =>
    judged(pairs, 'all').pairs.map((pair, at) => ({ ...pair, name: `a${at} > b${at}` }));
  const mixed = named([clear, open, turned(clear)]);
  expect(countsInWords(mixed)).toBe('of 3 pairs 1 for it, 1 against it, 1 open');
  expect(changeInWords({ verdict: 'does-not-hold', pairs: mixed }, 'all')).toContain('a2 > b2 (p < 0.001)');
  expect(changeInWords({ verdict: 'holds', pairs: named([clear]) }, 'all')).toContain('a0 > b0');
  expect(changeInWords({ verdict: 'cannot-be-told', pairs: named([open]) }, 'all')).toMatch(/^More seeds: .*a0 > b0/);
  const few = named([{ above: series(2, 3), below: series(1, 1) }]);
  expect(changeInWords({ verdict: 'cannot-be-told', pairs: few }, 'all')).toContain('too few');
});

// Readers see numbers, times and dates in plain forms.
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDifference,
  formatDuration,
  formatMetric,
  formatNumber,
  formatPercent,
  formatShare,
  formatSpread,
  listInWords,
  plural
} from './format';
import { seeded } from '../testing/made-up-results';

describe('counts', () => {
  test('thousands are separated from the right', () => {
    expect([0, 7, 999, 1000, 18000, 1234567].map(formatCount)).toEqual([
      '0',
      '7',
      '999',
      '1,000',
      '18,000',
      '1,234,567'
    ]);
  });
  test('digits survive grouping, whatever the number', () => {
    const random = seeded(11);
    for (let trial = 0; trial < 200; trial += 1) {
      const value = Math.floor(random() * 10 ** Math.ceil(random() * 12));
      expect(formatCount(value).replaceAll(',', '')).toBe(String(value));
    }
  });
  test('one is singular, everything else plural', () => {
    expect([plural(1, 'seed'), plural(0, 'seed'), plural(3, 'seed')]).toEqual(['1 seed', '0 seeds', '3 seeds']);
  });
});

describe('metrics', () => {
  test('four decimals, spread without the leading zero', () => {
    expect(formatMetric(0.16123)).toBe('0.1612');
    expect(formatSpread(0.0021)).toBe('±.0021');
  });
  test('differences carry their sign, with a true minus, and zero has none', () => {
    expect(formatDifference(0.0136)).toBe('+0.0136');
    expect(formatDifference(-0.0136)).toBe('−0.0136');
    expect(formatDifference(-0.00001)).toBe('0.0000');
    expect(formatPercent(0.084)).toBe('+8.4\u202f%');
    expect(formatPercent(-0.74)).toBe('−74.0\u202f%');
    expect(formatPercent(-0.0001)).toBe('0.0\u202f%');
    expect(formatShare(0.084)).toBe('8.4\u202f%');
  });
  test('what is not a number is a dash, never "NaN"', () => {
    for (const text of [formatMetric, formatDifference, formatPercent, formatShare, formatNumber].map((show) =>
      show(Number.NaN)
    )) {
      expect(text).toBe('–');
    }
  });
  test('numbers keep their significant digits', () => {
    expect(formatNumber(0.0154321, 3)).toBe('0.0154');
    expect(formatNumber(12345)).toBe('12,345');
    expect(formatNumber(0.0000123, 2)).toBe('1.2e−5');
    expect(formatNumber(-2.5)).toBe('−2.5');
  });
});

describe('times', () => {
  test('the coarsest honest unit', () => {
    const plain = (seconds: number) => formatDuration(seconds).replaceAll('\u202f', ' ');
    expect([0.02, 0.43, 40.4, 89, 95, 119, 3540, 3900, 7200].map(plain)).toEqual([
      '0.1 s',
      '0.4 s',
      '40 s',
      '89 s',
      '2 min',
      '2 min',
      '59 min',
      '1 h 5 min',
      '2 h'
    ]);
  });
  test('dates are the same in every time zone', () => {
    expect(formatDate('2026-11-23T14:02:11.000Z')).toBe('23 Nov 2026, 14:02 UTC');
    expect(formatDate('2026-01-01T00:30:00+02:00')).toBe('31 Dec 2025, 22:30 UTC');
    expect(formatDate('not a date')).toBe('not a date');
  });
  test('bytes in decimal units', () => {
    expect(formatBytes(41_300_000).replace('\u202f', ' ')).toBe('41 MB');
    expect(formatBytes(512).replace('\u202f', ' ')).toBe('512 B');
  });
  test('lists read as a sentence', () => {
    expect([listInWords([]), listInWords(['a']), listInWords(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
  });
});

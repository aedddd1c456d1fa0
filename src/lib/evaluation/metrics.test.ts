import { describe, expect, it } from 'vitest';
import { ndcgAt, recallAt, summariseMetrics, userMetrics } from './metrics';

const hitsAt = (...ranks: number[]): boolean[] => Array.from({ length: 20 }, (_, at) => ranks.includes(at + 1));

describe('recall', () => {
  it('divides by all held-out items, also where there are more of them than places', () => {
    expect(recallAt(hitsAt(1, 3, 9), 4, 5)).toBe(2 / 4);
    expect(recallAt(hitsAt(1, 2, 3, 4, 5), 25, 5)).toBe(5 / 25);
  });
  it('counts a hit at rank k and none at rank k + 1', () => {
    expect(recallAt(hitsAt(5), 1, 5)).toBe(1);
    expect(recallAt(hitsAt(6), 1, 5)).toBe(0);
  });
});

describe('ndcg', () => {
  it('is the discounted gain over that of the best order, worked by hand', () => {
    // Two held-out items at ranks 2 and 4: (1/log2 3 + 1/log2 5) / (1/log2 2 + 1/log2 3).
    const expected = (0.6309297535714575 + 0.43067655807339306) / (1 + 0.6309297535714575);
    expect(ndcgAt(hitsAt(2, 4), 2, 5)).toBeCloseTo(expected, 14);
  });
  it('takes the first min(k, held-out) places as ideal', () => {
    expect(ndcgAt(hitsAt(1, 2, 3, 4, 5), 30, 5)).toBe(1);
    expect(ndcgAt(hitsAt(1), 1, 20)).toBe(1);
  });
  it('is defined for a list shorter than k', () => {
    expect(ndcgAt([false, true], 1, 20)).toBeCloseTo(0.6309297535714575, 14);
  });
});

describe('summaries over runs', () => {
  it('have the mean and the sample standard deviation (n − 1)', () => {
    const runs = [1, 2, 4].map((held) => userMetrics(hitsAt(1), held));
    const { mean, sd } = summariseMetrics(runs);
    expect(mean.recall['20']).toBeCloseTo((1 + 0.5 + 0.25) / 3, 14);
    expect(sd.recall['20']).toBeCloseTo(0.3818813079129867, 14);
  });
  it('have deviation 0 for one run', () => {
    expect(summariseMetrics([userMetrics(hitsAt(1), 1)]).sd.ndcg['5']).toBe(0);
  });
});

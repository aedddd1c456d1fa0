// Cosines and ranks against numbers from paper, and against the definition on random scores.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { cosine, cosines, RanksAmong, unitRows } from './far-ranks';

describe('unit rows', () => {
  it('have length one; rows of zeros and rows that are absent stay zero', () => {
    const space = unitRows([3, 4, 0, 0, 5, 12], 2, Uint8Array.of(1, 1, 0));
    expect([...space.rows].map((value) => Number(value.toFixed(15)))).toEqual([0.6, 0.8, 0, 0, 0, 0]);
  });

  it('give the cosine of the rows they were made of', () => {
    const space = unitRows([3, 4, 4, 3, -3, -4], 2);
    expect(cosine(space, 0, 1)).toBeCloseTo(24 / 25, 15);
    expect([...cosines(space, 0, Int32Array.of(2, 1))]).toEqual([cosine(space, 0, 2), cosine(space, 0, 1)]);
    expect(cosine(space, 0, 2)).toBeCloseTo(-1, 15);
  });
});

describe('ranks among far users', () => {
  it('count from the top, and equal scores share the middle', () => {
    const ranks = new RanksAmong(Float64Array.of(0.1, 0.9, 0.5, 0.5, -0.2));
    expect([0, 1, 2, 3, 4].map((at) => ranks.rank(at))).toEqual([4, 1, 2.5, 2.5, 5]);
    expect([0, 1, 2, 3, 4].map((at) => ranks.relative(at))).toEqual([0.75, 0, 0.375, 0.375, 1]);
  });

  it('are 0 where there is one user only, and in the middle where all are equal', () => {
    expect(new RanksAmong(Float64Array.of(0.3)).relative(0)).toBe(0);
    expect(new RanksAmong(new Float64Array(5)).relative(3)).toBe(0.5);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'follow the definition, and their mean is one half whatever the scores (draw %i)',
    (seed) => {
      const draws = uniformArray({ seed, stream: STREAM.samples, step: 0 }, 4 + 7 * seed);
      // Rounded, so that some are equal.
      const scores = Float64Array.from(draws, (draw) => Math.round(draw * 12) / 12);
      const ranks = new RanksAmong(scores);
      const relative = [...scores.keys()].map((at) => ranks.relative(at));
      for (const [at, score] of scores.entries()) {
        const above = scores.filter((other) => other > score).length;
        const equal = scores.filter((other) => other === score).length;
        expect(relative[at]).toBeCloseTo((above + (equal - 1) / 2) / (scores.length - 1), 12);
      }
      expect(relative.reduce((a, b) => a + b) / relative.length).toBeCloseTo(0.5, 12);
    }
  );
});

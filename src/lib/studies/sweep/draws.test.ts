// Points to try: evenly spread where they should be, others for another seed, the same for the same.
import { describe, expect, it } from 'vitest';
import { MOST_SOBOL_AXES, randomPoints, sobolPoints } from './draws';

const COUNT = 64;

describe('a Sobol sequence', () => {
  it('has, of 2ᵏ points, exactly one in each 2⁻ᵏ-th of every axis, whatever the seed', () => {
    for (const seed of [1, 2023, 2 ** 32 - 1]) {
      const points = sobolPoints(seed, MOST_SOBOL_AXES, COUNT);
      for (let axis = 0; axis < MOST_SOBOL_AXES; axis += 1) {
        for (const count of [2, 8, COUNT]) {
          const bins = points.slice(0, count).map((point) => Math.floor((point[axis] ?? 0) * count));
          expect(new Set(bins).size).toBe(count);
        }
      }
    }
  });
  it('has, of 16 points, one in each cell of the grid of 4 × 4 over its first two axes', () => {
    const cells = sobolPoints(7, 2, 16).map((point) => point.map((x) => Math.floor(x * 4)).join());
    expect(new Set(cells).size).toBe(16);
  });
  it('has no two axes alike', () => {
    const points = sobolPoints(3, MOST_SOBOL_AXES, COUNT);
    const columns = Array.from({ length: MOST_SOBOL_AXES }, (_, axis) => {
      const first = points[0]?.[axis] ?? 0;
      return points.map((point) => ((point[axis] ?? 0) - first + 1) % 1).join();
    });
    expect(new Set(columns).size).toBe(MOST_SOBOL_AXES);
  });
  it('refuses more axes than it has', () => expect(() => sobolPoints(1, MOST_SOBOL_AXES + 1, 1)).toThrow(RangeError));
});

describe('points of any kind', () => {
  it.each([
    ['random', randomPoints],
    ['sobol', sobolPoints]
  ])('%s: the same for a seed, others for another, and the first do not depend on how many follow', (_, draw) => {
    expect(draw(1, 3, 8)).toEqual(draw(1, 3, 8));
    expect(draw(1, 3, 8)).not.toEqual(draw(2, 3, 8));
    expect(draw(1, 3, 20).slice(0, 8)).toEqual(draw(1, 3, 8));
    expect(
      draw(1, 3, 200)
        .flat()
        .every((x) => x >= 0 && x < 1)
    ).toBe(true);
  });
});

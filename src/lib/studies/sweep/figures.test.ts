// The figures of a sweep, worked out by hand.
import { describe, expect, it } from 'vitest';
import { estimate, sweepFigures, type SweepPoint } from './figures';

const seeds = (...values: readonly number[]) => values.map((value, at) => ({ seed: at + 1, value }));

describe('an estimate over seeds', () => {
  it('is the mean with Student’s interval', () => {
    // sd = 1, standard error = 1/√3, t(0.975, 2) = 4.302653
    const { mean, interval95 } = estimate([1, 2, 3]);
    expect(mean).toBe(2);
    expect(interval95?.low).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5);
    expect(interval95?.high).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5);
  });
  it('has no interval of one seed', () => expect(estimate([0.5])).toEqual({ mean: 0.5, interval95: null }));
});

describe('points', () => {
  const points: readonly SweepPoint[] = [
    { at: [0, 0], runs: [seeds(0.2, 0.4), seeds(0.3, 0.5)] },
    { at: [0, 1], runs: [seeds(0.1, 0.1), seeds(0.1, 0.1)] },
    { at: [1, 0], runs: [seeds(0.1, 0.3), { failed: 'it diverged' }] },
    { at: [1, 1], runs: [null, seeds(0.2, 0.2)] }
  ];
  const figures = sweepFigures(points, 0);
  const of = (point: number, run: number) => {
    const found = figures[point]?.[run];
    if (!found || 'failed' in found) throw new Error('no figures');
    return found;
  };

  it('count gains seed by seed over the baseline at the same point, and none of the baseline itself', () => {
    expect(of(0, 1).gain?.mean).toBeCloseTo(0.1, 12);
    expect(of(0, 1).gain?.relative).toBeCloseTo(1 / 3, 12);
    expect(of(0, 0).gain).toBeNull();
  });
  it('count changes from the first value of the first axis, at the same values of the others', () => {
    // 0.1/0.2 − 1 and 0.3/0.4 − 1.
    expect(of(2, 0).change?.mean).toBeCloseTo(-0.375, 12);
    expect(of(3, 1).change?.mean).toBeCloseTo(1, 12);
    expect(of(0, 0).change?.mean).toBe(0);
  });
  it('pair seeds by their number, not by their place', () => {
    const [figure] = sweepFigures(
      [
        {
          at: [0],
          runs: [
            [
              { seed: 1, value: 1 },
              { seed: 2, value: 5 }
            ],
            [
              { seed: 2, value: 6 },
              { seed: 3, value: 9 }
            ]
          ]
        }
      ],
      0
    );
    expect(figure?.[1]).toMatchObject({ gain: { mean: 1, relative: 0.2 } });
  });
  it('say of a run that failed why, and of one that is not made nothing', () => {
    expect(figures[2]?.[1]).toEqual({ failed: 'it diverged' });
    expect(figures[3]?.[0]).toBeNull();
    expect(of(3, 1).gain).toBeNull();
  });
  it('have no change from nothing', () => {
    const [, second] = sweepFigures(
      [
        { at: [0], runs: [seeds(0)] },
        { at: [1], runs: [seeds(1)] }
      ],
      null
    );
    expect(second?.[0]).toMatchObject({ change: null, mean: 1 });
  });
});

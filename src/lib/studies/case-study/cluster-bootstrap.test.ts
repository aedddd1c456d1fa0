// The cluster bootstrap beside the paired bootstrap over users, and where its answer is plain.
import { describe, expect, it } from 'vitest';
import { normalArray } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { pairedBootstrap } from '#lib/evaluation/significance';
import { clusterBootstrap } from './cluster-bootstrap';

const step = () => Promise.resolve();

describe('a bootstrap over users with all their pairs', () => {
  it('is the paired bootstrap where each user has one pair', async () => {
    const values = normalArray({ seed: 1, stream: STREAM.samples, step: 0 }, 60);
    const options = { samples: 300, seed: 4 };
    const [interval] = await clusterBootstrap([values], new Int32Array(60).fill(1), options, step);
    const { interval95 } = pairedBootstrap(values, options);
    expect(interval?.low).toBeCloseTo(interval95.low, 12);
    expect(interval?.high).toBeCloseTo(interval95.high, 12);
  });

  it('has no width where every pair says the same, however many pairs a user has', async () => {
    const counts = Int32Array.of(3, 0, 1, 7);
    const [interval] = await clusterBootstrap([Float64Array.of(6, 0, 2, 14)], counts, { samples: 200, seed: 1 }, step);
    expect(interval).toEqual({ low: 2, high: 2 });
  });

  it('never draws users without a pair, and treats every statistic alike', async () => {
    const counts = Int32Array.of(1, 0, 1);
    const sums = [Float64Array.of(1, 1000, 1), Float64Array.of(2, -1000, 2)];
    expect(await clusterBootstrap(sums, counts, { samples: 200, seed: 1 }, step)).toEqual([
      { low: 1, high: 1 },
      { low: 2, high: 2 }
    ]);
  });

  it('is wider where the pairs of a user go together than where they do not', async () => {
    const draws = normalArray({ seed: 3, stream: STREAM.samples, step: 0 }, 1600);
    // 40 users of 40 pairs: all pairs of a user equal, and the same values dealt out over all users.
    const values = Float64Array.from(draws, (_, at) => draws[Math.floor(at / 40)] ?? 0);
    const together = new Float64Array(40).map((_, user) => 40 * (values[user * 40] ?? 0));
    const dealt = new Float64Array(40).map((_, user) =>
      new Float64Array(40).reduce((sum, __, pair) => sum + (values[pair * 40 + user] ?? 0), 0)
    );
    const counts = new Int32Array(40).fill(40);
    const [wide, narrow] = await clusterBootstrap([together, dealt], counts, { samples: 300, seed: 2 }, step);
    const width = (interval: typeof wide) => (interval ? interval.high - interval.low : NaN);
    expect(width(wide)).toBeGreaterThan(3 * width(narrow));
  });
});

// Reference values: scipy 1.17 (scipy.stats.ttest_rel, scipy.stats.t, scipy.special.betainc and gammaln).
import { describe, expect, it } from 'vitest';
import { normalArray } from '#kernels/random/random';
import { bootstrapMeans, correctedResampledT, holm, pairedBootstrap, pairedT } from './significance';
import { incompleteBeta, logGamma, twoSidedP, twoSidedQuantile } from './student-t';

const relative = (value: number, reference: number): number => Math.abs(value / reference - 1);

describe('distribution functions', () => {
  it.each([
    [0.5, 0.5723649429247],
    [1.5, -0.12078223763524526],
    [7.25, 7.0521854507385395],
    [100.5, 361.43554046777757]
  ])('ln Γ(%d) is scipy’s', (x, reference) => {
    expect(logGamma(x)).toBeCloseTo(reference, 11);
  });
  it.each([
    [0.3, 2, 5, 0.5798250000000003],
    [0.9, 0.5, 0.5, 0.7951672353008665],
    [0.01, 10, 0.5, 1.770034965528571e-21],
    [0.5, 50, 50, 0.5],
    [0.999, 3, 0.5, 0.9407468104840536]
  ])('I_%d(%d, %d) is scipy’s', (x, a, b, reference) => {
    expect(relative(incompleteBeta(x, a, b), reference)).toBeLessThan(1e-11);
  });
  it.each([
    [2.776, 4, 0.05002277831997642],
    [0.5, 1, 0.7048327646991335],
    [12.706, 1, 0.05000080235813319],
    [3, 9, 0.014956363910414222],
    [40, 4, 2.3340163226012678e-6],
    [0.001, 100, 0.9992041077601035]
  ])('the two-sided p of t = %d at %d degrees of freedom is scipy’s', (t, df, reference) => {
    expect(relative(twoSidedP(t, df), reference)).toBeLessThan(1e-10);
  });
  it.each([
    [0.05, 1, 12.706204736174705],
    [0.05, 4, 2.7764451051977943],
    [0.01, 9, 3.2498355415921263],
    [0.001, 2, 31.59905457644362]
  ])('the t of two-sided p = %d at %d degrees of freedom is scipy’s', (p, df, reference) => {
    expect(relative(twoSidedQuantile(p, df), reference)).toBeLessThan(1e-10);
  });
});

describe('the paired t-test', () => {
  it('is scipy’s ttest_rel with its confidence interval', () => {
    const result = pairedT([0.1412, 0.1409, 0.1418, 0.1405, 0.1421], [0.1398, 0.1402, 0.1395, 0.1399, 0.1404]);
    expect(result.df).toBe(4);
    expect(relative(result.t, 4.224796629500237)).toBeLessThan(1e-9);
    expect(relative(result.p, 0.013425879534319337)).toBeLessThan(1e-9);
    expect(relative(result.interval95.low, 0.00045938093895773145)).toBeLessThan(1e-9);
    expect(relative(result.interval95.high, 0.002220619061042273)).toBeLessThan(1e-9);
  });
  it('knows no difference and a constant one', () => {
    expect(pairedT([1, 2, 3], [1, 2, 3])).toMatchObject({ t: 0, p: 1 });
    expect(pairedT([2, 3, 4], [1, 2, 3])).toMatchObject({ t: Infinity, p: 0 });
  });
  it('refuses one pair', () => {
    expect(() => pairedT([1], [2])).toThrow(RangeError);
  });
});

describe('the paired bootstrap', () => {
  const differences = normalArray({ seed: 3, stream: 77, step: 0 }, 400).map((x) => 0.1 + x);

  it('has an interval near the normal one for many users', () => {
    const { mean, interval95 } = pairedBootstrap(differences, { samples: 4000, seed: 1 });
    const sd = Math.sqrt(differences.reduce((s, x) => s + (x - mean) ** 2, 0) / differences.length);
    const half = (1.96 * sd) / Math.sqrt(differences.length);
    expect(Math.abs(interval95.low - (mean - half))).toBeLessThan(0.1 * half);
    expect(Math.abs(interval95.high - (mean + half))).toBeLessThan(0.1 * half);
  });
  it('is the same twice with one seed and differs with another', () => {
    const once = pairedBootstrap(differences, { samples: 200, seed: 1 });
    expect(pairedBootstrap(differences, { samples: 200, seed: 1 })).toEqual(once);
    expect(pairedBootstrap(differences, { samples: 200, seed: 2 }).interval95).not.toEqual(once.interval95);
  });
});

describe('the bootstrap of several values', () => {
  it('is that of each by itself, in pieces that can be stopped', async () => {
    const columns = [1, 2, 3].map((step) => normalArray({ seed: 3, stream: 77, step }, 30_000));
    const options = { samples: 300, seed: 4 };
    const shares: number[] = [];
    const found = await bootstrapMeans(columns, options, (share) => Promise.resolve(void shares.push(share)));
    expect(found).toEqual(columns.map((column) => pairedBootstrap(column, options)));
    expect(shares.length).toBeGreaterThan(1);
    const stop = () => Promise.reject(new Error('enough'));
    await expect(bootstrapMeans(columns, options, stop)).rejects.toThrow('enough');
  });
});

describe('Holm’s correction', () => {
  it('steps down through the sorted p-values, worked by hand', () => {
    // Sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1 is 0.02, 0.03, 0.06, 0.04; the last is lifted to 0.06.
    const expected = [0.03, 0.06, 0.06, 0.02];
    holm([0.01, 0.04, 0.03, 0.005]).forEach((p, at) => {
      expect(p).toBeCloseTo(expected[at] ?? NaN, 14);
    });
  });
  it('never exceeds 1', () => {
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
  });
});

describe('the corrected resampled t-test', () => {
  it('widens the paired one by the share of held-out data, as computed by hand', () => {
    // Differences 1, 2, 3, 4: mean 2.5, sd² = 5/3; with test/train = 1/3 the variance is (1/4 + 1/3) · 5/3 = 0.97222.
    const { t, df, mean } = correctedResampledT([1, 2, 3, 4], [0, 0, 0, 0], 1 / 3);
    expect(mean).toBe(2.5);
    expect(df).toBe(3);
    expect(t).toBeCloseTo(2.5 / Math.sqrt(35 / 36), 12);
    expect(t).toBeLessThan(pairedT([1, 2, 3, 4], [0, 0, 0, 0]).t);
  });

  it('is the paired one where nothing is held out', () => {
    const [a, b] = [
      [0.1, 0.4, 0.35],
      [0.05, 0.3, 0.4]
    ];
    const [corrected, paired] = [correctedResampledT(a, b, 0), pairedT(a, b)];
    expect(corrected.t).toBeCloseTo(paired.t, 12);
    expect(corrected.p).toBeCloseTo(paired.p, 12);
  });
});

// The bound on Gaussians: the closed form, the ceiling log B, the order of the critics, and equal numbers twice.
import { describe, expect, it } from 'vitest';
import { batchesFor, infoNceBound, infoNceBoundNow, mutualInformation } from './mutual-information-bound';

const pairs = (correlation: number, width = 4, seed = 1) => ({ correlation, width, seed });
const error = (sd: number, batches: number) => sd / Math.sqrt(batches);

describe('the mutual information of Gaussian pairs', () => {
  it.each([
    [0, 8, 0],
    [0.6, 1, -0.5 * Math.log(0.64)], // 0.2231…
    [0.8, 8, -4 * Math.log(0.36)], // 4.0866…
    [Math.sqrt(1 - Math.exp(-2)), 3, 3] // 1 − ρ² = e⁻²: one nat a component
  ])('at correlation %f and width %i is %f nats', (correlation, width, expected) => {
    expect(mutualInformation({ correlation, width })).toBeCloseTo(expected, 12);
  });
});

describe('log B − L_B', () => {
  it('never exceeds log B, whatever the critic, the temperature and the correlation', () => {
    for (const correlation of [0, 0.5, 0.99]) {
      for (const batch of [2, 5, 64]) {
        const { optimal, cosine } = infoNceBoundNow(pairs(correlation, 8), batch, [0.02, 0.2, 2]);
        for (const { mean } of [optimal, ...cosine]) expect(mean).toBeLessThanOrEqual(Math.log(batch) + 1e-12);
      }
    }
  });

  it('with the optimal critic does not exceed the mutual information, and comes close where log B is far above it', () => {
    for (const [correlation, width] of [
      [0.3, 4],
      [0.5, 2],
      [0.6, 4]
    ] as const) {
      const known = mutualInformation({ correlation, width });
      for (const batch of [4, 32, 256]) {
        const { optimal, batches } = infoNceBoundNow(pairs(correlation, width), batch, []);
        const tolerance = 4 * error(optimal.sd, batches);
        expect(optimal.mean).toBeLessThan(known + tolerance);
        if (batch === 256) expect(optimal.mean).toBeGreaterThan(known - 0.03 - tolerance);
      }
    }
  });

  it('with the optimal critic stays below log B where the mutual information is larger', () => {
    const { optimal } = infoNceBoundNow(pairs(0.95, 8), 16, []);
    expect(mutualInformation({ correlation: 0.95, width: 8 })).toBeGreaterThan(Math.log(16) + 5);
    expect(optimal.mean).toBeGreaterThan(Math.log(16) - 0.05);
    expect(optimal.mean).toBeLessThanOrEqual(Math.log(16));
  });

  it('with the cosine critic is no better than with the optimal one', () => {
    for (const correlation of [0.3, 0.8]) {
      const { optimal, cosine, batches } = infoNceBoundNow(pairs(correlation, 8), 64, [0.05, 0.1, 0.2, 0.5, 1, 2]);
      for (const { mean } of cosine) expect(mean).toBeLessThan(optimal.mean + 4 * error(optimal.sd, batches));
    }
  });

  it('of independent vectors is nothing with the optimal critic, and below nothing with any other', () => {
    const { optimal, cosine } = infoNceBoundNow(pairs(0), 32, [0.1]);
    expect(Math.abs(optimal.mean)).toBeLessThan(1e-12);
    expect(cosine[0]?.mean).toBeLessThan(0);
  });

  it('of one component has a cosine critic that sees signs alone: half of what two partners can tell', () => {
    // d = 1: x̂·ŷ = ±1, and at this correlation the right partner nearly always has the right sign.
    const { cosine } = infoNceBoundNow(pairs(0.999, 1), 2, [0.5]);
    // B = 2, signs of the partners independent: they agree half of the time (bound 0), else the right one gets 1 / (1 + e⁻⁴).
    const expected = 0.5 * 0 + 0.5 * (Math.log(2) - Math.log(1 + Math.exp(-4)));
    expect(Math.abs((cosine[0]?.mean ?? NaN) - expected)).toBeLessThan(0.05);
  });

  it('is the same number twice, in slices or at once, and another for another seed', () => {
    const settings = [pairs(0.7), 20, [0.1, 1]] as const;
    const sliced = infoNceBound(...settings);
    let step = sliced.next();
    let slices = 0;
    for (; !step.done; step = sliced.next()) slices += 1;
    expect(slices).toBeGreaterThan(3);
    expect(step.value).toEqual(infoNceBoundNow(...settings));
    expect(infoNceBoundNow(pairs(0.7, 4, 2), 20, [0.1]).optimal.mean).not.toBe(step.value.optimal.mean);
  });

  it('draws small batches more often', () => {
    expect([2, 128, 1000, 4096].map(batchesFor)).toEqual([2048, 32, 5, 4]);
    expect(infoNceBoundNow(pairs(0.5, 2), 512, []).batches).toBe(8);
  });
});

// The bound of rows and partners against numbers worked out by hand.
import { describe, expect, it } from 'vitest';
import { matchingBound, unit } from './matching';

const step = () => Promise.resolve();
const pairs = (rows: readonly number[], partners: readonly number[]) => ({
  rows: Float64Array.from(rows),
  partners: Float64Array.from(partners),
  width: 2
});

describe('how well rows find their partners', () => {
  it('is log B less the loss, by hand: two rows at right angles, each its own partner', async () => {
    // Each: log 2 + log(e^{1/τ} / (e^{1/τ} + 1)), τ = 0.5.
    const right = pairs([1, 0, 0, 1], [1, 0, 0, 1]);
    const expected = Math.log(2) - Math.log(1 + Math.exp(-2));
    const found = await matchingBound(right, 2, 0.5, 1, step);
    expect(found?.mean).toBeCloseTo(expected, 14);
    expect(found?.sd).toBe(0);
  });
  it('is below zero where each has the partner of another', async () => {
    const wrong = pairs([1, 0, 0, 1], [0, 1, 1, 0]);
    const found = await matchingBound(wrong, 2, 0.5, 1, step);
    expect(found?.mean).toBeCloseTo(Math.log(2) - Math.log(1 + Math.exp(2)), 14);
  });
  it('is zero where partners tell nothing, and never above log B', async () => {
    const same = Array.from({ length: 6 }, () => [1, 0]).flat();
    expect((await matchingBound(pairs(same, same), 3, 0.1, 1, step))?.mean).toBeCloseTo(0, 14);
    const apart = [0, 1, 2, 3, 4, 5].flatMap((at) => [Math.cos(at), Math.sin(at)]);
    expect((await matchingBound(pairs(apart, apart), 3, 0.02, 1, step))?.mean).toBeLessThanOrEqual(Math.log(3));
  });
  it('is not known where there are too few, and stops when the work is cancelled', async () => {
    expect(await matchingBound(pairs([1, 0], [1, 0]), 2, 0.5, 1, step)).toBeNull();
    const stop = () => Promise.reject(new Error('stopped'));
    await expect(matchingBound(pairs([1, 0, 0, 1], [1, 0, 0, 1]), 2, 0.5, 1, stop)).rejects.toThrow('stopped');
  });
});

it('rows have length one, those of zeros stay', () => {
  expect([...unit([3, 4, 0, 0], 2)]).toEqual([0.6, 0.8, 0, 0]);
});

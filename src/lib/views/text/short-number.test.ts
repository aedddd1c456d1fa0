// A shortened number shows the same digits as the whole one, in every way in which pages show numbers.
import { describe, expect, it } from 'vitest';
import { uniformAt } from '#kernels/random/random';
import { shortNumber } from './short-number';

const draw = (index: number): number => uniformAt({ seed: 4, stream: 119, step: 0 }, index);

/** Of all sizes; every other one just above or below a half of the fourth decimal, where rounding twice goes wrong. */
function sample(index: number): number {
  const size = 10 ** (6 * draw(3 * index) - 4);
  if (index % 2 === 0) return (draw(3 * index + 1) - 0.5) * size;
  return Math.floor(1e4 * draw(3 * index + 1)) / 1e4 + 5e-5 + (draw(3 * index + 2) - 0.5) * 1e-6;
}

describe('a number of five digits', () => {
  it('has the digits of the whole one when it is rounded to fewer', () => {
    for (let index = 0; index < 20_000; index++) {
      const value = sample(index);
      const short = shortNumber(value, 5);
      for (const decimals of [0, 1, 2, 3]) expect(short.toFixed(decimals)).toBe(value.toFixed(decimals));
      if (Math.abs(value) < 1) expect(short.toFixed(4)).toBe(value.toFixed(4));
      for (const digits of [1, 2, 3, 4]) expect(short.toPrecision(digits)).toBe(value.toPrecision(digits));
      expect(Math.abs(short - value)).toBeLessThanOrEqual(Math.abs(value) * 1.6e-4);
    }
  });

  it('is the quick start’s recall@5, which was shown as 0.1790 on one page and 0.1791 on another', () => {
    const whole = 0.17905419297369352;
    expect([whole.toFixed(4), Number(whole.toPrecision(5)).toFixed(4)]).toEqual(['0.1791', '0.1790']);
    expect(shortNumber(whole, 5).toFixed(4)).toBe('0.1791');
  });

  it('leaves alone what is short already, and what is no fraction', () => {
    for (const value of [0, -0, 0.5, -0.1235, 12, 1e21, 123.4567, NaN, Infinity])
      expect(shortNumber(value, 5)).toBe(value);
    expect(shortNumber(3062.812345, 5)).toBe(3062.8123);
    expect(shortNumber(-0.000123456, 5)).toBe(-0.00012346);
    expect(shortNumber(1.23456789e-9, 5)).toBe(1.2346e-9);
    expect(shortNumber(0.1 + 0.2, 5)).toBe(0.3);
    // A half but for what a sum lost: which way it goes is the whole number's to say.
    expect(shortNumber(0.12344999999999999, 5)).toBe(0.12344999999999999);
  });
});

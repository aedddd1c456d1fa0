// Rounds numbers to fewer digits before they are carried to a page, so that what is shown is what the whole number would have shown.
// Pure.

/** Decimals that a number keeps at least where it has digits before the point: one more than are shown. */
const DECIMALS = 4;
/** Nearer than this to a short number, relative to it, a value differs from it by what sums of doubles lose. */
const NOISE = 1e-12;

/**
 * The number with `digits` significant digits, and at least four decimals where it is 1 or more. Rounding it again to fewer digits gives
 * what rounding the whole number gives: where it would come to lie just between two shorter numbers (0.179054 → 0.17905, which is shown
 * as 0.1790), it goes one step further to the side of the whole one (0.17906, shown as 0.1791).
 */
export function shortNumber(value: number, digits: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value;
  const size = Math.abs(value);
  const whole = size < 1 ? 0 : Math.floor(size).toString().length + DECIMALS;
  const kept = Math.max(digits, whole);
  const [mantissa = '', exponent = '0'] = size.toExponential(kept - 1).split('e');
  const rounded = Number(`${mantissa}e${exponent}`);
  const isBetween = /5[.0]*$/.test(mantissa);
  if (rounded === size || !isBetween) return Math.sign(value) * rounded;
  if (Math.abs(size - rounded) <= NOISE * rounded) return value;
  const steps = Number(mantissa.replace('.', '')) + (size > rounded ? 1 : -1);
  return Math.sign(value) * Number(`${steps}e${Number(exponent) - (kept - 1)}`);
}

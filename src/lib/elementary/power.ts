// Whole powers with the same bits in every JavaScript engine (see exponential.ts). `**` and `Math.pow` are left to the engine by the
// language. Other exponents are exp(y · log(x)).
import { errorOfProduct } from './exact';

/** x². */
export const square = (x: number): number => x * x;

/**
 * x^n by repeated squaring, each product kept with what it lost, so that even the ten thousandth power is rounded as if once
 * (below 0.6 ulp; elementary.test.ts measures it).
 * @param n whole, ≥ 0
 * @throws RangeError for another n
 */
export function integerPower(x: number, n: number): number {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`integerPower takes whole exponents from 0 on, not ${n}`);
  let [high, low] = [1, 0];
  let [square, squareLow] = [x, 0];
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) [high, low] = product(high, low, square, squareLow);
    if (left > 1) [square, squareLow] = product(square, squareLow, square, squareLow);
  }
  return high;
}

/** (a + aLow) · (b + bLow) as a normalised sum of two doubles. */
function product(a: number, aLow: number, b: number, bLow: number): [high: number, low: number] {
  const large = a * b;
  const small = errorOfProduct(a, b, large) + (a * bLow + aLow * b);
  // Near overflow and underflow nothing can be kept of what was lost.
  if (!Number.isFinite(small) || large === 0) return [large, 0];
  const high = large + small;
  return [high, large - high + small];
}

// log, log1p and log2 with the same bits in every JavaScript engine: + − × ÷ and bit operations only (see exponential.ts).
//
// x = 2^k · m with √½ ≤ m < √2, f = m − 1, and log m = 2 artanh s with s = f / (2 + f), arranged as f − f²/2 + s · (f²/2 + R(s²)) so that the
// large terms are exact or kept with what they lost (the arrangement of Ng's log of 1986, netlib's fdlibm; the series is Taylor's).
// Error: below 0.7 ulp; elementary.test.ts measures it.
import { LN2_HIGH, LN2_LOW, LOG2E_HIGH, LOG2E_LOW, SQRT2 } from './constants';
import { errorOfProduct, errorOfSum, exponentOf, mantissaOf, powerOfTwo } from './exact';

/** 2/3, 2/5, …, 2/25. */
const SERIES = Float64Array.from({ length: 12 }, (_, n) => 2 / (2 * n + 3));

const SMALLEST_NORMAL = powerOfTwo(-1022);

/** x = 2^k · (1 + f), √½ ≤ 1 + f < √2; x finite and above 0. */
function reduced(x: number): { readonly k: number; readonly f: number } {
  const lifted = x < SMALLEST_NORMAL ? 54 : 0;
  const normal = lifted === 0 ? x : x * powerOfTwo(lifted);
  const k = exponentOf(normal) - lifted;
  const m = mantissaOf(normal);
  return m > SQRT2 ? { k: k + 1, f: m / 2 - 1 } : { k, f: m - 1 };
}

/** log(1 + f) as a sum of two doubles, not normalised; |f| < 0.42. */
function logParts(f: number): readonly [high: number, low: number] {
  const s = f / (2 + f);
  const z = s * s;
  let series = 0;
  for (let n = SERIES.length - 1; n >= 0; n--) series = series * z + (SERIES[n] ?? 0);
  const square = f * f;
  const half = square / 2;
  const high = f - half;
  return [high, errorOfSum(f, -half, high) - errorOfProduct(f, f, square) / 2 + s * (half + z * series)];
}

/** The values of a logarithm where x is not a finite number above 0. */
function outside(x: number): number | null {
  if (x > 0) return x === Infinity ? x : null;
  return x === 0 ? -Infinity : NaN;
}

/** log x + correction, for a correction far below log x. */
function logOf(x: number, correction: number): number {
  const { k, f } = reduced(x);
  const [high, low] = logParts(f);
  if (k === 0) return high + (low + correction);
  const whole = k * LN2_HIGH; // exact
  const sum = whole + high;
  return sum + (errorOfSum(whole, high, sum) + (low + correction + k * LN2_LOW));
}

/** Natural logarithm. */
export function log(x: number): number {
  return outside(x) ?? logOf(x, 0);
}

/** log(1 + x), exact where x is small too. */
export function log1p(x: number): number {
  if (Math.abs(x) < 5e-17) return x;
  const one = 1 + x;
  return outside(one) ?? logOf(one, errorOfSum(1, x, one) / one);
}

/** Binary logarithm; whole for powers of two. */
export function log2(x: number): number {
  const special = outside(x);
  if (special !== null) return special;
  const { k, f } = reduced(x);
  const [large, small] = logParts(f);
  const high = large + small;
  const low = large - high + small;
  const product = high * LOG2E_HIGH;
  const lost = f === 0 ? 0 : errorOfProduct(high, LOG2E_HIGH, product) + high * LOG2E_LOW + low * LOG2E_HIGH;
  const sum = k + product;
  return sum + (errorOfSum(k, product, sum) + lost);
}

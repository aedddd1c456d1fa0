// exp, expm1 and tanh with the same bits in every JavaScript engine: + − × ÷ and bit operations only. `Math.exp` and its kin are left
// to the engine by the language, and engines differ in the last bit. Not faster than `Math`, and not for drawing.
//
// e^x = 2^k · e^r with r = x − k ln 2, |r| ≤ ln 2 / 2 (Cody and Waite, Software Manual for the Elementary Functions, 1980, ch. 6), and e^r
// by its Taylor series, whose first two terms are added without loss. Error: below 0.7 ulp (exp), 0.85 ulp (expm1, tanh);
// elementary.test.ts measures it.
import { LN2_HIGH, LN2_LOW, LOG2E_HIGH } from './constants';
import { errorOfProduct, errorOfSum, powerOfTwo, scaled } from './exact';

/** The largest x with a finite e^x, and the smallest one above 0. */
const LARGEST = 709.782712893384;
const SMALLEST = -745.1332191019412;

/** 1/2!, 1/3!, …, 1/14!. */
const SERIES = Float64Array.of(
  1 / 2,
  1 / 6,
  1 / 24,
  1 / 120,
  1 / 720,
  1 / 5040,
  1 / 40320,
  1 / 362880,
  1 / 3628800,
  1 / 39916800,
  1 / 479001600,
  1 / 6227020800,
  1 / 87178291200
);

/** e^(x) = 2^k · (1 + r + rest), r a double and rest below 0.07. */
interface Reduced {
  readonly k: number;
  readonly r: number;
  readonly rest: number;
}

function reduced(x: number): Reduced {
  const k = Math.round(x * LOG2E_HIGH);
  const high = x - k * LN2_HIGH; // exact
  const low = k * LN2_LOW;
  const r = high - low;
  const lost = high - r - low;
  let sum = 0;
  for (let n = SERIES.length - 1; n >= 0; n--) sum = sum * r + (SERIES[n] ?? 0);
  return { k, r, rest: r * r * sum + lost };
}

/** e^x. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > LARGEST) return Infinity;
  if (x < SMALLEST) return 0;
  const { k, r, rest } = reduced(x);
  const sum = 1 + r;
  return scaled(sum + (1 - sum + r + rest), k);
}

/** e^x − 1 as a sum of two doubles, the second far smaller than the first; −38 < x < 700. */
function expm1Parts(x: number): readonly [high: number, low: number] {
  const { k, r, rest } = reduced(x);
  if (k === 0) return [r, rest];
  const unit = powerOfTwo(k);
  const sum = 1 + r;
  const large = unit * sum;
  const less = large - 1;
  return [less, errorOfSum(large, -1, less) + unit * (1 - sum + r + rest)];
}

/** Below this size e^x − 1 and tanh x are x itself, rounded. */
const TINY = 5e-17;

/** e^x − 1, exact where x is small too. */
export function expm1(x: number): number {
  if (Math.abs(x) < TINY || x !== x) return x;
  if (x < -38) return -1;
  if (x > 40) return exp(x); // One is below half of its last bit.
  const [high, low] = expm1Parts(x);
  return high + low;
}

/** (e^x − e^−x) / (e^x + e^−x) = t / (t + 2) with t = e^2x − 1. */
export function tanh(x: number): number {
  if (Math.abs(x) < TINY || x !== x) return x;
  const size = Math.abs(x);
  const value = size > 20 ? 1 : quotient(expm1Parts(2 * size));
  return x < 0 ? -value : value;
}

/** t / (t + 2) for t = high + low, with one step of division's remainder. */
function quotient([large, small]: readonly [number, number]): number {
  const high = large + small;
  const low = large - high + small;
  const below = high + 2;
  const belowLow = errorOfSum(high, 2, below) + low;
  const first = high / below;
  const product = first * below;
  const remainder = high - product - errorOfProduct(first, below, product) + low - first * belowLow;
  return first + remainder / below;
}

// sin and cos with the same bits in every JavaScript engine: + − × ÷, bit operations and, for huge angles, big integers only (see
// exponential.ts).
//
// x = n · π/2 + r with |r| ≤ π/4: by three parts of π/2 (Cody and Waite, 1980, ch. 8) while n < 2²⁰, by big integers above. Then Taylor's series
// at r, whose first terms are added without loss. Error: below 0.8 ulp; elementary.test.ts measures it.
import { HALF_PI_FIRST, HALF_PI_SECOND, HALF_PI_THIRD, TWO_OVER_PI } from './constants';
import { errorOfProduct, errorOfSum, exponentOf, mantissaOf, powerOfTwo } from './exact';

/** x = quadrant · π/2 + high + low, the quadrant counted from 0 to 3. */
interface Reduced {
  readonly quadrant: number;
  readonly high: number;
  readonly low: number;
}

const MOST_QUADRANTS = 1_048_576;

function reduced(x: number): Reduced {
  const n = Math.round(x * TWO_OVER_PI);
  if (Math.abs(n) >= MOST_QUADRANTS) return reducedHuge(x);
  const first = x - n * HALF_PI_FIRST; // exact
  const secondPart = n * HALF_PI_SECOND; // exact
  const second = first - secondPart;
  const thirdPart = n * HALF_PI_THIRD;
  const high = second - thirdPart;
  const low = errorOfSum(second, -thirdPart, high) + errorOfSum(first, -secondPart, second);
  return { quadrant: n & 3, high: high + low, low: high - (high + low) + low };
}

/** Bits of π/2 after the point: the exponent of the largest double and 200 more. */
const BITS = 1224n;
let halfPi: bigint | null = null;

/** π/2 · 2^BITS by Machin's formula: π/4 = 4 arctan(1/5) − arctan(1/239). */
function halfPiBits(): bigint {
  const spare = 32n;
  const arctanOfOneOver = (whole: bigint): bigint => {
    let power = (1n << (BITS + spare)) / whole;
    let sum = 0n;
    for (let n = 0n; power !== 0n; n++, power /= whole * whole) {
      sum += (n % 2n === 0n ? power : -power) / (2n * n + 1n);
    }
    return sum;
  };
  return (2n * (4n * arctanOfOneOver(5n) - arctanOfOneOver(239n))) >> spare;
}

function reducedHuge(x: number): Reduced {
  halfPi ??= halfPiBits();
  const exponent = exponentOf(x) - 52; // x is far above 2²⁰, so it may have bits below 1
  const mantissa = BigInt(mantissaOf(x) * 4_503_599_627_370_496);
  const angle = mantissa << (BITS + BigInt(exponent));
  const sign = angle < 0n ? -1n : 1n;
  // Rounded to the nearest quadrant, as Math.round does above.
  const n = (2n * angle + sign * halfPi) / (2n * halfPi);
  // 200 bits are far more than two doubles hold.
  const rest = (angle - n * halfPi) >> (BITS - 200n);
  const high = Number(rest);
  const unit = powerOfTwo(-200);
  return { quadrant: Number(((n % 4n) + 4n) % 4n), high: high * unit, low: Number(rest - BigInt(high)) * unit };
}

/** −1/3!, 1/5!, …, 1/17!. */
const SINE = Float64Array.of(
  -1 / 6,
  1 / 120,
  -1 / 5040,
  1 / 362880,
  -1 / 39916800,
  1 / 6227020800,
  -1 / 1307674368000,
  1 / 355687428096000
);
/** 1/4!, −1/6!, …, −1/18!. */
const COSINE = Float64Array.of(
  1 / 24,
  -1 / 720,
  1 / 40320,
  -1 / 3628800,
  1 / 479001600,
  -1 / 87178291200,
  1 / 20922789888000,
  -1 / 6402373705728000
);

function horner(coefficients: Float64Array, z: number): number {
  let sum = 0;
  for (let n = coefficients.length - 1; n >= 0; n--) sum = sum * z + (coefficients[n] ?? 0);
  return sum;
}

function sineNearZero(r: number, low: number): number {
  const z = r * r;
  return r + (r * z * horner(SINE, z) + low * (1 - z / 2));
}

function cosineNearZero(r: number, low: number): number {
  const z = r * r;
  const lost = errorOfProduct(r, r, z);
  const first = 1 - z / 2;
  return first + (1 - first - z / 2 + (z * z * horner(COSINE, z) - lost / 2 - r * low));
}

/** The sine of x + quarters · π/2. */
function turned(x: number, quarters: number): number {
  const { quadrant, high, low } = reduced(x);
  const at = (quadrant + quarters) & 3;
  const value = at % 2 === 0 ? sineNearZero(high, low) : cosineNearZero(high, low);
  return at < 2 ? value : -value;
}

/** Sine of x in radians. */
export function sin(x: number): number {
  if (Math.abs(x) < 1e-8) return x; // x³/6 is below half of its last bit; −0 stays
  return Number.isFinite(x) ? turned(x, 0) : NaN;
}

/** Cosine of x in radians. */
export function cos(x: number): number {
  return Number.isFinite(x) ? turned(x, 1) : NaN;
}

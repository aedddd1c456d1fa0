// References for the tests of this room: e^x, log, sin, cos and powers in fixed point over big integers, true to far more bits than a double has.
// Slow, plain, and without a floating-point operation.

/** Bits after the point. */
export const BITS = 1200n;
export const ONE = 1n << BITS;

/** A finite double as fixed point, exactly where it has no bit below 2^−1200. */
export function fixed(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0n ? fraction : fraction | 0x10000000000000n;
  const shift = (biased === 0n ? 1n : biased) - 1075n + BITS;
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return bits >> 63n === 0n ? size : -size;
}

const multiply = (a: bigint, b: bigint): bigint => (a * b) >> BITS;

/** Σ terms of a series whose terms are made one from the other, until they vanish. */
function series(first: bigint, next: (term: bigint, n: bigint) => bigint): bigint {
  let sum = 0n;
  let term = first;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = next(term, n);
  }
  return sum;
}

/** 2 artanh(1/3), so that log m = 2 artanh((m − 1) / (m + 1)) gives the rest. */
export const LN2 = logOfSmall(2n * ONE);

/** log m by 2 artanh((m − 1) / (m + 1)); quick for m near 1. */
function logOfSmall(m: bigint): bigint {
  const s = ((m - ONE) << BITS) / (m + ONE);
  const square = multiply(s, s);
  let power = s;
  let sum = 0n;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = multiply(power, square);
  }
  return 2n * sum;
}

/** log x for x > 0. */
export function logReference(x: bigint): bigint {
  const k = BigInt(x.toString(2).length - 1) - BITS;
  const m = k >= 0n ? x >> k : x << -k;
  return k * LN2 + logOfSmall(m);
}

/** e^x. */
export function expReference(x: bigint): bigint {
  const k = x / LN2;
  const r = x - k * LN2;
  const value = series(ONE, (term, n) => multiply(term, r) / n);
  return k >= 0n ? value << k : value >> -k;
}

/** π by Gauss's formula: 48 arctan(1/18) + 32 arctan(1/57) − 20 arctan(1/239). Not the one that the room itself uses. */
export const PI = 48n * arctanOfOneOver(18n) + 32n * arctanOfOneOver(57n) - 20n * arctanOfOneOver(239n);

function arctanOfOneOver(whole: bigint): bigint {
  let power = ONE / whole;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n, power /= whole * whole) sum += (n % 4n === 1n ? power : -power) / n;
  return sum;
}

/** sin x; x below 2^200. */
export function sinReference(x: bigint): bigint {
  const r = x % (2n * PI);
  const square = multiply(r, r);
  return series(r, (term, n) => -multiply(term, square) / (2n * n * (2n * n + 1n)));
}

/** cos x; x below 2^200. */
export function cosReference(x: bigint): bigint {
  const r = x % (2n * PI);
  const square = multiply(r, r);
  return series(ONE, (term, n) => -multiply(term, square) / ((2n * n - 1n) * 2n * n));
}

/** x^n for whole n ≥ 0. */
export function powerReference(x: bigint, n: number): bigint {
  let value = ONE;
  for (let square = x, left = n; left > 0; left = Math.floor(left / 2), square = multiply(square, square)) {
    if (left % 2 === 1) value = multiply(value, square);
  }
  return value;
}

/** |got − right| in units in the last place of the double nearest to `right`. */
export function ulps(got: number, right: bigint): number {
  const size = right < 0n ? -right : right;
  const exponent = Math.max(size.toString(2).length - 1 - Number(BITS), -1022);
  const ulp = ONE >> BigInt(52 - exponent);
  const gap = fixed(got) - right;
  // Four digits after the point are enough to tell 0.7 from 1.
  return Number(((gap < 0n ? -gap : gap) * 10_000n) / ulp) / 10_000;
}

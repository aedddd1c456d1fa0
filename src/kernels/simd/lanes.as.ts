// What several operators in AssemblyScript share: sums of lanes, dot products, exponentials.

/**
 * x · y + sum. In the module with relaxed SIMD one operation, rounded once where the processor has it (FMA) and twice where not; else
 * two, rounded twice everywhere.
 */
export function multiplyAdd(x: v128, y: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}

/** The four lanes added in a fixed order. */
export function sumOfLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** x · y over `bytes` = 4 · width bytes: two chains of four lanes, then what is left one by one. */
export function dot(x: usize, y: usize, bytes: usize): f32 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let at: usize = 0;
  for (; at + 32 <= bytes; at += 32) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load(x + at), v128.load(y + at)));
    s1 = f32x4.add(s1, f32x4.mul(v128.load(x + at, 16), v128.load(y + at, 16)));
  }
  if (at + 16 <= bytes) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load(x + at), v128.load(y + at)));
    at += 16;
  }
  let sum = sumOfLanes(f32x4.add(s0, s1));
  for (; at < bytes; at += 4) sum += load<f32>(x + at) * load<f32>(y + at);
  return sum;
}

/**
 * e^x in four lanes, within two units in the last place for −87 ≤ x ≤ 88; beyond, the value at the bound. x = n ln 2 + r with
 * |r| ≤ ln 2 / 2, where the Taylor series up to r⁷/7! is off by 5e-9; ln 2 in two parts, so that n times the first is exact.
 */
export function exponential(x: v128): v128 {
  const bounded = f32x4.max(f32x4.min(x, f32x4.splat(88)), f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.4426950408889634)));
  const r = f32x4.sub(
    f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375))),
    f32x4.mul(n, f32x4.splat(-2.12194440054690583e-4))
  );
  let series = f32x4.splat(1.0 / 5040.0);
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1.0 / 720.0));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1.0 / 120.0));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1.0 / 24.0));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1.0 / 6.0));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(0.5));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1));
  series = f32x4.add(f32x4.mul(series, r), f32x4.splat(1));
  // n as an exponent: 2ⁿ has the bits (n + 127) << 23.
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(series, power);
}

/**
 * The same of sixteen floats one behind the other, in place: four at a time in step, since each constant costs as much as an operation,
 * and the chain of one waits for no other.
 */
export function exponentials(at: usize): void {
  let c = f32x4.splat(88);
  let x0 = f32x4.pmin(v128.load(at), c);
  let x1 = f32x4.pmin(v128.load(at, 16), c);
  let x2 = f32x4.pmin(v128.load(at, 32), c);
  let x3 = f32x4.pmin(v128.load(at, 48), c);
  c = f32x4.splat(-87);
  x0 = f32x4.pmax(x0, c);
  x1 = f32x4.pmax(x1, c);
  x2 = f32x4.pmax(x2, c);
  x3 = f32x4.pmax(x3, c);
  // Above 1.5 · 2²³ floats are whole numbers whose last bits count them: the nearest n, and its bits, in one addition.
  c = f32x4.splat(1.4426950408889634);
  let d = f32x4.splat(12582912);
  const w0 = f32x4.add(f32x4.mul(x0, c), d);
  const w1 = f32x4.add(f32x4.mul(x1, c), d);
  const w2 = f32x4.add(f32x4.mul(x2, c), d);
  const w3 = f32x4.add(f32x4.mul(x3, c), d);
  const n0 = f32x4.sub(w0, d);
  const n1 = f32x4.sub(w1, d);
  const n2 = f32x4.sub(w2, d);
  const n3 = f32x4.sub(w3, d);
  c = f32x4.splat(0.693359375);
  x0 = f32x4.sub(x0, f32x4.mul(n0, c));
  x1 = f32x4.sub(x1, f32x4.mul(n1, c));
  x2 = f32x4.sub(x2, f32x4.mul(n2, c));
  x3 = f32x4.sub(x3, f32x4.mul(n3, c));
  c = f32x4.splat(-2.12194440054690583e-4);
  x0 = f32x4.sub(x0, f32x4.mul(n0, c));
  x1 = f32x4.sub(x1, f32x4.mul(n1, c));
  x2 = f32x4.sub(x2, f32x4.mul(n2, c));
  x3 = f32x4.sub(x3, f32x4.mul(n3, c));
  c = f32x4.splat(1.0 / 5040.0);
  d = f32x4.splat(1.0 / 720.0);
  let s0 = f32x4.add(f32x4.mul(c, x0), d);
  let s1 = f32x4.add(f32x4.mul(c, x1), d);
  let s2 = f32x4.add(f32x4.mul(c, x2), d);
  let s3 = f32x4.add(f32x4.mul(c, x3), d);
  d = f32x4.splat(1.0 / 120.0);
  s0 = f32x4.add(f32x4.mul(s0, x0), d);
  s1 = f32x4.add(f32x4.mul(s1, x1), d);
  s2 = f32x4.add(f32x4.mul(s2, x2), d);
  s3 = f32x4.add(f32x4.mul(s3, x3), d);
  d = f32x4.splat(1.0 / 24.0);
  s0 = f32x4.add(f32x4.mul(s0, x0), d);
  s1 = f32x4.add(f32x4.mul(s1, x1), d);
  s2 = f32x4.add(f32x4.mul(s2, x2), d);
  s3 = f32x4.add(f32x4.mul(s3, x3), d);
  d = f32x4.splat(1.0 / 6.0);
  s0 = f32x4.add(f32x4.mul(s0, x0), d);
  s1 = f32x4.add(f32x4.mul(s1, x1), d);
  s2 = f32x4.add(f32x4.mul(s2, x2), d);
  s3 = f32x4.add(f32x4.mul(s3, x3), d);
  d = f32x4.splat(0.5);
  s0 = f32x4.add(f32x4.mul(s0, x0), d);
  s1 = f32x4.add(f32x4.mul(s1, x1), d);
  s2 = f32x4.add(f32x4.mul(s2, x2), d);
  s3 = f32x4.add(f32x4.mul(s3, x3), d);
  d = f32x4.splat(1);
  s0 = f32x4.add(f32x4.mul(s0, x0), d);
  s1 = f32x4.add(f32x4.mul(s1, x1), d);
  s2 = f32x4.add(f32x4.mul(s2, x2), d);
  s3 = f32x4.add(f32x4.mul(s3, x3), d);
  s0 = f32x4.add(f32x4.mul(s0, x0), d);
  s1 = f32x4.add(f32x4.mul(s1, x1), d);
  s2 = f32x4.add(f32x4.mul(s2, x2), d);
  s3 = f32x4.add(f32x4.mul(s3, x3), d);
  const bias = i32x4.splat(127);
  v128.store(at, f32x4.mul(s0, i32x4.shl(i32x4.add(w0, bias), 23)));
  v128.store(at, f32x4.mul(s1, i32x4.shl(i32x4.add(w1, bias), 23)), 16);
  v128.store(at, f32x4.mul(s2, i32x4.shl(i32x4.add(w2, bias), 23)), 32);
  v128.store(at, f32x4.mul(s3, i32x4.shl(i32x4.add(w3, bias), 23)), 48);
}

// Fused BPR in SIMD, for wasm. AssemblyScript; numbers are addresses in tfjs's memory. bpr.ts has the formulas.
import { exponential, sumOfLanes } from '../simd/lanes.as';

/** out [2, batch]: softplus(−m_b) and σ(−m_b), with m_b = x_a · (x_p − x_n). */
export function bprMargins(x: usize, triples: usize, out: usize, batch: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  const row = (<usize>batch) << 2;
  const whole = stride & ~15;
  for (let b: usize = 0; b < row; b += 4) {
    const a = x + <usize>load<i32>(triples + b) * stride;
    const p = x + <usize>load<i32>(triples + b + row) * stride;
    const n = x + <usize>load<i32>(triples + b + row + row) * stride;
    let sum = f32x4.splat(0);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), f32x4.sub(v128.load(p + at), v128.load(n + at))));
    }
    let margin = sumOfLanes(sum);
    for (; at < stride; at += 4) margin += load<f32>(a + at) * (load<f32>(p + at) - load<f32>(n + at));
    store<f32>(out + b, margin);
  }
  let b: usize = 0;
  for (; b + 16 <= row; b += 16) {
    const margins = v128.load(out + b);
    const decay = exponential(f32x4.neg(f32x4.abs(margins)));
    v128.store(out + b, softplusOfNegative(margins, decay));
    v128.store(out + b + row, sigmoidOfNegative(margins, decay));
  }
  for (; b < row; b += 4) {
    const margins = v128.load32_splat(out + b);
    const decay = exponential(f32x4.neg(f32x4.abs(margins)));
    store<f32>(out + b, f32x4.extract_lane(softplusOfNegative(margins, decay), 0));
    store<f32>(out + b + row, f32x4.extract_lane(sigmoidOfNegative(margins, decay), 0));
  }
}

/**
 * softplus(−m) = max(−m, 0) + log(1 + d), d = e^−|m|. log(1 + d) = 2 artanh(s) with s = d / (2 + d) ≤ 1/3: the series up to
 * s¹⁵ is off by 1e-9, and nothing cancels for small d.
 */
function softplusOfNegative(margins: v128, decay: v128): v128 {
  const s = f32x4.div(decay, f32x4.add(decay, f32x4.splat(2)));
  const q = f32x4.mul(s, s);
  let series = f32x4.splat(1.0 / 15.0);
  series = f32x4.add(f32x4.mul(series, q), f32x4.splat(1.0 / 13.0));
  series = f32x4.add(f32x4.mul(series, q), f32x4.splat(1.0 / 11.0));
  series = f32x4.add(f32x4.mul(series, q), f32x4.splat(1.0 / 9.0));
  series = f32x4.add(f32x4.mul(series, q), f32x4.splat(1.0 / 7.0));
  series = f32x4.add(f32x4.mul(series, q), f32x4.splat(1.0 / 5.0));
  series = f32x4.add(f32x4.mul(series, q), f32x4.splat(1.0 / 3.0));
  series = f32x4.add(f32x4.mul(series, q), f32x4.splat(1));
  const log = f32x4.mul(f32x4.add(s, s), series);
  return f32x4.add(f32x4.max(f32x4.neg(margins), f32x4.splat(0)), log);
}

function sigmoidOfNegative(margins: v128, decay: v128): v128 {
  const one = f32x4.splat(1);
  const above = v128.bitselect(decay, one, f32x4.ge(margins, f32x4.splat(0)));
  return f32x4.div(above, f32x4.add(one, decay));
}

/**
 * The gradient to all rows, out [rows, width], through the CSR of row → places in the triples.
 * @param scale address of the one number that the mean's gradient is
 */
export function bprGradient(
  x: usize,
  triples: usize,
  rowPtr: usize,
  places: usize,
  margins: usize,
  scale: usize,
  out: usize,
  rows: i32,
  batch: i32,
  width: i32
): void {
  const stride = (<usize>width) << 2;
  const each = load<f32>(scale) / <f32>batch;
  const pulls = margins + ((<usize>batch) << 2);
  memory.fill(out, 0, <usize>rows * stride);
  for (let row: i32 = 0; row < rows; row++) {
    const to = out + <usize>row * stride;
    const end = load<i32>(rowPtr + ((<usize>row) << 2), 4);
    for (let at = load<i32>(rowPtr + ((<usize>row) << 2)); at < end; at++) {
      const place = load<i32>(places + ((<usize>at) << 2));
      const role = place / batch;
      const b = (<usize>(place - role * batch)) << 2;
      const pull = each * load<f32>(pulls + b);
      if (role == 0) {
        const p = x + <usize>load<i32>(triples + b + ((<usize>batch) << 2)) * stride;
        const n = x + <usize>load<i32>(triples + b + ((<usize>batch) << 3)) * stride;
        addDifference(to, pull, n, p, stride);
      } else {
        addTimes(to, role == 1 ? -pull : pull, x + <usize>load<i32>(triples + b) * stride, stride);
      }
    }
  }
}

/** to += factor · (n − p). */
function addDifference(to: usize, factor: f32, n: usize, p: usize, bytes: usize): void {
  const factors = f32x4.splat(factor);
  const whole = bytes & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const difference = f32x4.sub(v128.load(n + at), v128.load(p + at));
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(factors, difference)));
  }
  for (; at < bytes; at += 4) {
    store<f32>(to + at, load<f32>(to + at) + factor * (load<f32>(n + at) - load<f32>(p + at)));
  }
}

/** to += factor · x. */
function addTimes(to: usize, factor: f32, x: usize, bytes: usize): void {
  const factors = f32x4.splat(factor);
  const whole = bytes & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(factors, v128.load(x + at))));
  }
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + factor * load<f32>(x + at));
}

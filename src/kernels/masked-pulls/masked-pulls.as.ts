// What follows exponential sums in masked InfoNCE (losses/info-nce.ts has the formulas), in SIMD, for wasm: each row's share of its own
// target, and the gradient to the row. AssemblyScript; numbers are addresses in a memory.
import { dot, exponentials } from '../simd/lanes.as';

/** Keeps the logarithm and the quotient from 0 (official behaviour). */
const EPSILON: f32 = 1e-8;
/** Rows whose exponentials are made at a time. */
const SOME: i32 = 16;

/**
 * With e = exp(x_i · y_i / temperature): shares [rows], a = e / (z + ε), and pulls [rows, width] = u (s / (z + ε) − y), where
 * u = a / (a + ε) / (count · temperature): d (−mean log(a + ε)) / dx.
 * @param x [rows, width], unit rows
 * @param targets [·, width], unit rows; those of x begin at row `first`
 * @param scratch 16 floats
 */
export function maskedPulls(
  x: usize,
  targets: usize,
  s: usize,
  z: usize,
  shares: usize,
  pulls: usize,
  scratch: usize,
  rows: i32,
  first: i32,
  count: i32,
  width: i32,
  temperature: f32
): void {
  const bytes = (<usize>width) << 2;
  const own = targets + <usize>first * bytes;
  for (let start: i32 = 0; start < rows; start += SOME) {
    const here = min(SOME, rows - start);
    for (let i: i32 = 0; i < SOME; i++) {
      const at = <usize>(start + min(i, here - 1)) * bytes;
      store<f32>(scratch + ((<usize>i) << 2), dot(x + at, own + at, bytes) / temperature);
    }
    exponentials(scratch);
    for (let i: i32 = 0; i < here; i++) {
      const word = (<usize>(start + i)) << 2;
      const total = load<f32>(z + word) + EPSILON;
      const share = load<f32>(scratch + ((<usize>i) << 2)) / total;
      store<f32>(shares + word, share);
      const pull = share / (share + EPSILON) / (<f32>count * temperature);
      const at = <usize>(start + i) * bytes;
      pullRow(s + at, own + at, pulls + at, bytes, pull / total, pull);
    }
  }
}

/** out = a · s − b · y. */
function pullRow(s: usize, y: usize, out: usize, bytes: usize, a: f32, b: f32): void {
  const pull = f32x4.splat(a);
  const push = f32x4.splat(b);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    v128.store(out + at, f32x4.sub(f32x4.mul(pull, v128.load(s + at)), f32x4.mul(push, v128.load(y + at))));
  }
  for (; at < bytes; at += 4) store<f32>(out + at, a * load<f32>(s + at) - b * load<f32>(y + at));
}

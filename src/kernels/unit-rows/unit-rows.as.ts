// Rows of length one in SIMD, for wasm, and the gradient. AssemblyScript; numbers are addresses in a memory. unit-rows.ts has the formulas.
import { dot } from '../simd/lanes.as';

/** out [rows, width] = x / sqrt(max(x·x + added, least)), row by row. May write over x. */
export function unitRows(x: usize, out: usize, rows: i32, width: i32, added: f32, least: f32): void {
  const bytes = (<usize>width) << 2;
  for (let row: i32 = 0; row < rows; row++) {
    const at = <usize>row * bytes;
    const factor = <f32>1 / sqrt<f32>(max<f32>(dot(x + at, x + at, bytes) + added, least));
    scaled(x + at, out + at, bytes, factor);
  }
}

function scaled(from: usize, to: usize, bytes: usize, factor: f32): void {
  const f = f32x4.splat(factor);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, f32x4.mul(v128.load(from + at), f));
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at) * factor);
}

/** out [rows, width] = dL/dx from x and dy = dL/d(unit rows). May write over dy. */
export function unitRowsGradient(x: usize, dy: usize, out: usize, rows: i32, width: i32, added: f32, least: f32): void {
  const bytes = (<usize>width) << 2;
  for (let row: i32 = 0; row < rows; row++) {
    const own = x + <usize>row * bytes;
    const d = dy + <usize>row * bytes;
    const to = out + <usize>row * bytes;
    const square = dot(own, own, bytes) + added;
    const factor = <f32>1 / sqrt<f32>(max<f32>(square, least));
    if (square < least) {
      // A row this short is divided by a constant.
      scaled(d, to, bytes, factor);
      continue;
    }
    // y = factor · x: dx = factor · (dy − y (y · dy)).
    const along = factor * dot(own, d, bytes) * factor;
    const f = f32x4.splat(factor);
    const a = f32x4.splat(along);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      v128.store(to + at, f32x4.mul(f, f32x4.sub(v128.load(d + at), f32x4.mul(a, v128.load(own + at)))));
    }
    for (; at < bytes; at += 4) {
      store<f32>(to + at, factor * (load<f32>(d + at) - along * load<f32>(own + at)));
    }
  }
}

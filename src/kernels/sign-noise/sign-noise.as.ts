// SimGCL's noise in SIMD, for wasm: y = x + eps · sign(x) ⊙ r / max(‖r‖, 1e-12), row by row. AssemblyScript; numbers are addresses in
// tfjs's memory.
import { dot } from '../simd/lanes.as';

export function signNoise(x: usize, noise: usize, y: usize, rows: i32, width: i32, eps: f32): void {
  const stride = (<usize>width) << 2;
  const whole = stride & ~15;
  for (let row: i32 = 0; row < rows; row++) {
    const start = <usize>row * stride;
    const scale = eps / max<f32>(sqrt<f32>(dot(noise + start, noise + start, stride)), 1e-12);
    let at = start;
    for (; at < start + whole; at += 16) {
      v128.store(y + at, moved(v128.load(x + at), v128.load(noise + at), scale));
    }
    for (; at < start + stride; at += 4) {
      const one = moved(v128.load32_splat(x + at), v128.load32_splat(noise + at), scale);
      store<f32>(y + at, f32x4.extract_lane(one, 0));
    }
  }
}

/** x + scale · sign(x) · r; zeros stay. */
function moved(x: v128, r: v128, scale: f32): v128 {
  const step = v128.xor(f32x4.mul(f32x4.splat(scale), r), v128.and(x, i32x4.splat(0x80000000)));
  return f32x4.add(x, v128.and(step, f32x4.ne(x, f32x4.splat(0))));
}

// Uniform draws in SIMD, for wasm: the same bits as `uniformArray` in random.ts. AssemblyScript; `out` is an address in tfjs's
// memory.
import { uniform4 } from './threefry.as';

export function uniformDraws(seed: i32, stream: i32, step: i32, out: usize, count: i32): void {
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) v128.store(out + ((<usize>i) << 2), uniform4(seed, stream, step, i));
  for (; i < count; i++) {
    store<f32>(out + ((<usize>i) << 2), f32x4.extract_lane(uniform4(seed, stream, step, i), 0));
  }
}

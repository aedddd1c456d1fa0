// Edge dropout in SIMD, for wasm: draws and mask in one pass. AssemblyScript; numbers are addresses in tfjs's memory.
import { uniform4 } from '../random/threefry.as';

export function edgeMask(
  values: usize,
  out: usize,
  count: i32,
  seed: i32,
  stream: i32,
  step: i32,
  keepRate: f32
): void {
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    const isKept = f32x4.lt(uniform4(seed, stream, step, i), f32x4.splat(keepRate));
    v128.store(out + at, v128.and(v128.load(values + at), isKept));
  }
  for (; i < count; i++) {
    const at = (<usize>i) << 2;
    const draw = f32x4.extract_lane(uniform4(seed, stream, step, i), 0);
    store<f32>(out + at, draw < keepRate ? load<f32>(values + at) : 0);
  }
}

// Dot products along entries in SIMD, for wasm: out[e] = x[rowOf[e], :] · y[colIdx[e], :]. AssemblyScript; numbers are addresses in
// tfjs's memory.
import { dot } from '../simd/lanes.as';

export function edgeDot(x: usize, y: usize, rowOf: usize, colIdx: usize, out: usize, count: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  for (let e: i32 = 0; e < count; e++) {
    const at = (<usize>e) << 2;
    const row = x + <usize>load<i32>(rowOf + at) * stride;
    const column = y + <usize>load<i32>(colIdx + at) * stride;
    store<f32>(out + at, dot(row, column, stride));
  }
}

// Rows by index in SIMD, for wasm: y[b, :] = x[index[b], :]. AssemblyScript; numbers are addresses in tfjs's memory.

export function gatherRows(x: usize, index: usize, y: usize, count: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  const whole = stride & ~15;
  for (let b: i32 = 0; b < count; b++) {
    const from = x + <usize>load<i32>(index + ((<usize>b) << 2)) * stride;
    const to = y + <usize>b * stride;
    let at: usize = 0;
    for (; at < whole; at += 16) v128.store(to + at, v128.load(from + at));
    for (; at < stride; at += 4) store<f32>(to + at, load<f32>(from + at));
  }
}

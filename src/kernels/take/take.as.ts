// Values by index, for wasm: out[i] = values[index[i]]. AssemblyScript; numbers are addresses in tfjs's memory. WebAssembly has no
// gather of lanes, so these are single loads.

export function take(values: usize, index: usize, out: usize, count: i32): void {
  for (let i: i32 = 0; i < count; i++) {
    const at = (<usize>i) << 2;
    store<f32>(out + at, load<f32>(values + ((<usize>load<i32>(index + at)) << 2)));
  }
}

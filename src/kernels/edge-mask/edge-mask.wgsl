// Edge dropout: result[e] = values[e] where uniform(seed, stream, step, e) < keepRate, else 0.
// Bindings: result f32 [entries], values f32 [entries]. Uniforms: seed, stream, step (bit patterns of u32 in i32), keepRate,
//   size = entries. The functions of random/threefry.wgsl stand before this.
// One thread does one entry. Bytes: 8 an entry, about 100 integer operations.

fn main(index : i32) {
  if (index < uniforms.size) {
    let draw = uniformDraw(uniforms.seed, uniforms.stream, uniforms.step, index);
    result[index] = select(0.0, values[index], draw < uniforms.keepRate);
  }
}

// Values by index: result[i] = values[index[i]].
// Bindings: result f32 [m], values f32 [n], index i32 [m]. Uniforms: size = m. One thread takes one value. Bytes: 12 an index.

fn main(position : i32) {
  if (position < uniforms.size) {
    result[position] = values[index[position]];
  }
}

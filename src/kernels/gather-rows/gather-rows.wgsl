// Rows by index: result[b, :] = x[packed[start + b], :].
// Bindings: result [n, width] and x [rows, width] as vec4<f32> (width a multiple of 4) or f32, packed i32 (gather-rows.ts says what is in it).
// Uniforms: groups = width ÷ components; start, where the index begins; size = n · groups.
// One thread copies one component group. Bytes: 4 · width read and written a row, 4 a row and group for the index.

fn main(position : i32) {
  if (position < uniforms.size) {
    let row = packed[uniforms.start + position / uniforms.groups];
    result[position] = x[row * uniforms.groups + position % uniforms.groups];
  }
}

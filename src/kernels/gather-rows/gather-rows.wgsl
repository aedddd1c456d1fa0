// Rows by index: result[b, :] = x[index[b], :].
// Bindings: result [n, width] and x [rows, width] as vec4<f32> (width a multiple of 4) or f32, index i32 [n].
// Uniforms: groups = width ÷ components; size = n · groups.
// One thread copies one component group. Bytes: 4 · width read and written a row, 4 a row and group for the index.

fn main(position : i32) {
  if (position < uniforms.size) {
    let row = index[position / uniforms.groups];
    result[position] = x[row * uniforms.groups + position % uniforms.groups];
  }
}

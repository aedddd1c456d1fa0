// Rows times a number: result[r, :] = factor · by · x[r, 0 … width − 1]; without `by` that is 1.
// Bindings: result [rows, groups] and x [rows, stride] as ELEMENT (vec4<f32> or f32), by f32 [1].
// Uniforms: groups = width ÷ components, stride = width of x ÷ components, factor; size = rows · groups.
// One thread does one element. Bytes: 4 read and written a number.

fn main(index : i32) {
  if (index < uniforms.size) {
    let place = (index / uniforms.groups) * uniforms.stride + index % uniforms.groups;
    //#if by
    result[index] = x[place] * (by[0] * uniforms.factor);
    //#else
    result[index] = x[place] * uniforms.factor;
    //#end
  }
}

// The yardstick of bandwidth: result[i] = x[i], vec4 by vec4. Bindings: result and x vec4<f32> [n ÷ 4]. Uniforms: size = n ÷ 4.
// Bytes: 8 a number.

fn main(index : i32) {
  if (index < uniforms.size) {
    result[index] = x[index];
  }
}

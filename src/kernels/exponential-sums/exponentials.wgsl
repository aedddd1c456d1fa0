// Exponentials of the first columns, zeros behind: result[r, c] = exp(factor · x[r, c]) where c < count, else 0.
// Bindings: result and x vec4<f32> [rows, groups]. Uniforms: groups = width ÷ 4, count, factor, size = rows · groups.
// One thread makes four numbers. Bytes: 8 a number.

fn main(index : i32) {
  if (index < uniforms.size) {
    let column = vec4<i32>(4 * (index % uniforms.groups)) + vec4<i32>(0, 1, 2, 3);
    result[index] = select(vec4<f32>(0.0), exp(x[index] * uniforms.factor), column < vec4<i32>(uniforms.count));
  }
}

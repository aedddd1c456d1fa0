// What each masked row has of its own target: with a = exp(x · y / τ) / (z + ε) and p = a / (a + ε) / (n τ),
//   result[i] = (log(a_i + ε), p_i / (z_i + ε), p_i, 0).
// Bindings: result vec4<f32> [n], rows and targets [n, groups] as ELEMENT (vec4<f32> or f32), totals f32 [n] (z).
// Uniforms: count = n, groups = width ÷ components, inverse = 1 / τ, epsilon.
// One thread does one row, in order. Bytes: 8 · width read and 16 written a row.

fn inner(a : ELEMENT, b : ELEMENT) -> f32 {
  //#if wide
  return dot(a, b);
  //#else
  return a * b;
  //#end
}

fn main(row : i32) {
  if (row < uniforms.count) {
    let first = row * uniforms.groups;
    var likeness = 0.0;
    for (var g = 0; g < uniforms.groups; g++) {
      likeness += inner(rows[first + g], targets[first + g]);
    }
    let whole = totals[row] + uniforms.epsilon;
    let share = exp(likeness * uniforms.inverse) / whole;
    let pull = share / (share + uniforms.epsilon) * uniforms.inverse / f32(uniforms.count);
    result[row] = vec4<f32>(log(share + uniforms.epsilon), pull / whole, pull, 0.0);
  }
}

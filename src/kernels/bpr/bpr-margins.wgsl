// BPR of a batch: for triple b with rows a, p, n of x and the margin m = x_a · (x_p − x_n),
//   result[0, b] = softplus(−m),   result[1, b] = σ(−m).
// Bindings: result f32 [2, batch], x [rows, groups] as ELEMENT (vec4<f32> or f32), triples i32: [3, batch] (a, p, n), and
//   more behind them.
// Uniforms: groups = width ÷ components, batch.
// One thread does one triple. Bytes: 12 · width read and 8 written a triple.

fn inner(a : ELEMENT, b : ELEMENT) -> f32 {
  //#if wide
  return dot(a, b);
  //#else
  return a * b;
  //#end
}

fn main(index : i32) {
  if (index < uniforms.batch) {
    let a = triples[index] * uniforms.groups;
    let p = triples[uniforms.batch + index] * uniforms.groups;
    let n = triples[2 * uniforms.batch + index] * uniforms.groups;
    var margin = 0.0;
    for (var g = 0; g < uniforms.groups; g++) {
      margin += inner(x[a + g], x[p + g] - x[n + g]);
    }
    // e^(−|m|) never overflows.
    let decay = exp(-abs(margin));
    result[index] = max(-margin, 0.0) + log(1.0 + decay);
    result[uniforms.batch + index] = select(1.0, decay, margin >= 0.0) / (1.0 + decay);
  }
}

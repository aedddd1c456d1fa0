// Losses added to their sums: result[k] = sums[k] + term_k.
// Bindings: result and sums f32 [terms], term_0 … f32 [1]. Uniforms: size = terms. One thread adds one term.

fn main(index : i32) {
  if (index < uniforms.size) {
    var term = 0.0;
    //#each
    if (index == G) {
      term = term_G[0];
    }
    //#end
    result[index] = sums[index] + term;
  }
}

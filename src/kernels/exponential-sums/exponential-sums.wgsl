// Exponential sums over similarities that are never stored: for a row x and the others of one slice,
//   z = Σ_o e_o,  s = Σ_o w_o e_o · others[o, :],  e_o = exp(x · others[o, :] · inverseTemperature).
// Bindings: result [slices, rows of the block, GROUPS (+ 1 with z)], x [rows, GROUPS] and others [count, GROUPS] as ELEMENT
//   (vec4<f32> where the width is a multiple of 4, else f32); weights f32 where w is given, w_o = weights[weightStart + o · weightStride],
//   else w = 1.
// Uniforms: firstRow and blockRows (this dispatch's rows of x), count, sliceLength, threads = slices · blockRows,
//   exponentScale = log2(e) / τ, weightStart, weightStride.
// One thread sums one slice for one row, in order. Neighbouring threads hold neighbouring rows of x and walk the same others,
// so that a load of `others` serves a whole subgroup. No barriers, no shared memory.
// Work: 4 · width flops and one exponential a pair. Bytes: 4 · width an `others` row and subgroup, 4 · (width + 1) a thread.

fn inner(a : ELEMENT, b : ELEMENT) -> f32 {
  //#if wide
  return dot(a, b);
  //#else
  return a * b;
  //#end
}

fn main(index : i32) {
  if (index < uniforms.threads) {
    let blockRow = index % uniforms.blockRows;
    let start = (index / uniforms.blockRows) * uniforms.sliceLength;
    let end = min(start + uniforms.sliceLength, uniforms.count);
    let first = (uniforms.firstRow + blockRow) * GROUPS;
    //#each
    let own_G = x[first + G];
    var sum_G = ELEMENT(0.0);
    //#end
    //#if total
    var z = 0.0;
    //#end
    for (var o = start; o < end; o++) {
      let at = o * GROUPS;
      var similarity = 0.0;
      //#each
      let other_G = others[at + G];
      similarity += inner(own_G, other_G);
      //#end
      // 2^(s log2 e / τ): the factor comes ready from the host.
      let e = exp2(similarity * uniforms.exponentScale);
      //#if total
      z += e;
      //#end
      //#if weighted
      let weighted = e * weights[uniforms.weightStart + o * uniforms.weightStride];
      //#else
      let weighted = e;
      //#end
      //#each
      sum_G += weighted * other_G;
      //#end
    }
    let to = index * STRIDE;
    //#each
    result[to + G] = sum_G;
    //#end
    //#if total
    result[to + GROUPS] = ELEMENT(z);
    //#end
  }
}

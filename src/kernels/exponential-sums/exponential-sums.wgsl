// Exponential sums over similarities that are never stored: for a row x and the others of one slice,
//   z = Σ_o e_o,  s = Σ_o w_o e_o · others[o, :],  e_o = exp(x · others[o, :] · inverseTemperature).
// Bindings: result [slices, rows of the block, GROUPS (+ 1 with z)], x [rows, GROUPS] and others [count, GROUPS] as ELEMENT
//   (vec4<f32> where the width is a multiple of 4, else f32); weights f32 [count] where w is given, else w = 1.
// Uniforms: firstRow and blockRows (this dispatch's rows of x), count, sliceLength, threads = slices · blockRows,
//   inverseTemperature.
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
    var own : array<ELEMENT, GROUPS>;
    var sum : array<ELEMENT, GROUPS>;
    let first = (uniforms.firstRow + blockRow) * GROUPS;
    for (var g = 0; g < GROUPS; g++) {
      own[g] = x[first + g];
      sum[g] = ELEMENT(0.0);
    }
    var z = 0.0;
    for (var o = start; o < end; o++) {
      var similarity = 0.0;
      for (var g = 0; g < GROUPS; g++) {
        similarity += inner(own[g], others[o * GROUPS + g]);
      }
      let e = exp(similarity * uniforms.inverseTemperature);
      z += e;
      //#if weighted
      let weighted = e * weights[o];
      //#else
      let weighted = e;
      //#end
      for (var g = 0; g < GROUPS; g++) {
        sum[g] += weighted * others[o * GROUPS + g];
      }
    }
    let to = index * STRIDE;
    for (var g = 0; g < GROUPS; g++) {
      result[to + g] = sum[g];
    }
    //#if total
    result[to + GROUPS] = ELEMENT(z);
    //#end
  }
}

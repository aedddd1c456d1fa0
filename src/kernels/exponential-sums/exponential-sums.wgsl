// Exponential sums over similarities that are never stored: for a row x and the others of one slice,
//   z = Σ_o e_o,  s = Σ_o w_o e_o · others[o, :],  e_o = exp(x · others[o, :] · inverseTemperature).
// For rows of few numbers, which a thread holds in registers; exponential-sums-tiled.wgsl is for wider ones.
// Bindings: result [slices, rows of the block, GROUPS (+ 1 with z)], x [rows, GROUPS] and others [count, GROUPS] as ELEMENT
//   (vec4<f32> where the width is a multiple of 4, else f32); weights f32 where w is given, w_o = weights[weightStart + o · weightStride],
//   else w = 1.
// Uniforms: firstRow and blockRows (this dispatch's rows of x), count, sliceLength, exponentScale = log2(e) / τ, weightStart, weightStride.
// Workgroups: x counts 2 · WORKGROUP rows, y the slices. One thread sums one slice for two rows, in order, so that what it loads of the others
// serves both; and all threads of a workgroup walk the same others, which compilers see, since the slice is the workgroup's. No barriers, no
// shared memory. Work: 4 · width flops and one exponential a pair. Bytes: 4 · width an `others` row and subgroup, 4 · (width + 1) a row.

fn total(product : ELEMENT) -> f32 {
  //#if wide
  return (product.x + product.y) + (product.z + product.w);
  //#else
  return product;
  //#end
}

fn main() {
  let slice = i32(workgroupId.y);
  let start = slice * uniforms.sliceLength;
  let end = min(start + uniforms.sliceLength, uniforms.count);
  let row_a = i32(workgroupId.x) * 2 * WORKGROUP + i32(localId.x);
  let row_b = row_a + WORKGROUP;
  // Behind the last row it is done again, and not written.
  let last = uniforms.blockRows - 1;
  let first_a = (uniforms.firstRow + min(row_a, last)) * GROUPS;
  let first_b = (uniforms.firstRow + min(row_b, last)) * GROUPS;
  //#each
  let a_G = x[first_a + G];
  let b_G = x[first_b + G];
  var sum_a_G = ELEMENT(0.0);
  var sum_b_G = ELEMENT(0.0);
  //#end
  //#if total
  var z = vec2<f32>(0.0);
  //#end
  for (var o = start; o < end; o++) {
    let at = o * GROUPS;
    var product_a = ELEMENT(0.0);
    var product_b = ELEMENT(0.0);
    //#each
    let other_G = others[at + G];
    product_a += a_G * other_G;
    product_b += b_G * other_G;
    //#end
    // 2^(s log2 e / τ): the factor comes ready from the host.
    let e = exp2(vec2<f32>(total(product_a), total(product_b)) * uniforms.exponentScale);
    //#if total
    z += e;
    //#end
    //#if weighted
    let weighted = e * weights[uniforms.weightStart + o * uniforms.weightStride];
    //#else
    let weighted = e;
    //#end
    //#each
    sum_a_G += weighted.x * other_G;
    sum_b_G += weighted.y * other_G;
    //#end
  }
  let to_a = (slice * uniforms.blockRows + row_a) * STRIDE;
  if (row_a <= last) {
    //#each
    result[to_a + G] = sum_a_G;
    //#end
    //#if total
    result[to_a + GROUPS] = ELEMENT(z.x);
    //#end
  }
  let to_b = to_a + WORKGROUP * STRIDE;
  if (row_b <= last) {
    //#each
    result[to_b + G] = sum_b_G;
    //#end
    //#if total
    result[to_b + GROUPS] = ELEMENT(z.y);
    //#end
  }
}

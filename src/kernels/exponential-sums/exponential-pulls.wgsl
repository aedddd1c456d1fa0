// What becomes of the slices of exponential-sums.wgsl in InfoNCE: with z_r and s_r added up over the slices, in order,
//   result[r, 0 … d − 1] = (s_r / z_r − positives[r, :]) / τ,   result[r, d] = log z_r − x_r · positives_r / τ,   result[r, d + 1] = 1 / (τ z_r).
// Bindings: result [rows, STRIDE], partial [slices, blockRows, GROUPS + 1], x and positives [rows, GROUPS] as ELEMENT (vec4<f32> where
//   the width is a multiple of 4, else f32). STRIDE = GROUPS + 1 of vec4, GROUPS + 2 of f32.
// Uniforms: firstRow and blockRows (this dispatch's rows), slices, blockSize = blockRows · STRIDE, inverse = 1 / τ.
// One thread makes one element. Bytes: 8 · slices and 4 a number of the gradient read, 4 written.

fn inner(a : ELEMENT, b : ELEMENT) -> f32 {
  //#if wide
  return dot(a, b);
  //#else
  return a * b;
  //#end
}

fn addedUp(blockRow : i32, group : i32) -> ELEMENT {
  var sum = ELEMENT(0.0);
  for (var slice = 0; slice < uniforms.slices; slice++) {
    sum += partial[(slice * uniforms.blockRows + blockRow) * (GROUPS + 1) + group];
  }
  return sum;
}

fn main(index : i32) {
  if (index < uniforms.blockSize) {
    let blockRow = index / STRIDE;
    let group = index % STRIDE;
    let row = uniforms.firstRow + blockRow;
    //#if wide
    let z = addedUp(blockRow, GROUPS).x;
    //#else
    let z = addedUp(blockRow, GROUPS);
    //#end
    let weight = uniforms.inverse / z;
    let first = row * GROUPS;
    let to = row * STRIDE + group;
    if (group < GROUPS) {
      result[to] = addedUp(blockRow, group) * weight - positives[first + group] * uniforms.inverse;
    } else {
      var likeness = 0.0;
      for (var g = 0; g < GROUPS; g++) {
        likeness += inner(x[first + g], positives[first + g]);
      }
      let loss = log(z) - likeness * uniforms.inverse;
      //#if wide
      result[to] = vec4<f32>(loss, weight, 0.0, 0.0);
      //#else
      result[to] = select(weight, loss, group == GROUPS);
      //#end
    }
  }
}

// Dot products along the entries of a sparse pattern: result[e] = x[rowOf[e], :] · y[colIdx[e], :].
// Bindings: result f32 [entries], x [rows, groups] and y [columns, groups] as ELEMENT (vec4<f32> or f32), rowOf and colIdx
//   i32 [entries]. Uniforms: groups = width ÷ components, size = entries.
// One thread does one entry. Bytes: 8 · width + 12 an entry without reuse.

fn inner(a : ELEMENT, b : ELEMENT) -> f32 {
  //#if wide
  return dot(a, b);
  //#else
  return a * b;
  //#end
}

fn main(index : i32) {
  if (index < uniforms.size) {
    let a = rowOf[index] * uniforms.groups;
    let b = colIdx[index] * uniforms.groups;
    var sum = 0.0;
    for (var g = 0; g < uniforms.groups; g++) {
      sum += inner(x[a + g], y[b + g]);
    }
    result[index] = sum;
  }
}

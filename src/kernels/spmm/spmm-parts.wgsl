// Sums of parts of long rows: result[p, :] = Σ_e values[e] · x[colIdx[e], :] over parts[p, 0] ≤ e < parts[p, 1].
// Bindings: result [parts, width] and x [columns, width] as ELEMENT (vec4<f32> or f32), parts i32 [parts, 2],
//   colIdx i32 [entries], values f32 [entries].
// Uniforms: groups = width ÷ components; size = parts · groups.
// One thread sums one component group of one part, in stored order. Bytes: 4 · width an entry read, 4 · width a part written.

fn main(index : i32) {
  if (index < uniforms.size) {
    let part = index / uniforms.groups;
    let group = index % uniforms.groups;
    var sum = ELEMENT(0.0);
    let end = parts[2 * part + 1];
    for (var e = parts[2 * part]; e < end; e++) {
      sum += values[e] * x[colIdx[e] * uniforms.groups + group];
    }
    result[index] = sum;
  }
}

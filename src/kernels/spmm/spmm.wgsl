// Sparse × dense: result[r, :] = Σ_e values[e] · x[colIdx[e], :] over rowPtr[r] ≤ e < rowPtr[r + 1].
// Bindings: result [rows, width] and x [columns, width] as vec4<f32> (width a multiple of 4) or f32,
//   rowPtr i32 [rows + 1], colIdx i32 [entries], values f32 [entries].
// Uniforms: groups = width ÷ components; size = rows · groups.
// ROW_SUM stands for the element type and is filled in by spmm.webgpu.ts.
// One thread sums one component group of one row, in stored order, so equal bits come out on every run.
// Bytes: 8 an entry and group for the pattern, 4 · width an entry read, 4 · width a row written.

fn main(index : i32) {
  if (index < uniforms.size) {
    let row = index / uniforms.groups;
    let group = index % uniforms.groups;
    var sum = ROW_SUM(0.0);
    let end = rowPtr[row + 1];
    for (var e = rowPtr[row]; e < end; e++) {
      sum += values[e] * x[colIdx[e] * uniforms.groups + group];
    }
    result[index] = sum;
  }
}

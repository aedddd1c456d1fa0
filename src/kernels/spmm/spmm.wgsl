// Sparse × dense with an epilogue: result[r, :] = base[r, :] + Σ_e values[e] · x[colIdx[e], :] over the entries
// rowPtr[r] ≤ e < rowPtr[r + 1]; without `base` the sum alone.
// Bindings: result [rows, width], x [columns, width] and base [rows, width] as ELEMENT (vec4<f32> where width is a multiple
//   of 4, else f32), rowPtr i32 [rows + 1], colIdx i32 [entries], values f32 [entries]; with long rows, firstPart
//   i32 [rows + 1] and partial [parts, width]: the sums of a long row's parts (spmm-parts.wgsl), added in order.
// Uniforms: groups = width ÷ components; size = rows · groups.
// One thread sums one component group of one row, in stored order, so equal bits come out on every run. No thread walks
// more than LONGEST entries (spmm.ts), whatever the degrees.
// Bytes: 8 an entry and group for the pattern, 4 · width an entry read, 4 · width a row written (and read, for base).

fn main(index : i32) {
  if (index < uniforms.size) {
    let row = index / uniforms.groups;
    let group = index % uniforms.groups;
    //#if base
    var sum = base[index];
    //#else
    var sum = ELEMENT(0.0);
    //#end
    var start = rowPtr[row];
    let end = rowPtr[row + 1];
    //#if long
    let lastPart = firstPart[row + 1];
    for (var part = firstPart[row]; part < lastPart; part++) {
      sum += partial[part * uniforms.groups + group];
      start = end;
    }
    //#end
    for (var e = start; e < end; e++) {
      sum += values[e] * x[colIdx[e] * uniforms.groups + group];
    }
    result[index] = sum;
  }
}

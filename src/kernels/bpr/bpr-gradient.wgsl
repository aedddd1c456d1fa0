// Gradient of the mean BPR loss to all rows of x: with s_b = scale · σ(−m_b),
//   result[r, :] = Σ over the places q of row r in the triples: anchor  s_b (x_n − x_p),
//                  positive  −s_b x_a,  negative  +s_b x_a;  b = q mod batch, role = q ÷ batch.
// Bindings: result [rows, groups] and x [rows, groups] as ELEMENT (vec4<f32> or f32), triples i32: the triples [3, batch], and behind
//   them rowPtr [rows + 1] and places [3 · batch], a CSR of row → places; margins f32 [2, batch] (bpr-margins.wgsl), scale f32 [1]
//   (upstream gradient).
// Uniforms: rows, groups = width ÷ components, batch, size = rows · groups.
// One thread does one component group of one row, in the order of places: no atomics, equal bits on every run. Rows that are
// in no triple get 0. Bytes: 8 · width read a place, 4 · width written a row.

fn main(index : i32) {
  if (index < uniforms.size) {
    let row = index / uniforms.groups;
    let group = index % uniforms.groups;
    var sum = ELEMENT(0.0);
    let rowPtr = 3 * uniforms.batch;
    let places = rowPtr + uniforms.rows + 1;
    let end = triples[rowPtr + row + 1];
    for (var at = triples[rowPtr + row]; at < end; at++) {
      let place = triples[places + at];
      let role = place / uniforms.batch;
      let b = place % uniforms.batch;
      let pull = margins[uniforms.batch + b];
      let anchor = x[triples[b] * uniforms.groups + group];
      if (role == 0) {
        let positive = x[triples[uniforms.batch + b] * uniforms.groups + group];
        let negative = x[triples[2 * uniforms.batch + b] * uniforms.groups + group];
        sum += pull * (negative - positive);
      } else {
        sum += select(pull, -pull, role == 1) * anchor;
      }
    }
    result[index] = sum * (scale[0] / f32(uniforms.batch));
  }
}

// Sums of columns: result[c] = Σ_r x[r, c], a bias's gradient.
// Bindings: result [groups] and x [rows, groups] as ELEMENT (vec4<f32> where the width is a multiple of 4, else f32).
// Uniforms: rows, groups = width ÷ components.
// A workgroup makes ACROSS elements that lie beside each other: each of its LANES takes every LANESth row, four sums beside each other, and
// the lanes' sums are added in their order. The order follows from the number of rows alone: equal bits on every run. Bytes: 4 a number read.

var<workgroup> shared_sums : array<ELEMENT, WORKGROUP>;

fn main(index : i32) {
  let local = index % WORKGROUP;
  let lane = local / ACROSS;
  let group = (index / WORKGROUP) * ACROSS + local % ACROSS;
  var sum_0 = ELEMENT(0.0);
  var sum_1 = ELEMENT(0.0);
  var sum_2 = ELEMENT(0.0);
  var sum_3 = ELEMENT(0.0);
  if (group < uniforms.groups) {
    var row = lane;
    for (; row + 3 * LANES < uniforms.rows; row += 4 * LANES) {
      sum_0 += x[row * uniforms.groups + group];
      sum_1 += x[(row + LANES) * uniforms.groups + group];
      sum_2 += x[(row + 2 * LANES) * uniforms.groups + group];
      sum_3 += x[(row + 3 * LANES) * uniforms.groups + group];
    }
    for (; row < uniforms.rows; row += LANES) {
      sum_0 += x[row * uniforms.groups + group];
    }
  }
  var sum = (sum_0 + sum_1) + (sum_2 + sum_3);
  shared_sums[local] = sum;
  workgroupBarrier();
  if (lane == 0 && group < uniforms.groups) {
    for (var other = 1; other < LANES; other++) {
      sum += shared_sums[other * ACROSS + local];
    }
    result[group] = sum;
  }
}

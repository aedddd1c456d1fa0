// The gradient of rows by index: result[r, :] = Σ dy[p, :] over the positions p at which row r was taken.
// Bindings: result [rows, groups] and dy [n, groups] as ELEMENT (vec4<f32> or f32), packed i32: rowPtr [rows + 1], positions [n],
//   index [n] (not read here) and the long rows, one behind the other.
// Uniforms: rows, groups = width ÷ components, taken = n, longRows; longest: above so many positions a row is long.
// One thread sums one component group of one row, in order; a long row (the mask token is thousands of nodes) has a workgroup, whose threads
// take every few positions each, and the first adds what they have, in their order. Equal bits on every run; rows that were not taken get
// 0. Bytes: 4 · width read a position, 4 · width written a row.

//#if long
var<workgroup> shared_sums : array<ELEMENT, WORKGROUP>;
//#end

fn main(index : i32) {
  let positions = uniforms.rows + 1;
  var row = index / uniforms.groups;
  var group = index % uniforms.groups;
  var lane = 0;
  var lanes = 1;
  //#if long
  let local = index % WORKGROUP;
  let isShared = index < uniforms.longRows * WORKGROUP;
  if (isShared) {
    row = packed[positions + 2 * uniforms.taken + index / WORKGROUP];
    group = local % uniforms.groups;
    lane = local / uniforms.groups;
    lanes = WORKGROUP / uniforms.groups;
  } else {
    row = (index - uniforms.longRows * WORKGROUP) / uniforms.groups;
    group = (index - uniforms.longRows * WORKGROUP) % uniforms.groups;
  }
  //#end
  var isAtWork = row < uniforms.rows && lane < lanes;
  var sum = ELEMENT(0.0);
  if (isAtWork) {
    let start = packed[row];
    let end = packed[row + 1];
    //#if long
    // A long row is done by its workgroup.
    isAtWork = isShared || end - start <= uniforms.longest;
    //#end
    if (isAtWork) {
      for (var at = start + lane; at < end; at += lanes) {
        sum += dy[packed[positions + at] * uniforms.groups + group];
      }
    }
  }
  //#if long
  shared_sums[local] = sum;
  workgroupBarrier();
  for (var other = 1; other < select(1, lanes, isAtWork && lane == 0); other++) {
    sum += shared_sums[other * uniforms.groups + group];
  }
  //#end
  if (isAtWork && lane == 0) {
    result[row * uniforms.groups + group] = sum;
  }
}

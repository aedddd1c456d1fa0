// Sparse × dense with an epilogue: result[r, :] = base[r, :] + Σ_e values[e] · x[colIdx[e], :] over the entries
// rowPtr[r] ≤ e < rowPtr[r + 1]; without `base` the sum alone.
// Bindings: result [rows, width], x [columns, width] and base [rows, width] as ELEMENT (vec4<f32> where width is a multiple
//   of 4, else f32), rowPtr i32 [rows + 1], colIdx i32 [entries], values f32 [entries]; order i32 [rows]: the rows, longest first.
// Uniforms: rows, groups = width ÷ components; longRows: rows at the front of `order` that a workgroup shares each.
// Else one thread sums one component group of one row; the neighbours that go in step with it have the neighbours in `order`, rows of
// about its length. A shared row's threads take every LANESth entry each, and the first adds what they have, in their order. Four sums
// run beside each other, so that loads need not wait for each other. The order of a sum follows from the row's length alone: equal bits
// on every run. Bytes: 8 an entry and group for the pattern, 4 · width an entry read, 4 · width a row written (and read, for base).

//#if long
var<workgroup> shared_sums : array<ELEMENT, WORKGROUP>;
//#end

fn term(entry : i32, group : i32) -> ELEMENT {
  return values[entry] * x[colIdx[entry] * uniforms.groups + group];
}

fn sumOf(first : i32, end : i32, step : i32, group : i32) -> ELEMENT {
  var sum_0 = ELEMENT(0.0);
  var sum_1 = ELEMENT(0.0);
  var sum_2 = ELEMENT(0.0);
  var sum_3 = ELEMENT(0.0);
  var e = first;
  for (; e + 3 * step < end; e += 4 * step) {
    sum_0 += term(e, group);
    sum_1 += term(e + step, group);
    sum_2 += term(e + 2 * step, group);
    sum_3 += term(e + 3 * step, group);
  }
  for (; e < end; e += step) {
    sum_0 += term(e, group);
  }
  return (sum_0 + sum_1) + (sum_2 + sum_3);
}

fn main(index : i32) {
  var place = index / uniforms.groups;
  var group = index % uniforms.groups;
  var lane = 0;
  var lanes = 1;
  //#if long
  let local = index % WORKGROUP;
  if (index < uniforms.longRows * WORKGROUP) {
    place = index / WORKGROUP;
    group = local % uniforms.groups;
    lane = local / uniforms.groups;
    lanes = WORKGROUP / uniforms.groups;
  } else {
    let rest = index - uniforms.longRows * WORKGROUP;
    place = uniforms.longRows + rest / uniforms.groups;
    group = rest % uniforms.groups;
  }
  //#end
  let isAtWork = place < uniforms.rows && lane < lanes;
  var row = 0;
  var sum = ELEMENT(0.0);
  if (isAtWork) {
    //#if ordered
    row = order[place];
    //#else
    row = place;
    //#end
    sum = sumOf(rowPtr[row] + lane, rowPtr[row + 1], lanes, group);
  }
  //#if long
  shared_sums[local] = sum;
  workgroupBarrier();
  for (var other = 1; other < select(1, lanes, isAtWork && lane == 0); other++) {
    sum += shared_sums[other * uniforms.groups + group];
  }
  //#end
  if (isAtWork && lane == 0) {
    let to = row * uniforms.groups + group;
    //#if base
    result[to] = base[to] + sum;
    //#else
    result[to] = sum;
    //#end
  }
}

// A tile of a dense product: result[i, j] = finish(Σ_k A[i, k] · B[k, j]), A [rows, depth] and B [depth, columns], each lying as it is or
// turned (byDepth_a: a is [depth, rows]; byDepth_b: b is [depth, columns], else [columns, depth]). finish is one of
//   nothing;  act(v + bias[j]), act(v) = v above 0 and slope · v elsewhere;  v · (1 where pulled[i, j] is above 0, slope elsewhere).
// Where few tiles would run, the sum over k is cut: workgroup z makes the part k = z · steps · DEPTH … and result is [parts, rows, columns],
// to be added in order (add-parts.wgsl).
// Bindings: result, a, b; bias [columns]; pulled [rows, columns]. What is read or written along lines of a multiple of four numbers is
// vec4<f32> (wide_a, wide_b, wide), else f32.
// Uniforms: rows, columns, depth, steps (of DEPTH, of each part), slope.
// A workgroup of 8 × 8 threads makes TILE_ROWS × TILE_COLUMNS numbers: steps of DEPTH of both factors lie in shared memory, k by k, rows
// padded against bank conflicts; what lies along k is turned in registers, four by four, on its way there. A thread's numbers are named
// registers: rows 4 y … and (tall) 32 + 4 y …, columns 4 x … and (broad) 32 + 4 x …. Tails read zeros. Each number is one sum in ascending
// order of k: equal bits on every run. Bytes: 4 a number of A for each tile across, of B for each tile down; 4 a number written.

var<workgroup> tile_a : array<vec4<f32>, SIZE_A>;
var<workgroup> tile_b : array<vec4<f32>, SIZE_B>;

// Four numbers of a line, zeros outside of it.
fn fourOfA(line : i32, column : i32, lines : i32, width : i32) -> vec4<f32> {
  //#if wide_a
  if (line < lines && column < width) {
    return a[(line * width + column) >> 2u];
  }
  return vec4<f32>(0.0);
  //#else
  let at = line * width + column;
  let given = vec4<f32>(a[at], a[at + 1], a[at + 2], a[at + 3]);
  let place = vec4<i32>(column) + vec4<i32>(0, 1, 2, 3);
  return select(vec4<f32>(0.0), given, (place < vec4<i32>(width)) & vec4<bool>(line < lines));
  //#end
}

fn fourOfB(line : i32, column : i32, lines : i32, width : i32) -> vec4<f32> {
  //#if wide_b
  if (line < lines && column < width) {
    return b[(line * width + column) >> 2u];
  }
  return vec4<f32>(0.0);
  //#else
  let at = line * width + column;
  let given = vec4<f32>(b[at], b[at + 1], b[at + 2], b[at + 3]);
  let place = vec4<i32>(column) + vec4<i32>(0, 1, 2, 3);
  return select(vec4<f32>(0.0), given, (place < vec4<i32>(width)) & vec4<bool>(line < lines));
  //#end
}

fn loadA(lane : i32, firstRow : i32, firstDepth : i32) {
  //#if byDepth_a
  for (var at = lane; at < DEPTH * GROUPS_A; at += 64) {
    let k = at / GROUPS_A;
    let group = at % GROUPS_A;
    tile_a[k * PITCH_A + group] = fourOfA(firstDepth + k, firstRow + 4 * group, uniforms.depth, uniforms.rows);
  }
  //#else
  for (var at = lane; at < GROUPS_A * DEPTH_GROUPS; at += 64) {
    let group = at / DEPTH_GROUPS;
    let k = 4 * (at % DEPTH_GROUPS);
    let line = firstRow + 4 * group;
    let l_0 = fourOfA(line, firstDepth + k, uniforms.rows, uniforms.depth);
    let l_1 = fourOfA(line + 1, firstDepth + k, uniforms.rows, uniforms.depth);
    let l_2 = fourOfA(line + 2, firstDepth + k, uniforms.rows, uniforms.depth);
    let l_3 = fourOfA(line + 3, firstDepth + k, uniforms.rows, uniforms.depth);
    let to = k * PITCH_A + group;
    tile_a[to] = vec4<f32>(l_0.x, l_1.x, l_2.x, l_3.x);
    tile_a[to + PITCH_A] = vec4<f32>(l_0.y, l_1.y, l_2.y, l_3.y);
    tile_a[to + 2 * PITCH_A] = vec4<f32>(l_0.z, l_1.z, l_2.z, l_3.z);
    tile_a[to + 3 * PITCH_A] = vec4<f32>(l_0.w, l_1.w, l_2.w, l_3.w);
  }
  //#end
}

fn loadB(lane : i32, firstColumn : i32, firstDepth : i32) {
  //#if byDepth_b
  for (var at = lane; at < DEPTH * GROUPS_B; at += 64) {
    let k = at / GROUPS_B;
    let group = at % GROUPS_B;
    tile_b[k * PITCH_B + group] = fourOfB(firstDepth + k, firstColumn + 4 * group, uniforms.depth, uniforms.columns);
  }
  //#else
  for (var at = lane; at < GROUPS_B * DEPTH_GROUPS; at += 64) {
    let group = at / DEPTH_GROUPS;
    let k = 4 * (at % DEPTH_GROUPS);
    let line = firstColumn + 4 * group;
    let l_0 = fourOfB(line, firstDepth + k, uniforms.columns, uniforms.depth);
    let l_1 = fourOfB(line + 1, firstDepth + k, uniforms.columns, uniforms.depth);
    let l_2 = fourOfB(line + 2, firstDepth + k, uniforms.columns, uniforms.depth);
    let l_3 = fourOfB(line + 3, firstDepth + k, uniforms.columns, uniforms.depth);
    let to = k * PITCH_B + group;
    tile_b[to] = vec4<f32>(l_0.x, l_1.x, l_2.x, l_3.x);
    tile_b[to + PITCH_B] = vec4<f32>(l_0.y, l_1.y, l_2.y, l_3.y);
    tile_b[to + 2 * PITCH_B] = vec4<f32>(l_0.z, l_1.z, l_2.z, l_3.z);
    tile_b[to + 3 * PITCH_B] = vec4<f32>(l_0.w, l_1.w, l_2.w, l_3.w);
  }
  //#end
}

//#if wide
fn finished(sum : vec4<f32>, row : i32, column : i32) -> vec4<f32> {
//#else
fn finished(sum : f32, row : i32, column : i32) -> f32 {
//#end
  var value = sum;
  //#if biased
  value += bias[column / COMPONENTS];
  value = select(uniforms.slope * value, value, value > ELEMENT(0.0));
  //#end
  //#if pulled
  value *= select(ELEMENT(uniforms.slope), ELEMENT(1.0), pulled[(row * uniforms.columns + column) / COMPONENTS] > ELEMENT(0.0));
  //#end
  return value;
}

fn write(row : i32, column : i32, sum : vec4<f32>) {
  if (row < uniforms.rows && column < uniforms.columns) {
    let at = (i32(workgroupId.z) * uniforms.rows + row) * uniforms.columns + column;
    //#if wide
    result[at >> 2u] = finished(sum, row, column);
    //#else
    result[at] = finished(sum.x, row, column);
    if (column + 1 < uniforms.columns) {
      result[at + 1] = finished(sum.y, row, column + 1);
    }
    if (column + 2 < uniforms.columns) {
      result[at + 2] = finished(sum.z, row, column + 2);
    }
    if (column + 3 < uniforms.columns) {
      result[at + 3] = finished(sum.w, row, column + 3);
    }
    //#end
  }
}

fn main() {
  let lane = i32(localIndex);
  let x = lane % 8;
  let y = lane / 8;
  let firstRow = i32(workgroupId.y) * TILE_ROWS;
  let firstColumn = i32(workgroupId.x) * TILE_COLUMNS;
  var firstDepth = i32(workgroupId.z) * uniforms.steps * DEPTH;
  var p_0 = vec4<f32>(0.0);
  var p_1 = vec4<f32>(0.0);
  var p_2 = vec4<f32>(0.0);
  var p_3 = vec4<f32>(0.0);
  //#if broad
  var q_0 = vec4<f32>(0.0);
  var q_1 = vec4<f32>(0.0);
  var q_2 = vec4<f32>(0.0);
  var q_3 = vec4<f32>(0.0);
  //#end
  //#if tall
  var r_0 = vec4<f32>(0.0);
  var r_1 = vec4<f32>(0.0);
  var r_2 = vec4<f32>(0.0);
  var r_3 = vec4<f32>(0.0);
  //#end
  //#if square
  var s_0 = vec4<f32>(0.0);
  var s_1 = vec4<f32>(0.0);
  var s_2 = vec4<f32>(0.0);
  var s_3 = vec4<f32>(0.0);
  //#end
  for (var step = 0; step < uniforms.steps; step++) {
    loadA(lane, firstRow, firstDepth);
    loadB(lane, firstColumn, firstDepth);
    firstDepth += DEPTH;
    workgroupBarrier();
    for (var k = 0; k < DEPTH; k++) {
      let a_0 = tile_a[k * PITCH_A + y];
      let b_0 = tile_b[k * PITCH_B + x];
      p_0 = fma(vec4<f32>(a_0.x), b_0, p_0);
      p_1 = fma(vec4<f32>(a_0.y), b_0, p_1);
      p_2 = fma(vec4<f32>(a_0.z), b_0, p_2);
      p_3 = fma(vec4<f32>(a_0.w), b_0, p_3);
      //#if broad
      let b_1 = tile_b[k * PITCH_B + x + 8];
      q_0 = fma(vec4<f32>(a_0.x), b_1, q_0);
      q_1 = fma(vec4<f32>(a_0.y), b_1, q_1);
      q_2 = fma(vec4<f32>(a_0.z), b_1, q_2);
      q_3 = fma(vec4<f32>(a_0.w), b_1, q_3);
      //#end
      //#if tall
      let a_1 = tile_a[k * PITCH_A + y + 8];
      r_0 = fma(vec4<f32>(a_1.x), b_0, r_0);
      r_1 = fma(vec4<f32>(a_1.y), b_0, r_1);
      r_2 = fma(vec4<f32>(a_1.z), b_0, r_2);
      r_3 = fma(vec4<f32>(a_1.w), b_0, r_3);
      //#end
      //#if square
      s_0 = fma(vec4<f32>(a_1.x), b_1, s_0);
      s_1 = fma(vec4<f32>(a_1.y), b_1, s_1);
      s_2 = fma(vec4<f32>(a_1.z), b_1, s_2);
      s_3 = fma(vec4<f32>(a_1.w), b_1, s_3);
      //#end
    }
    workgroupBarrier();
  }
  let row = firstRow + 4 * y;
  let column = firstColumn + 4 * x;
  write(row, column, p_0);
  write(row + 1, column, p_1);
  write(row + 2, column, p_2);
  write(row + 3, column, p_3);
  //#if broad
  write(row, column + 32, q_0);
  write(row + 1, column + 32, q_1);
  write(row + 2, column + 32, q_2);
  write(row + 3, column + 32, q_3);
  //#end
  //#if tall
  write(row + 32, column, r_0);
  write(row + 33, column, r_1);
  write(row + 34, column, r_2);
  write(row + 35, column, r_3);
  //#end
  //#if square
  write(row + 32, column + 32, s_0);
  write(row + 33, column + 32, s_1);
  write(row + 34, column + 32, s_2);
  write(row + 35, column + 32, s_3);
  //#end
}

// Exponential sums (exponential-sums.wgsl has formulas, bindings and uniforms) for rows that are too wide for one thread's registers.
// A workgroup of 64 threads has 32 rows and one slice: x of the workgroups counts rows, y the slices. It takes TILE of the others at a time
// into its own memory, one other in ROW elements, an odd number, so that neighbours read from different banks. Of a tile a thread first makes
// the exponentials of four rows with every eighth other, then adds the others, weighed, to every eighth element of those rows' sums, of which
// it holds COPIES. Each sum runs over the others in order, whatever the tile. Threads beyond the last row or element do the last one again, and do not write.
// Bytes: 4 · width an `others` row and workgroup; x is read once a tile, from the cache. Shared: TILE · (ROW + 8 vec4).

var<workgroup> tile : array<ELEMENT, TILE * ROW>;
/** For each of eight times four rows, the exponentials of the tile's others. */
var<workgroup> exponentials : array<vec4<f32>, 8 * TILE>;

fn total(product : ELEMENT) -> f32 {
  //#if wide
  return (product.x + product.y) + (product.z + product.w);
  //#else
  return product;
  //#end
}

fn main() {
  let local = i32(localId.x);
  let own = local / 8;
  let lane = local % 8;
  let slice = i32(workgroupId.y);
  let start = slice * uniforms.sliceLength;
  let length = min(uniforms.sliceLength, uniforms.count - start);
  let row = i32(workgroupId.x) * 32 + own * 4;
  let last = uniforms.blockRows - 1;
  let first_0 = (uniforms.firstRow + min(row, last)) * GROUPS;
  let first_1 = (uniforms.firstRow + min(row + 1, last)) * GROUPS;
  let first_2 = (uniforms.firstRow + min(row + 2, last)) * GROUPS;
  let first_3 = (uniforms.firstRow + min(row + 3, last)) * GROUPS;
  //#each
  let group_G = min(lane + 8 * G, GROUPS - 1);
  var sum0_G = ELEMENT(0.0);
  var sum1_G = ELEMENT(0.0);
  var sum2_G = ELEMENT(0.0);
  var sum3_G = ELEMENT(0.0);
  //#end
  //#if total
  var z = vec4<f32>(0.0);
  //#end
  // By the slice's full length, the same for all workgroups: barriers must be.
  for (var begin = 0; begin < uniforms.sliceLength; begin += TILE) {
    let there = clamp(length - begin, 0, TILE);
    let first = (start + begin) * GROUPS;
    workgroupBarrier();
    for (var at = local; at < there * GROUPS; at += 64) {
      tile[(at / GROUPS) * ROW + at % GROUPS] = others[first + at];
    }
    workgroupBarrier();
    for (var o = lane; o < there; o += STEP) {
      let at = o * ROW;
      var p0 = ELEMENT(0.0);
      var p1 = ELEMENT(0.0);
      var p2 = ELEMENT(0.0);
      var p3 = ELEMENT(0.0);
      //#if pairs
      var q0 = ELEMENT(0.0);
      var q1 = ELEMENT(0.0);
      var q2 = ELEMENT(0.0);
      var q3 = ELEMENT(0.0);
      //#end
      for (var g = 0; g < GROUPS; g++) {
        let x0 = x[first_0 + g];
        let x1 = x[first_1 + g];
        let x2 = x[first_2 + g];
        let x3 = x[first_3 + g];
        let other = tile[at + g];
        p0 += x0 * other;
        p1 += x1 * other;
        p2 += x2 * other;
        p3 += x3 * other;
        //#if pairs
        let second = tile[at + 8 * ROW + g];
        q0 += x0 * second;
        q1 += x1 * second;
        q2 += x2 * second;
        q3 += x3 * second;
        //#end
      }
      let p = vec4<f32>(total(p0), total(p1), total(p2), total(p3));
      exponentials[own * TILE + o] = exp2(p * uniforms.exponentScale);
      //#if pairs
      let q = vec4<f32>(total(q0), total(q1), total(q2), total(q3));
      exponentials[own * TILE + o + 8] = exp2(q * uniforms.exponentScale);
      //#end
    }
    workgroupBarrier();
    for (var o = 0; o < there; o++) {
      let e = exponentials[own * TILE + o];
      //#if total
      z += e;
      //#end
      //#if weighted
      let weighted = e * weights[uniforms.weightStart + (start + begin + o) * uniforms.weightStride];
      //#else
      let weighted = e;
      //#end
      //#each
      let other_G = tile[o * ROW + group_G];
      sum0_G += weighted.x * other_G;
      sum1_G += weighted.y * other_G;
      sum2_G += weighted.z * other_G;
      sum3_G += weighted.w * other_G;
      //#end
    }
  }
  let to = (slice * uniforms.blockRows + row) * STRIDE;
  //#each
  if (lane + 8 * G < GROUPS) {
    if (row <= last) { result[to + group_G] = sum0_G; }
    if (row + 1 <= last) { result[to + STRIDE + group_G] = sum1_G; }
    if (row + 2 <= last) { result[to + 2 * STRIDE + group_G] = sum2_G; }
    if (row + 3 <= last) { result[to + 3 * STRIDE + group_G] = sum3_G; }
  }
  //#end
  //#if total
  if (lane < 4 && row + lane <= last) {
    result[to + lane * STRIDE + GROUPS] = ELEMENT(z[lane]);
  }
  //#end
}

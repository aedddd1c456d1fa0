// The best K of one slice of items for each row, scored on the fly: score = x[row, :] · items[i, :].
// Bindings: result f32 [slices, blockRows, 2 K] (K scores, best first, then K item numbers; −1 where the slice has fewer),
//   x [rows, GROUPS] and items [count, GROUPS] as ELEMENT (vec4<f32> or f32), rowPtr i32 [rows + 1] and excluded i32 [pairs]:
//   the items of each row, ascending, that take no part.
// Uniforms: firstRow and blockRows (this dispatch's rows), count, sliceLength, threads = slices · blockRows.
// One thread walks one slice for one row with an insertion list: after the first few items nearly every score fails the one
// comparison with the worst of the list. Of equal scores the lower item stays first.
// Work: 2 · width flops a pair. Bytes: 4 · width an item and subgroup, 8 K a thread; scores are never written.

fn inner(a : ELEMENT, b : ELEMENT) -> f32 {
  //#if wide
  return dot(a, b);
  //#else
  return a * b;
  //#end
}

fn main(index : i32) {
  if (index < uniforms.threads) {
    let row = uniforms.firstRow + index % uniforms.blockRows;
    let start = (index / uniforms.blockRows) * uniforms.sliceLength;
    let end = min(start + uniforms.sliceLength, uniforms.count);
    //#each
    let own_G = x[row * GROUPS + G];
    //#end
    var scores : array<f32, K>;
    var best : array<i32, K>;
    var held = 0;
    // The first excluded item of this slice, by bisection.
    var skip = rowPtr[row];
    let skipEnd = rowPtr[row + 1];
    var high = skipEnd;
    while (skip < high) {
      let middle = (skip + high) / 2;
      if (excluded[middle] < start) {
        skip = middle + 1;
      } else {
        high = middle;
      }
    }
    for (var i = start; i < end; i++) {
      if (skip < skipEnd && excluded[skip] == i) {
        skip++;
        continue;
      }
      var score = 0.0;
      //#each
      score += inner(own_G, items[i * GROUPS + G]);
      //#end
      if (held == K && !(score > scores[K - 1])) {
        continue;
      }
      var at = min(held, K - 1);
      held = min(held + 1, K);
      while (at > 0 && scores[at - 1] < score) {
        scores[at] = scores[at - 1];
        best[at] = best[at - 1];
        at--;
      }
      scores[at] = score;
      best[at] = i;
    }
    let to = index * 2 * K;
    for (var k = 0; k < K; k++) {
      result[to + k] = select(0.0, scores[k], k < held);
      result[to + K + k] = select(-1.0, f32(best[k]), k < held);
    }
  }
}

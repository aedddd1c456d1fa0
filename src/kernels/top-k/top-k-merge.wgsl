// The lists of top-k-slices.wgsl merged: the best K of each row.
// Bindings: result f32 [rows, 2 K], partial f32 [slices, blockRows, 2 K].
// Uniforms: firstRow, blockRows, slices.
// One thread merges one row, slice after slice, so that of equal scores the lower item stays first.
// Bytes: 8 K · slices read, 8 K written a row.

fn main(index : i32) {
  if (index < uniforms.blockRows) {
    var scores : array<f32, K>;
    var best : array<f32, K>;
    var held = 0;
    for (var slice = 0; slice < uniforms.slices; slice++) {
      let list = (slice * uniforms.blockRows + index) * 2 * K;
      for (var k = 0; k < K; k++) {
        let item = partial[list + K + k];
        let score = partial[list + k];
        if (item < 0.0 || (held == K && !(score > scores[K - 1]))) {
          break;
        }
        var at = min(held, K - 1);
        held = min(held + 1, K);
        while (at > 0 && scores[at - 1] < score) {
          scores[at] = scores[at - 1];
          best[at] = best[at - 1];
          at--;
        }
        scores[at] = score;
        best[at] = item;
      }
    }
    let to = (uniforms.firstRow + index) * 2 * K;
    for (var k = 0; k < K; k++) {
      result[to + k] = select(0.0, scores[k], k < held);
      result[to + K + k] = select(-1.0, best[k], k < held);
    }
  }
}

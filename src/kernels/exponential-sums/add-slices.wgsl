// The slices of exponential-sums.wgsl added in order: result[firstRow + r, g] = Σ_s partial[s, r, g].
// Bindings: result [rows, stride] and partial [slices, blockRows, stride] as ELEMENT (vec4<f32> or f32).
// Uniforms: first = firstRow · stride, blockSize = blockRows · stride, slices.
// One thread adds one element. Bytes: 4 · slices read and 4 written a number.

fn main(index : i32) {
  if (index < uniforms.blockSize) {
    var sum = ELEMENT(0.0);
    for (var slice = 0; slice < uniforms.slices; slice++) {
      sum += partial[slice * uniforms.blockSize + index];
    }
    result[uniforms.first + index] = sum;
  }
}

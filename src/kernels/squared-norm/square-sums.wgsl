// Sums of squares, one a thread: result[t] = Σ x[i] · x[i] over the vectors i = t, t + threads, t + 2 · threads, … below count.
// Bindings: result f32 [threads], x vec4<f32>. Uniforms: count (vectors), size = threads.
// Neighbouring threads read neighbouring vectors; each adds in ascending order. Bytes: 4 a number.

fn main(index : i32) {
  if (index < uniforms.size) {
    var sum = 0.0;
    for (var at = index; at < uniforms.count; at += uniforms.size) {
      let value = x[at];
      sum += dot(value, value);
    }
    result[index] = sum;
  }
}

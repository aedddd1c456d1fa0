// The yardstick of arithmetic: four independent chains of vec4 multiply-adds a thread, ROUNDS long each.
// Bindings: result vec4<f32> [threads], x vec4<f32> [threads]. Uniforms: size = threads.
// Work: ROUNDS · 4 chains · 4 lanes · 2 flops a thread; bytes do not count.

fn main(index : i32) {
  if (index < uniforms.size) {
    let start = x[index];
    var a = start;
    var b = start + vec4<f32>(0.25);
    var c = start + vec4<f32>(0.5);
    var d = start + vec4<f32>(0.75);
    for (var round = 0; round < ROUNDS; round++) {
      a = fma(a, start, b);
      b = fma(b, start, c);
      c = fma(c, start, d);
      d = fma(d, start, a);
    }
    result[index] = a + b + c + d;
  }
}

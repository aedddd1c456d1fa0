// The yardstick of arithmetic: four chains of vec4 multiply-adds a thread, ROUNDS long each, that need nothing of memory but one vec4.
// Bindings: 0 x, 1 result, vec4<f32> [256 · workgroups].
// Work: ROUNDS · 4 chains · 4 lanes · 2 flops a thread; bytes do not count.

override ROUNDS : u32 = 256u;

@group(0) @binding(0) var<storage, read> x : array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> result : array<vec4<f32>>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  // Below a half, so that no chain leaves the numbers.
  let start = fract(x[id.x] * 0.37) * 0.5;
  var a = start;
  var b = start + vec4<f32>(0.25);
  var c = start + vec4<f32>(0.5);
  var d = start + vec4<f32>(0.75);
  for (var round = 0u; round < ROUNDS; round++) {
    a = fma(a, start, start);
    b = fma(b, start, start);
    c = fma(c, start, start);
    d = fma(d, start, start);
  }
  result[id.x] = a + b + c + d;
}

// The yardstick of bandwidth: result[i] = x[i], vec4 by vec4, and what fills x. Bindings: 0 x, 1 result, vec4<f32> [256 · workgroups].
// Bytes: 32 a thread, half of them read.

@group(0) @binding(0) var<storage, read> x : array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> result : array<vec4<f32>>;

@compute @workgroup_size(256)
fn copy(@builtin(global_invocation_id) id : vec3<u32>) {
  result[id.x] = x[id.x];
}

@compute @workgroup_size(256)
fn fill(@builtin(global_invocation_id) id : vec3<u32>) {
  result[id.x] = vec4<f32>(f32(id.x & 1023u) + 1.0);
}

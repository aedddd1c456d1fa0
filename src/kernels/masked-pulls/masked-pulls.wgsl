// The gradient of masked InfoNCE to its rows: result[i, :] = sums[i, :] · shares[i].y − targets[i, :] · shares[i].z (masked-shares.wgsl).
// Bindings: result, sums and targets [n, groups] as vec4<f32> (width a multiple of 4) or f32, shares vec4<f32> [n].
// Uniforms: groups = width ÷ components, size = n · groups. One thread makes one element. Bytes: 12 a number.

fn main(index : i32) {
  if (index < uniforms.size) {
    let share = shares[index / uniforms.groups];
    result[index] = sums[index] * share.y - targets[index] * share.z;
  }
}

// The sum of every stride-th number: result = factor · Σ_{i < count} x[start + i · stride].
// Bindings: result f32 [1], x f32. Uniforms: start, stride, count, factor.
// One workgroup of WIDE threads: each adds every WIDEth number, and the first adds what they have, in their order, so that equal bits
// come out on every run. Bytes: 4 a number.

var<workgroup> parts : array<f32, WIDE>;

fn main(index : i32) {
  var sum = 0.0;
  for (var i = index; i < uniforms.count; i += WIDE) {
    sum += x[uniforms.start + i * uniforms.stride];
  }
  parts[index] = sum;
  workgroupBarrier();
  if (index == 0) {
    var total = 0.0;
    for (var part = 0; part < WIDE; part++) {
      total += parts[part];
    }
    result[0] = total * uniforms.factor;
  }
}

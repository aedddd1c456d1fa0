// The parts of a dense product that was cut along its depth (product.wgsl), added in order: result[i] = finish(Σ_p partial[p, i]), with
// the same finish as there.
// Bindings: result and partial [parts, rows, columns] as ELEMENT (vec4<f32> where columns is a multiple of 4, else f32), bias [columns],
// pulled [rows, columns] likewise. Uniforms: parts, groups = columns ÷ components, slope, size.
// One thread does one element. Bytes: 4 · parts read and 4 written a number.

fn main(index : i32) {
  if (index < uniforms.size) {
    var value = partial[index];
    for (var part = 1; part < uniforms.parts; part++) {
      value += partial[part * uniforms.size + index];
    }
    //#if biased
    value += bias[index % uniforms.groups];
    value = select(uniforms.slope * value, value, value > ELEMENT(0.0));
    //#end
    //#if pulled
    value *= select(ELEMENT(uniforms.slope), ELEMENT(1.0), pulled[index] > ELEMENT(0.0));
    //#end
    result[index] = value;
  }
}

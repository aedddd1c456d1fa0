// A gradient pulled through a leaky ReLU: result[i] = dy[i] where y[i] is above 0, slope · dy[i] elsewhere; y is the layer's output.
// Bindings: result, dy and y as ELEMENT (vec4<f32> where their numbers are a multiple of 4, else f32). Uniforms: slope, size.
// One thread does one element. Bytes: 12 a number.

fn main(index : i32) {
  if (index < uniforms.size) {
    result[index] = dy[index] * select(ELEMENT(uniforms.slope), ELEMENT(1.0), y[index] > ELEMENT(0.0));
  }
}

// One Adam step over all parameters: with g = gradient + decay · θ, m ← β1 m + (1 − β1) g, v ← β2 v + (1 − β2) g²,
// θ ← θ − stepSize · m / (sqrt(v) · scale + ε); stepSize = lr / (1 − β1^t), scale = 1 / sqrt(1 − β2^t).
// Bindings: result and state [3, P] (θ, m, v), gradient [P] as ELEMENT (vec4<f32> where P is a multiple of 4, else f32).
// Uniforms: parameters = P ÷ components, beta1, beta2, rest1 = 1 − β1, rest2 = 1 − β2, stepSize, scale, epsilon, decay.
// One thread updates one element (threads beyond do nothing). Bytes: 28 a parameter.

fn main(index : i32) {
  if (index < uniforms.parameters) {
    let first = index + uniforms.parameters;
    let second = first + uniforms.parameters;
    let theta = state[index];
    let g = gradient[index] + uniforms.decay * theta;
    let m = uniforms.beta1 * state[first] + uniforms.rest1 * g;
    let v = uniforms.beta2 * state[second] + uniforms.rest2 * g * g;
    result[index] = theta - uniforms.stepSize * m / (sqrt(v) * uniforms.scale + ELEMENT(uniforms.epsilon));
    result[first] = m;
    result[second] = v;
  }
}

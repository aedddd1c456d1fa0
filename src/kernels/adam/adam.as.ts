// Adam in SIMD, for wasm, in float32 throughout. AssemblyScript; numbers are addresses in tfjs's memory.
// Moments of parameters without gradient decay until they are denormal, which processors multiply many times slower. So what is
// too small to count is 0 here: a moment below 2⁻¹⁰⁰, and of a gradient its square below 2⁻⁹⁸. Both are less than a
// ten-millionth of the ε = 1e-8 beside which they stand.

const TINY: f32 = 7.888609052210118e-31; // 2^−100
const TINY_TO_SQUARE: f32 = 1.7763568394002505e-15; // 2^−49

/** state, out [3, size]: θ, m and v; factors as in adam-factors.ts. */
export function adamStep(
  state: usize,
  gradient: usize,
  out: usize,
  size: i32,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  stepSize: f32,
  scale: f32,
  epsilon: f32,
  decay: f32
): void {
  const row = (<usize>size) << 2;
  let at: usize = 0;
  for (; at < row; at += 16) {
    // What is left at the end is done once more with the four that end there: state and out are apart, so that changes nothing.
    if (at + 16 > row) {
      if (row < 16) break;
      at = row - 16;
    }
    const theta = v128.load(state + at);
    const g = f32x4.add(v128.load(gradient + at), f32x4.mul(f32x4.splat(decay), theta));
    const m = f32x4.add(
      f32x4.mul(f32x4.splat(beta1), v128.load(state + at + row)),
      f32x4.mul(f32x4.splat(rest1), without(g, TINY))
    );
    const toSquare = without(g, TINY_TO_SQUARE);
    const v = f32x4.add(
      f32x4.mul(f32x4.splat(beta2), v128.load(state + at + row + row)),
      f32x4.mul(f32x4.mul(f32x4.splat(rest2), toSquare), toSquare)
    );
    const below = f32x4.add(f32x4.mul(f32x4.sqrt(v), f32x4.splat(scale)), f32x4.splat(epsilon));
    v128.store(out + at, f32x4.sub(theta, f32x4.div(f32x4.mul(f32x4.splat(stepSize), m), below)));
    v128.store(out + at + row, without(m, TINY));
    v128.store(out + at + row + row, without(v, TINY));
  }
  // Fewer than four parameters in all: one by one, with the same roundings.
  for (; at < row; at += 4) {
    const theta = load<f32>(state + at);
    const g = load<f32>(gradient + at) + decay * theta;
    const m = beta1 * load<f32>(state + at + row) + rest1 * g;
    const v = beta2 * load<f32>(state + at + row + row) + rest2 * g * g;
    store<f32>(out + at, theta - (stepSize * m) / (sqrt<f32>(v) * scale + epsilon));
    store<f32>(out + at + row, m);
    store<f32>(out + at + row + row, v);
  }
}

/** x, with 0 where |x| lies below the bound. */
function without(x: v128, bound: f32): v128 {
  return v128.and(x, f32x4.ge(f32x4.abs(x), f32x4.splat(bound)));
}

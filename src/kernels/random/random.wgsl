// Uniform draws by counter: result[i] = (threefry2x32((seed, stream), (i, step)).x >> 8) · 2^-24.
// Bindings: result f32 [n]; no inputs. Uniforms: seed, stream, step (bit patterns of u32 in i32), size = n.
// One thread makes one draw. Moves 4 bytes a draw (written), about 100 integer operations.

fn rotateLeft(word : u32, bits : u32) -> u32 {
  return (word << bits) | (word >> (32u - bits));
}

fn fourRounds(x : vec2<u32>, r : vec4<u32>) -> vec2<u32> {
  var y = x;
  y.x += y.y; y.y = rotateLeft(y.y, r.x) ^ y.x;
  y.x += y.y; y.y = rotateLeft(y.y, r.y) ^ y.x;
  y.x += y.y; y.y = rotateLeft(y.y, r.z) ^ y.x;
  y.x += y.y; y.y = rotateLeft(y.y, r.w) ^ y.x;
  return y;
}

fn threefry(k0 : u32, k1 : u32, counter : vec2<u32>) -> u32 {
  let k2 = k0 ^ k1 ^ 0x1bd11bdau;
  let even = vec4<u32>(13u, 15u, 26u, 6u);
  let odd = vec4<u32>(17u, 29u, 16u, 24u);
  var x = counter + vec2<u32>(k0, k1);
  x = fourRounds(x, even) + vec2<u32>(k1, k2 + 1u);
  x = fourRounds(x, odd) + vec2<u32>(k2, k0 + 2u);
  x = fourRounds(x, even) + vec2<u32>(k0, k1 + 3u);
  x = fourRounds(x, odd) + vec2<u32>(k1, k2 + 4u);
  x = fourRounds(x, even) + vec2<u32>(k2, k0 + 5u);
  return x.x;
}

fn main(index : i32) {
  if (index < uniforms.size) {
    let word = threefry(
      bitcast<u32>(uniforms.seed),
      bitcast<u32>(uniforms.stream),
      vec2<u32>(u32(index), bitcast<u32>(uniforms.step))
    );
    result[index] = f32(word >> 8u) * 5.9604644775390625e-8;
  }
}

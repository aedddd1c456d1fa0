// Threefry-2x32 (threefry.ts) and the uniform draw made of it, for other shaders to stand after: no entry point of its own.
// Additions, rotations and exclusive-ors of u32 only, so that the bits are those of the host.

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

// Draw number `index` of the key, uniform in [0, 1): the top 24 bits times 2^-24. Key words come as i32 bit patterns.
fn uniformDraw(seed : i32, stream : i32, step : i32, index : i32) -> f32 {
  let counter = vec2<u32>(u32(index), bitcast<u32>(step));
  return f32(threefry(bitcast<u32>(seed), bitcast<u32>(stream), counter) >> 8u) * 5.9604644775390625e-8;
}


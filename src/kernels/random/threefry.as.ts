// Threefry-2x32 for four counters at once: the same words as threefry.ts, which says more.

/** The first output words of counters (index … index + 3, step) under the key (seed, stream). */
export function threefry4(seed: i32, stream: i32, step: i32, index: i32): v128 {
  const k0 = i32x4.splat(seed);
  const k1 = i32x4.splat(stream);
  const third = seed ^ stream ^ 0x1bd11bda;
  const k2 = i32x4.splat(third);
  let a = i32x4.add(i32x4.add(i32x4.splat(index), i32x4(0, 1, 2, 3)), k0);
  let b = i32x4.splat(step + stream);

  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 13), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 15), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 26), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 6), a);
  a = i32x4.add(a, k1);
  b = i32x4.add(b, i32x4.splat(third + 1));

  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 17), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 29), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 16), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 24), a);
  a = i32x4.add(a, k2);
  b = i32x4.add(b, i32x4.splat(seed + 2));

  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 13), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 15), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 26), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 6), a);
  a = i32x4.add(a, k0);
  b = i32x4.add(b, i32x4.splat(stream + 3));

  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 17), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 29), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 16), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 24), a);
  a = i32x4.add(a, k1);
  b = i32x4.add(b, i32x4.splat(third + 4));

  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 13), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 15), a);
  a = i32x4.add(a, b);
  b = v128.xor(rotated(b, 26), a);
  a = i32x4.add(a, b);
  return i32x4.add(a, k2);
}

function rotated(words: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(words, bits), i32x4.shr_u(words, 32 - bits));
}

/** The same as draws in [0, 1): the top 24 bits of each word times 2⁻²⁴. */
export function uniform4(seed: i32, stream: i32, step: i32, index: i32): v128 {
  const words = threefry4(seed, stream, step, index);
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(words, 8)), f32x4.splat(5.9604644775390625e-8));
}

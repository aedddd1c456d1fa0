// The yardstick of arithmetic on wasm: twelve independent chains of multiply and add on four lanes, as many as a tile of a dense product
// has, and nothing else. Work: rounds · 12 chains · 4 lanes · 2 operations. No operator; the benchmark alone calls it.

/** @param out [48], what the chains end with, so that they are not left out */
export function simdPeak(out: usize, rounds: i32): void {
  const a = f32x4.splat(0.999);
  const b = f32x4.splat(0.001);
  let s0 = f32x4.splat(0.1);
  let s1 = f32x4.splat(0.2);
  let s2 = f32x4.splat(0.3);
  let s3 = f32x4.splat(0.4);
  let s4 = f32x4.splat(0.5);
  let s5 = f32x4.splat(0.6);
  let s6 = f32x4.splat(0.7);
  let s7 = f32x4.splat(0.8);
  let s8 = f32x4.splat(0.9);
  let s9 = f32x4.splat(1.1);
  let s10 = f32x4.splat(1.2);
  let s11 = f32x4.splat(1.3);
  for (let round: i32 = 0; round < rounds; round++) {
    s0 = f32x4.add(f32x4.mul(s0, a), b);
    s1 = f32x4.add(f32x4.mul(s1, a), b);
    s2 = f32x4.add(f32x4.mul(s2, a), b);
    s3 = f32x4.add(f32x4.mul(s3, a), b);
    s4 = f32x4.add(f32x4.mul(s4, a), b);
    s5 = f32x4.add(f32x4.mul(s5, a), b);
    s6 = f32x4.add(f32x4.mul(s6, a), b);
    s7 = f32x4.add(f32x4.mul(s7, a), b);
    s8 = f32x4.add(f32x4.mul(s8, a), b);
    s9 = f32x4.add(f32x4.mul(s9, a), b);
    s10 = f32x4.add(f32x4.mul(s10, a), b);
    s11 = f32x4.add(f32x4.mul(s11, a), b);
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
  v128.store(out, s4, 64);
  v128.store(out, s5, 80);
  v128.store(out, s6, 96);
  v128.store(out, s7, 112);
  v128.store(out, s8, 128);
  v128.store(out, s9, 144);
  v128.store(out, s10, 160);
  v128.store(out, s11, 176);
}

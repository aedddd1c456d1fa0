import { describe, expect, it } from 'vitest';
import { permutation, uniformArray, uniformAt, uniformInt, uniformInts } from './random';
import { threefry2x32, threefryFill } from './threefry';

describe('threefry2x32', () => {
  // Known answers published with Random123 (Salmon et al. 2011), threefry2x32 with 20 rounds.
  it.each([
    { key: [0, 0], counter: [0, 0], expected: [0x6b200159, 0x99ba4efe] },
    { key: [0xffffffff, 0xffffffff], counter: [0xffffffff, 0xffffffff], expected: [0x1cb996fc, 0xbb002be7] },
    { key: [0x13198a2e, 0x03707344], counter: [0x243f6a88, 0x85a308d3], expected: [0xc4923a9c, 0x483df7a0] }
  ])('gives the published answer for key $key', ({ key: [k0 = 0, k1 = 0], counter: [c0 = 0, c1 = 0], expected }) => {
    expect(threefry2x32(k0, k1, c0, c1)).toEqual(expected);
  });

  it('has the same words in its unrolled form', () => {
    const words = new Uint32Array(200);
    threefryFill(0xdeadbeef, 7, 42, 1000, words);
    expect(Array.from(words)).toEqual(Array.from(words, (_, i) => threefry2x32(0xdeadbeef, 7, 1000 + i, 42)[0]));
  });
});

describe('draws by key', () => {
  const key = { seed: 1, stream: 2, step: 3 };

  it('are the same one by one and all at once', () => {
    const all = uniformArray(key, 50);
    expect(Array.from(all)).toEqual(Array.from(all, (_, i) => uniformAt(key, i)));
  });

  it('of whole numbers are the same one by one and all at once, also apart', () => {
    expect(uniformInts(key, 50, 1000, 64)).toEqual(
      Int32Array.from({ length: 50 }, (_, i) => uniformInt(key, 64 * i, 1000))
    );
  });

  it('are uniform: mean and variance within five standard errors', () => {
    const draws = uniformArray(key, 100_000);
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(draws.length));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan((5 * Math.sqrt(1 / 180)) / Math.sqrt(draws.length));
  });

  it('differ between seeds, streams and steps', () => {
    const others = [
      { ...key, seed: 2 },
      { ...key, stream: 3 },
      { ...key, step: 4 }
    ];
    for (const other of others) expect(uniformAt(other, 0)).not.toBe(uniformAt(key, 0));
  });

  it('reach every integer below the bound and none beyond', () => {
    const seen = new Set(Array.from({ length: 2000 }, (_, i) => uniformInt(key, i, 10)));
    expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('permute: every number once, another order', () => {
    const order = permutation(key, 100);
    expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(Array.from(order)).not.toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});

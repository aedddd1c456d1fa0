// Principal planes against ellipses whose axes are known, overlays against turns that are known.
import { describe, expect, it } from 'vitest';
import { normalArray, uniformAt } from '#kernels/random/random';
import { moved, overlay, overlayOf, principalPlane } from './projection';

const normals = (n: number, step: number) => normalArray({ seed: 3, stream: 140, step }, n);
const expectNear = (a: ArrayLike<number>, b: ArrayLike<number>, within: number) => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) expect(Math.abs((a[i] ?? NaN) - (b[i] ?? NaN))).toBeLessThan(within);
};

/** n points whose components have the given spreads, [n, spreads.length]. */
function cloud(n: number, spreads: readonly number[], step: number): Float32Array {
  return Float32Array.from(normals(n * spreads.length, step), (z, i) => z * (spreads[i % spreads.length] ?? 0));
}

/** Rows turned by a product of random plane rotations. */
function turned(rows: Float32Array, width: number, seed: number): Float32Array {
  const out = Float64Array.from(rows);
  for (let p = 0; p < width; p++) {
    for (let q = p + 1; q < width; q++) {
      const angle = 2 * Math.PI * uniformAt({ seed, stream: 141, step: 0 }, p * width + q);
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      for (let at = 0; at < out.length; at += width) {
        const [x, y] = [out[at + p] ?? 0, out[at + q] ?? 0];
        out[at + p] = c * x - s * y;
        out[at + q] = s * x + c * y;
      }
    }
  }
  return Float32Array.from(out);
}

describe('the principal plane', () => {
  it('of an ellipse in space is the ellipse, and explains all', async () => {
    // Points (4 cos t, 1 cos…): the long axis along (3, 4, 0) / 5, the short one along (0, 0, 1), off the origin.
    const angles = Array.from({ length: 40 }, (_, i) => (2 * Math.PI * i) / 40);
    const rows = Float32Array.from(
      angles.flatMap((t) => [7 + 0.6 * 5 * Math.cos(t), 1 + 0.8 * 5 * Math.cos(t), 2 * Math.sin(t) - 3])
    );
    const { xy, explained, axes } = await principalPlane(rows, 3);
    expect(explained).toBeCloseTo(1, 10);
    angles.forEach((t, i) => {
      expect(Math.abs(xy[2 * i] ?? NaN)).toBeCloseTo(Math.abs(5 * Math.cos(t)), 5);
      expect(Math.abs(xy[2 * i + 1] ?? NaN)).toBeCloseTo(Math.abs(2 * Math.sin(t)), 5);
    });
    expectNear(axes[0].map(Math.abs), [0.6, 0.8, 0], 1e-6);
    expectNear(axes[1].map(Math.abs), [0, 0, 1], 1e-6);
  });

  it('explains the share of the two widest directions, hand-computed', async () => {
    // Squares along the axes: 2 · 9, 2 · 4, 2 · 1.
    const rows = Float32Array.of(3, 0, 0, -3, 0, 0, 0, 2, 0, 0, -2, 0, 0, 0, 1, 0, 0, -1);
    const { explained, xy } = await principalPlane(rows, 3);
    expect(explained).toBeCloseTo(13 / 14, 12);
    expectNear(
      xy,
      [3, 0, -3, 0, 0, 2, 0, -2, 0, 0, 0, 0].map(Math.abs).map((v, i) => ((xy[i] ?? 0) < 0 ? -v : v)),
      1e-6
    );
  });

  it('does not depend on how the space is turned', async () => {
    const rows = cloud(300, [5, 3, 1, 0.5, 0.2], 0);
    const before = await principalPlane(rows, 5);
    const after = await principalPlane(turned(rows, 5, 9), 5);
    expectNear(after.xy, before.xy, 1e-4);
    expect(after.explained).toBeCloseTo(before.explained, 6);
    expect(before.explained).toBeGreaterThan(0.5);
    expect(before.explained).toBeLessThan(1);
  });

  it('leaves out rows that are not present', async () => {
    const rows = Float32Array.of(1, 0, 1e6, 1e6, -1, 0, 0, 0.5, 0, -0.5);
    const { xy, explained } = await principalPlane(rows, 2, Uint8Array.of(1, 0, 1, 1, 1));
    expect([...xy.slice(2, 4)]).toEqual([NaN, NaN]);
    expect(explained).toBeCloseTo(1, 12);
    expect(Math.abs(xy[0] ?? 0)).toBeCloseTo(1, 6);
  });

  it('of points on a line, of one point and of none has no second direction', async () => {
    const line = await principalPlane(Float32Array.of(1, 1, 2, 2, 3, 3), 2);
    expect(line.explained).toBeCloseTo(1, 12);
    expectNear(
      line.xy.filter((_, i) => i % 2 === 1),
      [0, 0, 0],
      1e-12
    );
    const one = await principalPlane(Float32Array.of(4, 5), 2);
    expect([...one.xy, one.explained]).toEqual([0, 0, 0]);
    expect((await principalPlane(Float32Array.of(4, 5), 2, Uint8Array.of(0))).explained).toBe(0);
  });

  it('is the same by iteration, where a space is too wide for its covariance', async () => {
    const width = 200;
    const narrow = cloud(120, [6, 3, 0.5], 2);
    const rows = new Float32Array(120 * width);
    for (let row = 0; row < 120; row++) rows.set(narrow.subarray(row * 3, row * 3 + 3), row * width);
    const wide = await principalPlane(turned(rows, 40, 1), width);
    const exact = await principalPlane(narrow, 3);
    expectNear(wide.xy, exact.xy, 1e-3);
    expect(wide.explained).toBeCloseTo(exact.explained, 5);
    expectNear([wide.axes[0].reduce((sum, v) => sum + v * v, 0)], [1], 1e-6);
  });
});

describe('an overlay', () => {
  it.each([
    ['a turn', [0.6, -0.8, 0.8, 0.6]],
    ['a mirror image', [0.6, 0.8, 0.8, -0.6]]
  ] as const)('finds %s with scale and shift exactly', (_, [a, b, c, d]) => {
    const map = Float32Array.from(normals(60, 4));
    const other = moved(map, { matrix: [2.5 * a, 2.5 * b, 2.5 * c, 2.5 * d], shift: [7, -2] });
    expectNear(overlay(map, other), other, 1e-5);
    expectNear(overlay(other, map), map, 1e-5);
    expectNear(overlayOf(map, other).matrix, [2.5 * a, 2.5 * b, 2.5 * c, 2.5 * d], 1e-5);
  });

  it('uses the points that both have and moves the others along', () => {
    const map = Float32Array.of(0, 0, 1, 0, NaN, NaN, 0, 1, 2, 2);
    const onto = Float32Array.of(5, 5, 5, 6, 9, 9, 4, 5, NaN, NaN); // a quarter turn, then (5, 5)
    const result = overlay(map, onto);
    expectNear(
      result.filter((_, i) => i < 4 || i === 6 || i === 7),
      [5, 5, 5, 6, 4, 5],
      1e-5
    );
    expectNear(result.slice(8), [3, 7], 1e-5);
    expect([...result.slice(4, 6)]).toEqual([NaN, NaN]);
  });

  it('is no worse than any other turn, and keeps the spread', () => {
    const [map, onto] = [Float32Array.from(normals(80, 6)), Float32Array.from(normals(80, 7))];
    const gap = (a: Float32Array) => a.reduce((sum, value, i) => sum + (value - (onto[i] ?? 0)) ** 2, 0);
    const { matrix, shift } = overlayOf(map, onto);
    const best = gap(moved(map, { matrix, shift }));
    const scale = Math.hypot(matrix[0], matrix[2]);
    const centred = overlay(map, map);
    for (let k = 0; k < 24; k++) {
      const [c, s] = [scale * Math.cos((k * Math.PI) / 12), scale * Math.sin((k * Math.PI) / 12)];
      for (const m of [
        [c, -s, s, c],
        [c, s, s, -c]
      ] as const) {
        const plain = moved(centred, { matrix: [m[0], m[1], m[2], m[3]], shift: [0, 0] });
        const mean = (a: Float32Array, o: number) => a.reduce((sum, v, i) => (i % 2 === o ? sum + v : sum), 0) / 40;
        const to: [number, number] = [mean(onto, 0) - mean(plain, 0), mean(onto, 1) - mean(plain, 1)];
        expect(gap(moved(plain, { matrix: [1, 0, 0, 1], shift: to }))).toBeGreaterThanOrEqual(best - 1e-4);
      }
    }
  });

  it('turns nothing where fewer than two points are shared', () => {
    const map = Float32Array.of(1, 2, 3, 4);
    expect([...overlay(map, Float32Array.of(NaN, NaN, 9, 9))]).toEqual([...map]);
    expect([...overlay(map, Float32Array.of(NaN, NaN, NaN, NaN))]).toEqual([...map]);
  });
});

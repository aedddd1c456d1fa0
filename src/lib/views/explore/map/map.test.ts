import { describe, expect, it } from 'vitest';
import { uniform } from '../measure/uniform';
import { between, eased, mixed } from './between';
import { boxOutline, holds, pointsWithin, simplified, type Corner } from './lasso';
import { nearestTo } from './nearest';
import { buildPickGrid, nearestPoint, pickGrid } from './pick-grid';
import { disc, packed, pixelBuffer, splat, square, type PixelBuffer } from './splat';
import { extentOf, fit, panned, resized, revealing, toMap, toScreen, zoomed } from './view-transform';

const points = (...places: readonly (readonly [number, number])[]) => Float32Array.from(places.flat());
const random = (count: number, seed: number) => {
  const next = uniform(seed);
  return Float32Array.from({ length: 2 * count }, () => next() * 2 - 1);
};

describe('the view', () => {
  const size = { width: 300, height: 200 };
  it('fits all points inside the margin, the middle in the middle, up being up', () => {
    const view = fit([extentOf(points([0, 0], [4, 1]))], size, 10);
    expect(view.scale).toBe(70);
    expect(toScreen(view, 2, 0.5)).toEqual([150, 100]);
    expect(toScreen(view, 4, 1)).toEqual([290, 65]);
  });
  it('knows only points that are somewhere', () => {
    expect(extentOf(points([NaN, NaN], [1, 2], [3, -1]))).toEqual({ low: [1, -1], high: [3, 2] });
    expect(extentOf(points([NaN, NaN]))).toEqual({ low: [-1, -1], high: [1, 1] });
    expect(toScreen(fit([extentOf(points([5, 5]))], size), 5, 5)).toEqual([150, 100]);
  });
  it('goes to the screen and back', () => {
    const view = panned(fit([extentOf(random(50, 1))], size), 12, -7);
    const [x, y] = toScreen(view, 0.3, -0.4);
    const [backX, backY] = toMap(view, x, y);
    expect(backX).toBeCloseTo(0.3, 10);
    expect(backY).toBeCloseTo(-0.4, 10);
  });
  it('zooms about the place under the pointer, and not without end', () => {
    const home = fit([extentOf(random(50, 2))], size);
    const view = zoomed(home, 3, 40, 50, home);
    const [before, after] = [toMap(home, 40, 50), toMap(view, 40, 50)];
    expect(view.scale).toBeCloseTo(3 * home.scale);
    expect(after[0]).toBeCloseTo(before[0], 10);
    expect(after[1]).toBeCloseTo(before[1], 10);
    expect(zoomed(home, 1e9, 0, 0, home).scale).toBe(400 * home.scale);
    expect(zoomed(home, 1e-9, 0, 0, home).scale).toBe(home.scale / 2);
  });
  it('keeps its middle when the element changes its size, and moves as little as shows a point', () => {
    const view = { scale: 10, left: 150, top: 100 };
    expect(toMap(resized(view, size, { width: 500, height: 100 }), 250, 50)).toEqual(toMap(view, 150, 100));
    expect(revealing(view, 0, 0, size)).toEqual(view);
    expect(toScreen(revealing(view, 50, 0, size, 40), 50, 0)).toEqual([260, 100]);
  });
});

describe('points into pixels', () => {
  const view = { scale: 1, left: 0, top: 0 };
  const all = { from: 0, to: 1, mask: null, wanted: 0 };
  /** Shown pixels that are not `ground`. */
  function lit(buffer: PixelBuffer, ground = 0): number {
    let count = 0;
    const stride = buffer.width + 2 * buffer.border;
    for (let y = 0; y < buffer.height; y += 1)
      for (let x = 0; x < buffer.width; x += 1)
        if (buffer.pixels[(y + buffer.border) * stride + x + buffer.border] !== ground) count += 1;
    return count;
  }
  const style = (stamp = disc(1), opacity = 1) => ({ colour: [255, 0, 10] as const, opacity, stamp });

  it('has a disc of radius 1 as five pixels, of 2 as thirteen, and a square of half 1 as nine', () => {
    expect([disc(0.5), disc(1), disc(2), square(1)].map(({ dx }) => dx.length)).toEqual([1, 5, 13, 9]);
  });
  it('draws a point as its stamp, in its colour, and cuts it at the edges', () => {
    const buffer = pixelBuffer(8, 8);
    expect(splat(buffer, points([4, -4]), all, view, 1, style())).toBe(1);
    expect(lit(buffer)).toBe(5);
    const stride = 8 + 2 * buffer.border;
    expect(buffer.pixels[(4 + buffer.border) * stride + 4 + buffer.border]).toBe(packed([255, 0, 10]));
    const corner = pixelBuffer(8, 8);
    splat(corner, points([0, 0]), all, view, 1, style());
    expect(lit(corner)).toBe(3);
  });
  it('leaves out what is not in view, nowhere, or of another kind', () => {
    const buffer = pixelBuffer(8, 8);
    const xy = points([NaN, NaN], [100, -4], [4, -100], [-3, -3], [4, -4]);
    const mask = Uint8Array.from([1, 1, 1, 1, 0]);
    expect(splat(buffer, xy, { from: 0, to: 5, mask, wanted: 1 }, view, 1, style())).toBe(0);
    expect(splat(buffer, xy, { from: 0, to: 4, mask: null, wanted: 0 }, view, 1, style())).toBe(0);
    expect(lit(buffer)).toBe(0);
  });
  it('grows denser where points lie over each other, and stays opaque', () => {
    const buffer = pixelBuffer(4, 4);
    buffer.pixels.fill(packed([0, 0, 0]));
    const at = (2 + buffer.border) * (4 + 2 * buffer.border) + 2 + buffer.border;
    const seen: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      splat(buffer, points([2, -2]), all, view, 1, { colour: [200, 100, 40], opacity: 0.5, stamp: disc(0) });
      seen.push(buffer.pixels[at] ?? 0);
    }
    expect(seen.map((pixel) => [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255, pixel >>> 24])).toEqual([
      [100, 50, 20, 255],
      [150, 75, 30, 255],
      [175, 87, 35, 255]
    ]);
  });
});

describe('the point under the pointer', () => {
  it('is the one that a search through all finds', () => {
    for (const [count, seed] of [
      [1, 1],
      [40, 2],
      [3000, 3]
    ] as const) {
      const xy = random(count, seed);
      xy[0] = NaN;
      const grid = pickGrid(xy);
      const next = uniform(seed + 10);
      for (let time = 0; time < 60; time += 1) {
        const [x, y, reach] = [next() * 2.4 - 1.2, next() * 2.4 - 1.2, next() * 0.2];
        let best: number | null = null;
        let least = reach * reach;
        for (let node = 0; node < count; node += 1) {
          const square = ((xy[2 * node] ?? NaN) - x) ** 2 + ((xy[2 * node + 1] ?? NaN) - y) ** 2;
          if (square < least) [best, least] = [node, square];
        }
        expect(nearestPoint(grid, x, y, reach)).toBe(best);
      }
    }
  });
  it('can be asked for among some, and is the first of equals', () => {
    const grid = pickGrid(points([0, 0], [0, 0], [1, 1]));
    expect(nearestPoint(grid, 0, 0, 0.5)).toBe(0);
    expect(nearestPoint(grid, 0, 0, 0.5, (node) => node > 0)).toBe(1);
    expect(nearestPoint(grid, 5, 5, 0.5)).toBeNull();
  });
  it('is made in slices', () => {
    expect([...buildPickGrid(random(100, 5), 30)]).toHaveLength(8);
  });
  it('has neighbours by distance, itself left out', () => {
    const xy = points([0, 0], [3, 0], [1, 0], [NaN, NaN], [0, 1]);
    expect(nearestTo(xy, 0, 2)).toEqual([
      { node: 2, distance: 1 },
      { node: 4, distance: 1 }
    ]);
    expect(nearestTo(xy, 3, 2)).toEqual([]);
    const many = random(500, 9);
    const sorted = Array.from({ length: 500 }, (_, node) => node)
      .filter((node) => node !== 7)
      .sort((a, b) => gap(a) - gap(b))
      .slice(0, 20);
    function gap(node: number) {
      return Math.hypot((many[2 * node] ?? 0) - (many[14] ?? 0), (many[2 * node + 1] ?? 0) - (many[15] ?? 0));
    }
    expect(nearestTo(many, 7, 20).map(({ node }) => node)).toEqual(sorted);
  });
});

describe('the lasso', () => {
  // A U: what lies in its opening is outside.
  const shape: readonly Corner[] = [
    [0, 0],
    [3, 0],
    [3, 3],
    [2, 3],
    [2, 1],
    [1, 1],
    [1, 3],
    [0, 3]
  ];
  it('holds what is inside its outline, not what is in its opening', () => {
    expect(holds(shape, 0.5, 2)).toBe(true);
    expect(holds(shape, 2.5, 2)).toBe(true);
    expect(holds(shape, 1.5, 0.5)).toBe(true);
    expect(holds(shape, 1.5, 2)).toBe(false);
    expect(holds(shape, 4, 1)).toBe(false);
    expect([...pointsWithin(shape, points([0.5, 2], [1.5, 2], [NaN, 1], [2.5, 0.1]))]).toEqual([0, 3]);
  });
  it('holds nothing where it is no area', () => {
    expect(pointsWithin([], points([0, 0]))).toHaveLength(0);
    expect(pointsWithin(shape.slice(0, 2), points([0, 0]))).toHaveLength(0);
  });
  it('is a box where two corners span it, drawn in whichever direction', () => {
    for (const [from, to] of [
      [
        [0, 0],
        [2, 2]
      ],
      [
        [2, 2],
        [0, 0]
      ],
      [
        [0, 2],
        [2, 0]
      ]
    ] as const) {
      expect([...pointsWithin(boxOutline(from, to), points([1, 1], [3, 1], [0.1, 1.9]))]).toEqual([0, 2]);
    }
  });
  it('forgets corners that are too near to matter', () => {
    expect(
      simplified(
        [
          [0, 0],
          [0.1, 0],
          [0.2, 0],
          [1, 0],
          [1, 0.05]
        ],
        0.5
      )
    ).toEqual([
      [0, 0],
      [1, 0]
    ]);
  });
});

describe('from one map to another', () => {
  it('starts and ends where the maps are, half way being half way', () => {
    expect([0, 0.5, 1, 2].map(eased)).toEqual([0, 0.5, 1, 1]);
    const [from, to] = [points([0, 0], [1, NaN], [NaN, 2]), points([2, 4], [NaN, NaN], [3, 3])];
    const out = new Float32Array(6);
    between(from, to, 0, out);
    expect([...out]).toEqual([0, 0, 1, NaN, NaN, 2]);
    between(from, to, 0.5, out);
    expect([...out]).toEqual([1, 2, NaN, NaN, 3, 2.5]);
    between(from, to, 1, out);
    expect([...out]).toEqual([...to]);
    expect(mixed([0, 10, 20], [100, 20, 20], 0.5)).toEqual([50, 15, 20]);
  });
});

// How points are coloured and shaped, who moved furthest, and where names find room.
import { describe, expect, it } from 'vitest';
import { largestMovers } from './movers';
import { layersOf, layerStyles, outlineOf, SHAPES, stampFor } from './palette';
import { orderOf } from './point-layers';
import { placeNames } from './region-places';

const paper = { ground: [255, 255, 255], ink: [0, 0, 0], faded: [190, 190, 180] } as const;
const night = { ground: [20, 20, 20], ink: [240, 240, 240], faded: [90, 90, 80] } as const;
const groups = {
  by: 'cluster',
  label: 'cluster',
  kind: 'groups',
  rest: 'none',
  names: Array.from({ length: 8 }, (_, at) => `g${at}`),
  of: Int8Array.of(0, 7, -1, 3)
} as const;

/** WCAG's relative luminance of a colour. */
const luminance = (rgb: readonly number[]) =>
  rgb
    .map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * ([0.2126, 0.7152, 0.0722][at] ?? 0), 0);
const contrast = (one: readonly number[], other: readonly number[]) => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

describe('what points are coloured by', () => {
  it('has a shape of its own for each group, so that shape says again what colour says', () => {
    const styles = layerStyles(groups, paper, [0, 0, 255]);
    expect(new Set(styles.slice(0, -1).map(({ shape }) => shape)).size).toBe(8);
    expect(new Set(styles.map(({ colour }) => colour.join())).size).toBe(9);
    const stamps = SHAPES.map((shape) => {
      const { dx, dy } = stampFor(shape, 4);
      return Array.from(dx, (x, at) => `${x},${dy[at]}`).join(' ');
    });
    expect(new Set(stamps).size).toBe(SHAPES.length);
    for (const shape of SHAPES) expect(stampFor(shape, 1).dx.length).toBeGreaterThan(0);
    expect(SHAPES.filter((shape) => outlineOf(shape) === null)).toEqual(['disc']);
  });
  it('stands out from the ground by day and by night', () => {
    for (const theme of [paper, night])
      for (const { colour } of layerStyles(groups, theme, [0, 0, 255]).slice(0, -1))
        expect(contrast(colour, theme.ground)).toBeGreaterThan(3);
  });
  it('puts what is in no group into the last layer, and what is not brushed into one of its own', () => {
    const styles = layerStyles(groups, paper, [0, 0, 255]);
    const layers = layersOf(groups, styles);
    expect([...layers]).toEqual([0, 7, 8, 3]);
    // Nodes 0 and 1 are users; 1 and 3 are not brushed.
    const { order, starts } = orderOf({ layers, styles }, Uint8Array.of(1, 0, 1, 0), 2);
    expect([...order]).toEqual([0, 2, 3, 1]);
    expect([...starts.subarray(16)]).toEqual([1, 2, 2, 3, 4]);
    expect([...orderOf({ layers, styles }, null, 2).order]).toEqual([0, 3, 1, 2]);
  });
  it('of a scale grows with it, from value to value', () => {
    const steps = [
      { low: 1, high: 1 },
      { low: 2, high: 9 },
      { low: 10, high: 1234.5678 }
    ];
    const styles = layerStyles(
      { by: 'clicks', label: 'clicks', kind: 'scale', steps, of: Int8Array.of(0, 2), rest: 'unknown' },
      paper,
      [20, 80, 200]
    );
    expect(styles.map(({ label }) => label)).toEqual(['1', '2 – 9', '10 – 1,230', 'unknown']);
    const sizes = styles.slice(0, 3).map(({ size }) => size);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(new Set(sizes).size).toBe(3);
  });
});

describe('movers', () => {
  it('are those that moved furthest, worked by hand; who has no place on one map did not move', () => {
    const before = Float32Array.of(0, 0, 0, 0, 0, 0, NaN, NaN, 1, 1);
    const after = Float32Array.of(0, 1, 3, 4, 0, 0, 9, 9, 1, 3);
    expect(largestMovers(before, after, 2)).toEqual([
      { node: 1, from: [0, 0], to: [3, 4] },
      { node: 4, from: [1, 1], to: [1, 3] }
    ]);
    expect(largestMovers(before, after, 9).map(({ node }) => node)).toEqual([1, 4, 0]);
  });
});

describe('names of regions', () => {
  const size = { width: 200, height: 100 };
  const widthOf = (words: string) => 8 * words.length;

  it('cover neither each other nor what is said already, and stay on the map', () => {
    const names = Array.from({ length: 12 }, (_, at) => ({ words: `region ${at}`, at: [20 + 14 * at, 50] as const }));
    const taken = [{ left: 60, top: 40, width: 60, height: 20 }];
    const placed = placeNames(names, size, taken, widthOf);
    expect(placed.length).toBeGreaterThan(1);
    const boxes = [...taken, ...placed];
    for (const [at, one] of boxes.entries()) {
      expect(one.left >= 0 && one.top >= 0 && one.left + one.width <= 200 && one.top + one.height <= 100).toBe(true);
      for (const other of boxes.slice(at + 1)) {
        const isApart =
          one.left + one.width <= other.left ||
          other.left + other.width <= one.left ||
          one.top + one.height <= other.top ||
          other.top + other.height <= one.top;
        expect(isApart).toBe(true);
      }
    }
  });
  it('are the first ones where there is no room for all, and none of places that are not in view', () => {
    const here = { at: [100, 50] as const };
    const many = Array.from({ length: 6 }, (_, at) => ({ words: `same place ${at}`, ...here }));
    expect(placeNames(many, size, [], widthOf).map(({ words }) => words)).toEqual([
      'same place 0',
      'same place 1',
      'same place 2'
    ]);
    expect(
      placeNames(
        [
          { words: 'away', at: [300, 50] },
          { words: 'nowhere', at: null }
        ],
        size,
        [],
        widthOf
      )
    ).toEqual([]);
  });
});

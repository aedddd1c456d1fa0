// Arrows as paths, hand-computed.
import { expect, it } from 'vitest';
import { arrowsOf, arrowsPath, crossesPath } from './arrows';

it('turns y downwards and leaves out nodes without a pull to see', () => {
  const points = [100, 200, 300, 400, 500, 600];
  const arrows = [0, 60, 1, 1, -30, 0];
  expect(arrowsOf(points, arrows, [0, 1, 2])).toEqual([
    { node: 0, x: 100, y: 800, dx: 0, dy: -60 },
    { node: 2, x: 500, y: 400, dx: -30, dy: -0 }
  ]);
  expect(arrowsOf(points, arrows, [1])).toEqual([]);
});

it('draws a line and a head of two strokes at its end', () => {
  expect(arrowsPath([{ node: 0, x: 100, y: 800, dx: 60, dy: 0 }])).toBe('M100 800L160 800M145 807L160 800L145 793');
  expect(arrowsPath([{ node: 0, x: 0, y: 0, dx: 0, dy: 15 }])).toBe('M0 0L0 15M-3 8L0 15L4 8');
  expect(arrowsPath([])).toBe('');
});

it('crosses masked nodes out', () => {
  expect(crossesPath([{ x: 10, y: 20 }])).toBe('M4 14l12 12m0-12l-12 12');
});

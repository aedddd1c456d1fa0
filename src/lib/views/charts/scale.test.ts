// Scales, ticks and labels of the charts.
import { describe, expect, test } from 'vitest';
import { seeded } from '../testing/made-up-results';
import {
  decimalsOf,
  gridPath,
  linePath,
  linearScale,
  niceAxis,
  niceDomain,
  spreadLabels,
  tickStep,
  ticks,
  wholeTicks
} from './scale';

test('a linear scale maps ends to ends and the middle to the middle', () => {
  const scale = linearScale([0, 10], [100, 0]);
  expect([scale(0), scale(5), scale(10)]).toEqual([100, 50, 0]);
});

test('epochs are whole numbers: the first one draws no fifths', () => {
  expect(wholeTicks(0, 1, 6)).toEqual([0, 1]);
  expect(wholeTicks(0, 2, 6)).toEqual([0, 1, 2]);
  expect(wholeTicks(0, 5, 6)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(wholeTicks(0, 52, 6)).toEqual(ticks(0, 52, 6));
});

describe('ticks', () => {
  test('are round, inside the range, evenly apart and neither too few nor too many', () => {
    const random = seeded(17);
    for (let trial = 0; trial < 500; trial += 1) {
      const low = (random() - 0.5) * 10 ** Math.floor(random() * 6 - 3);
      const high = low + random() * 10 ** Math.floor(random() * 6 - 3) + 1e-6;
      const found = ticks(low, high, 5);
      const step = tickStep(high - low, 5);
      for (const tick of found) {
        expect(tick).toBeGreaterThanOrEqual(low - step * 1e-6);
        expect(tick).toBeLessThanOrEqual(high + step * 1e-6);
        expect(Math.abs(tick / step - Math.round(tick / step))).toBeLessThan(1e-6);
      }
      expect(found.length).toBeGreaterThanOrEqual(1);
      expect(found.length).toBeLessThanOrEqual(6);
    }
  });
  test('show no rounding dirt', () => {
    expect(ticks(0, 0.4, 4)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  });
});

test('a nice domain holds what it was made from, also a single value', () => {
  const random = seeded(23);
  for (let trial = 0; trial < 300; trial += 1) {
    const low = (random() - 0.5) * 2;
    const high = low + random();
    const [from, to] = niceDomain(low, high, 4);
    expect(from).toBeLessThanOrEqual(low + 1e-12);
    expect(to).toBeGreaterThanOrEqual(high - 1e-12);
  }
  const [from, to] = niceDomain(0.2, 0.2, 4);
  expect(from).toBeLessThan(0.2);
  expect(to).toBeGreaterThan(0.2);
});

test('an axis has marks at both of its ends, few as there may be', () => {
  expect(niceAxis(-0.04, 0.04, 2)).toEqual({ domain: [-0.05, 0.05], marks: [-0.05, 0, 0.05] });
  const random = seeded(41);
  for (let trial = 0; trial < 300; trial += 1) {
    const low = (random() - 0.5) * 10 ** Math.floor(random() * 6 - 4);
    const high = low + random() * 10 ** Math.floor(random() * 6 - 4);
    const count = 2 + Math.floor(random() * 4);
    const { domain, marks } = niceAxis(low, high, count);
    expect([marks[0], marks.at(-1)]).toEqual(domain);
    expect(marks.length).toBeLessThanOrEqual(count + 3);
  }
});

test('labels keep their order and their distance, and stay inside where there is room', () => {
  const random = seeded(29);
  for (let trial = 0; trial < 300; trial += 1) {
    const wanted = Array.from({ length: 1 + Math.floor(random() * 6) }, () => random() * 200);
    const placed = spreadLabels(wanted, 14, 0, 200);
    const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
    order.forEach((label, at) => {
      const here = placed[label] ?? Number.NaN;
      expect(here).toBeGreaterThanOrEqual(-1e-9);
      expect(here).toBeLessThanOrEqual(200 + 1e-9);
      if (at > 0) expect(here - (placed[order[at - 1] ?? 0] ?? Number.NaN)).toBeGreaterThanOrEqual(14 - 1e-9);
    });
  }
});

test('decimals are as many as the step needs', () => {
  expect([5, 0.5, 0.02, 0.001].map(decimalsOf)).toEqual([0, 1, 2, 3]);
});

test('paths go through their points', () => {
  expect(
    linePath([
      { x: 0, y: 1 },
      { x: 2, y: 3.25 }
    ])
  ).toBe('M0 1l2 2.3');
  expect(linePath([])).toBe('');
  expect(linePath([{ x: 4, y: 0.5 }])).toBe('M4 .5');
});

test('however many steps a path has, each ends where its point lies to a twentieth of a pixel', () => {
  const points = Array.from({ length: 500 }, (_, at) => ({ x: at * 1.237, y: 90 + 80 * Math.sin(at / 7) }));
  const [first, ...steps] = [...linePath(points).matchAll(/-?\d*\.?\d+/g)]
    .map(Number)
    .reduce<number[][]>(
      (pairs, number, at) =>
        at % 2 === 0 ? [...pairs, [number]] : [...pairs.slice(0, -1), [...(pairs.at(-1) ?? []), number]],
      []
    );
  let [x = 0, y = 0] = first ?? [];
  expect(steps).toHaveLength(499);
  steps.forEach(([across = 0, up = 0], at) => {
    x += across;
    y += up;
    expect(Math.abs(x - (points[at + 1]?.x ?? 0))).toBeLessThan(0.051);
    expect(Math.abs(y - (points[at + 1]?.y ?? 0))).toBeLessThan(0.051);
  });
});

test('the lines of a grid are one path', () => {
  expect(gridPath([10, 20.5], 40, 300)).toBe('M40 10H300M40 20.5H300');
  expect(gridPath([], 40, 300)).toBe('');
});

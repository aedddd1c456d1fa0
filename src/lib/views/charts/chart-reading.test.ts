// Which value of a chart is read, by pointer and by keys.
import { expect, test } from 'vitest';
import { inReadingOrder, nearestPoint, pointByKey, type ReadPoint } from './chart-reading';

/** Two lines of three points, and a third of one. */
const POINTS: readonly ReadPoint[] = inReadingOrder([
  { line: 1, x: 0, y: 50, text: 'b0' },
  { line: 0, x: 0, y: 10, text: 'a0' },
  { line: 0, x: 100, y: 12, text: 'a1' },
  { line: 0, x: 200, y: 14, text: 'a2' },
  { line: 1, x: 90, y: 52, text: 'b1' },
  { line: 1, x: 190, y: 54, text: 'b2' },
  { line: 2, x: 30, y: 90, text: 'c0' }
]);
const read = (index: number | null) => (index === null ? null : POINTS[index]?.text);
const after = (from: string, key: string) =>
  read(
    pointByKey(
      POINTS,
      POINTS.findIndex(({ text }) => text === from),
      key
    )
  );

test('the nearest point is read, and none where none is near', () => {
  expect(read(nearestPoint(POINTS, { x: 97, y: 20 }))).toBe('a1');
  expect(read(nearestPoint(POINTS, { x: 97, y: 45 }))).toBe('b1');
  expect(nearestPoint(POINTS, { x: 500, y: 500 })).toBeNull();
  expect(nearestPoint([], { x: 0, y: 0 })).toBeNull();
});

test('the first arrow reads the first point', () => {
  expect(read(pointByKey(POINTS, null, 'ArrowRight'))).toBe('a0');
  expect(pointByKey([], null, 'ArrowRight')).toBeNull();
});

test.each([
  ['a0', 'ArrowRight', 'a1'],
  ['a2', 'ArrowRight', 'b0'],
  ['b0', 'ArrowLeft', 'a2'],
  ['a0', 'ArrowLeft', 'a0'],
  ['c0', 'ArrowRight', 'c0'],
  ['a2', 'ArrowDown', 'b2'],
  ['b2', 'ArrowDown', 'c0'],
  ['c0', 'ArrowDown', 'c0'],
  ['c0', 'ArrowUp', 'b0'],
  ['a1', 'ArrowUp', 'a1'],
  ['b1', 'Home', 'a0'],
  ['b1', 'End', 'c0']
])('from %s, %s leads to %s', (from, key, to) => expect(after(from, key)).toBe(to));

test('other keys are left alone', () => {
  for (const key of ['Enter', 'Tab', 'a', 'Escape']) expect(pointByKey(POINTS, 0, key)).toBeNull();
});

test('right alone leads through every point once', () => {
  const seen: number[] = [];
  for (let at = pointByKey(POINTS, null, 'ArrowRight'); at !== null && at !== seen.at(-1);) {
    seen.push(at);
    at = pointByKey(POINTS, at, 'ArrowRight');
  }
  expect(seen).toEqual(POINTS.map((_, index) => index));
});

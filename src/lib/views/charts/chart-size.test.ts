// Charts are as wide as their boxes allow, and labels get the room that they need.
import { expect, test } from 'vitest';
import { chartWidth, labelRoom, shortLabel } from './chart-size';

test('a chart has its first width until it is measured, then that of its box, and never less than it needs', () => {
  expect([0, 512, 100].map((measured) => chartWidth(measured, 240, 640))).toEqual([640, 512, 240]);
});

test('labels get room for the longest of them, for four letters at least, and no more than a chart can give', () => {
  expect(labelRoom(['base', 'aligned'], 6, 10)).toBe(52);
  expect(labelRoom([], 6, 10)).toBe(34);
  expect(labelRoom(['a label of many words'], 6, 10, 118)).toBe(118);
});

test('labels are cut with a sign where they do not fit', () => {
  expect(shortLabel('The harbour', 200)).toBe('The harbour');
  expect(shortLabel('The harbour in winter', 62)).toBe('The harbo…');
  expect(shortLabel('The harbour', 0)).toBe('The…');
});

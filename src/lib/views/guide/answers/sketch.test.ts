// A curve that a reader draws: strokes of the pointer leave no gaps, keys move single points, nothing leaves the range.
import { expect, it } from 'vitest';
import { flatSketch, heightAfter, withHeight, withStroke } from './sketch';

const RANGE = [0, 1] as const;

it('begins flat, in the middle', () => {
  expect(flatSketch(3, [0, 10])).toEqual([5, 5, 5]);
});
it('takes the height of a point, within the range', () => {
  expect(withHeight([0, 0, 0], 1, 0.4, RANGE)).toEqual([0, 0.4, 0]);
  expect(withHeight([0, 0, 0], 2, 7, RANGE)).toEqual([0, 0, 1]);
});
it('a stroke draws all places on its way, in either direction, and no other', () => {
  expect(withStroke([0, 0, 0, 0], { at: 0, height: 0 }, { at: 2, height: 1 }, RANGE)).toEqual([0, 0.5, 1, 0]);
  expect(withStroke([0, 0, 0, 0], { at: 3, height: 1 }, { at: 1, height: 0.5 }, RANGE)).toEqual([0, 0.5, 0.75, 1]);
  expect(withStroke([0, 0], { at: 1, height: 0.2 }, { at: 1, height: 0.9 }, RANGE)).toEqual([0, 0.9]);
});
it('keys move a point by a fiftieth, by a fifth, and to the ends', () => {
  const after = (key: string, height: number) => heightAfter(key, height, RANGE);
  expect([after('ArrowUp', 0.5), after('ArrowDown', 0.5), after('PageUp', 0.9)]).toEqual([0.52, 0.48, 1]);
  expect([after('Home', 0.5), after('End', 0.5), after('a', 0.5)]).toEqual([0, 1, null]);
});

import { expect, it } from 'vitest';
import { largest, smallest } from './extent';

it('finds the largest and the smallest of more numbers than a stack holds', () => {
  const many = Float64Array.from({ length: 1_000_000 }, (_, at) => (at * 7919) % 1_000_003);
  expect(largest(many)).toBe(
    Math.max(...[0, 1, 2].map((part) => largest(many.subarray(part * 333_334, (part + 1) * 333_334))))
  );
  expect([largest([3, -1, 2]), smallest([3, -1, 2])]).toEqual([3, -1]);
});

it('gives the bound where nothing lies beyond it', () => {
  expect([largest([]), smallest([]), largest([0.5], 1), smallest([0.5], 0)]).toEqual([-Infinity, Infinity, 1, 0]);
});

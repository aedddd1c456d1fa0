import { expect, it } from 'vitest';
import { cosineOf } from './cosine';

it('the cosine of two vectors is of their directions alone; of zeros there is none', () => {
  expect(cosineOf([1, 2], [3, 6])).toBeCloseTo(1, 12);
  expect(cosineOf(Float32Array.of(1, 0), [1, 1])).toBeCloseTo(Math.SQRT1_2, 12);
  expect(cosineOf([1, 0], [-2, 0])).toBe(-1);
  expect(cosineOf([0, 0], [1, 1])).toBeNull();
});

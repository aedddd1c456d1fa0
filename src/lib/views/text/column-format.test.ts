import { expect, it } from 'vitest';
import { decimalsFor, formatColumn } from './column-format';

const shown = (values: readonly number[]) => values.map((value) => formatColumn(value, decimalsFor(values)));

it('numbers of a column have the same decimals, as many as one of them needs', () => {
  expect(shown([0.5, 0.12345678, -1])).toEqual(['0.50000', '0.12346', '−1.00000']);
  expect(shown([18000, 5])).toEqual(['18,000', '5']);
  expect(shown([1.5, Number.NaN])).toEqual(['1.5', '–']);
});

it('numbers that are too unlike are written each by itself', () => {
  expect(shown([1e-9, 1000])).toEqual(['1e−9', '1,000']);
});

// Columns of interactions: rows picked, unknown values told from zeros, ratings written as they were read.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { columnsFromRows, pickColumns, ratingAt, reviewTextAt, shortRating, timestampAt } from './interaction-columns';

describe('columns of interactions', () => {
  const columns = columnsFromRows([{ rating: 0 }, {}, { rating: 4.5, review: '' }]);

  it('tell a rating of zero and an empty review from unknown ones, and leave out what nobody knows', () => {
    expect([0, 1, 2].map((row) => ratingAt(columns, row))).toEqual([0, undefined, 4.5]);
    expect([0, 1, 2].map((row) => reviewTextAt(columns, row))).toEqual([undefined, undefined, '']);
    expect(columns.timestamps).toBeNull();
    expect(timestampAt(columns, 0)).toBeUndefined();
  });

  it('are picked row by row; a column that is unknown for all picked rows is left out', () => {
    expect(pickColumns(columns, [1])).toEqual({ ratings: null, timestamps: null, reviews: null });
    expect(ratingAt(pickColumns(columns, [2, 0]), 1)).toBe(0);
  });
});

it('a rating is written in the digits it was read in', () => {
  for (const text of ['4.1', '3', '0.5', '-2.25', '0.1', '1e-7', '99.9']) {
    expect(shortRating(Math.fround(Number(text)))).toBe(String(Number(text)));
  }
  for (const draw of uniformArray({ seed: 1, stream: 121, step: 0 }, 500)) {
    const rating = Math.fround(draw * 1000 - 500);
    expect(Math.fround(Number(shortRating(rating)))).toBe(rating);
  }
});

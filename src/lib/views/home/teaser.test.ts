// The first page says of the quick start what its stored comparison says.
import { expect, test } from 'vitest';
import { fromResultsFile } from '../results/shown-results';
import { madeUpResults } from '../testing/made-up-results';
import { teaserOf } from './teaser';

test('every trained arm but the baseline is shown with its interval, references are not', () => {
  const teaser = teaserOf(fromResultsFile(madeUpResults()));
  expect(teaser?.rows.map((row) => row.label)).toEqual(['contrastive', 'generative']);
  expect(teaser?.rows.every((row) => row.low !== null && row.low < row.mean)).toBe(true);
  expect(teaser?.caption).toContain('0.1562, 3 seeds');
});

test('without a stored comparison nothing is shown', () => {
  const file = madeUpResults();
  expect(
    teaserOf(fromResultsFile({ ...file, cells: file.cells.filter((cell) => cell.kind !== 'compare') }))
  ).toBeNull();
});

// The first page says of the quick start what its stored comparison says.
import { expect, test } from 'vitest';
import { fromResultsFile } from '../results/from-results-file';
import { madeUpResults } from '../testing/made-up-results';
import { teaserOf } from './teaser';

test('every trained arm but the baseline is shown with its interval, references are not', () => {
  const teaser = teaserOf(fromResultsFile(madeUpResults()));
  expect(teaser?.rows.map((row) => row.label)).toEqual(['contrastive', 'generative']);
  expect(teaser?.rows.every((row) => row.low !== null && row.low < row.mean)).toBe(true);
  expect(teaser?.caption).toContain('15.6\u202f% stand among the first twenty');
  expect(teaser?.caption).toContain('3 seeds');
});

test('of a bar that touches zero it is said', () => {
  const json = JSON.stringify(madeUpResults());
  const captionAt = (low: string) =>
    teaserOf(fromResultsFile(JSON.parse(json.replaceAll(/"low":-?[\d.e-]+/g, `"low":${low}`))))?.caption;
  expect(captionAt('-0.001')).toContain('The bar of contrastive and generative touches zero or is not known');
  expect(captionAt('0.001')).toContain('No bar touches zero');
});

test('without a stored comparison nothing is shown', () => {
  const file = madeUpResults();
  expect(
    teaserOf(fromResultsFile({ ...file, cells: file.cells.filter((cell) => cell.kind !== 'compare') }))
  ).toBeNull();
});

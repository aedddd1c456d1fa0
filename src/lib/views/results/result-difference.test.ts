// A result made here is said to differ from the stored one as far as it does.
import { expect, test } from 'vitest';
import type { CellRecord } from '#lib/notebook/results/results';
import { fromResultsFile } from './from-results-file';
import type { ShownRecord } from './shown-results';
import { madeUpResults } from '../testing/made-up-results';
import { differenceFromStored, differenceInWords, differenceOf } from './result-difference';

const found = madeUpResults().cells.find(({ name }) => name === 'table');
if (found?.result.kind !== 'compare') throw new Error('the table is a comparison');
const { result } = found;
const stored: CellRecord = found;

/** The table with its first row's recall@20 scaled, as another device might give it. */
function scaled(by: number): CellRecord {
  const rows = result.rows.map((row, at) => {
    if (at > 0) return row;
    const { recall } = row.test.mean;
    return {
      ...row,
      test: { ...row.test, mean: { ...row.test.mean, recall: { ...recall, '20': recall['20'] * by } } }
    };
  });
  return { ...stored, result: { ...result, rows }, digest: 'another' };
}

test('equal digests are equal bits', () => {
  expect(differenceInWords(differenceOf(stored, stored))).toBe('the same bits as the stored result');
});

test('numbers that differ beyond the digits of the page are equal on it', () => {
  const difference = differenceOf(scaled(1 + 1e-9), stored);
  expect(difference).toEqual({ kind: 'beyond-digits' });
  expect(differenceInWords(difference)).toContain('not in the last bits');
});

test('the largest difference is told as a share of the largest number of its name', () => {
  const difference = differenceOf(scaled(1.01), stored);
  if (difference.kind !== 'differs') throw new Error('it differs');
  expect(difference.words).toBe(false);
  // 1 % of the first row, seen from the largest recall@20 of the table.
  expect(difference.largest).toBeGreaterThan(0.005);
  expect(difference.largest).toBeLessThan(0.011);
  expect(differenceInWords(difference)).toMatch(/^differs from the stored result by up to 0\.\d+\u202f%$/);
});

test('other words or another order are said, and clock times are not', () => {
  const notes = { ...stored, digest: 'another', result: { ...result, notes: ['Other words.'] } };
  expect(differenceInWords(differenceOf(notes, stored))).toBe('differs from the stored result in words or their order');
  expect(differenceOf({ ...stored, digest: 'another', seconds: 9999 }, stored)).toEqual({ kind: 'beyond-digits' });
});

test('only what was made here and has the settings of the stored one is set beside it', () => {
  const bundled = fromResultsFile(madeUpResults()).table;
  if (!bundled) throw new Error('there is a table');
  const here: ShownRecord = { ...bundled, bundled: false };
  expect(differenceFromStored(here, bundled, false)).toEqual({ kind: 'same' });
  expect(differenceFromStored(bundled, bundled, false)).toBeNull();
  expect(differenceFromStored(here, undefined, false)).toBeNull();
  const other: ShownRecord = { ...here, record: { ...here.record, id: 'of other settings' } };
  expect(differenceFromStored(other, bundled, true)).toBeNull();
});

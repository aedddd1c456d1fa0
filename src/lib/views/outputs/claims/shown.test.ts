// What a ledger and a claim say of themselves on the page and in files.
import { expect, it } from 'vitest';
import type { ClaimResult } from '#lib/notebook/kinds/claim/stored';
import type { LedgerResult } from '#lib/notebook/kinds/ledger/stored';
import { claimTable, countsInWords, effectInWords, groundOf, ledgerTable, pagePath, pText } from './shown';

const data = { title: 'Bookshop', synthetic: true, size: '1,000 users' };
const effect = { mean: 0.005, interval95: { low: 0.001, high: 0.009 }, relative: 0.016 };
const line: ClaimResult['lines'][number] = {
  notebook: 'table-1',
  cell: 'table',
  verdict: 'holds',
  words: '',
  data,
  protocol: '5 seeds',
  unit: 'recall@20',
  pairs: [{ name: 'con > base', ...effect, seeds: 5, p: 0.0004, says: 'for' }],
  effect,
  change: 'Others.',
  notes: []
};
const untold = { number: 19, place: '§3', says: 'It follows.', untold: 'A theorem.', claim: 'claim-19' };
const ledger: LedgerResult = {
  kind: 'ledger',
  rows: [
    {
      number: 5,
      place: '§4',
      says: 'More.',
      verdict: 'holds',
      untold: '',
      claim: 'claim-5',
      told: {
        notebook: 'table-1',
        cell: 'table',
        words: '',
        data,
        unit: 'recall@20',
        effect,
        change: 'Others.',
        for: 1,
        against: 0,
        open: 0
      }
    },
    { ...untold, verdict: 'cannot-be-told', told: null }
  ],
  counts: [
    { on: 'invented', holds: 1, 'does-not-hold': 0, 'cannot-be-told': 0 },
    { on: 'real', holds: 0, 'does-not-hold': 0, 'cannot-be-told': 0 },
    { on: 'none', holds: 0, 'does-not-hold': 0, 'cannot-be-told': 1 }
  ],
  rule: []
};

it('counts verdicts of invented data apart, and is silent of what there is none of', () => {
  expect(countsInWords(ledger)).toBe(
    'On invented data 1 hold, 0 do not and 0 cannot be told; without results 1 cannot be told'
  );
});

it('says the effect with its interval, and the data with their kind', () => {
  expect(effectInWords(line)).toBe(
    'The effect on recall@20 is +0.0050 (+1.6\u202f%), 95 % +0.0010 … +0.0090 over seeds, the mean over the pairs.'
  );
  expect(effectInWords({ ...line, effect: null })).toBe('');
  expect(groundOf(line)).toBe('· Bookshop (invented): 1,000 users · 5 seeds');
});

it('leads to the page of a notebook or a lesson, at the cell', () => {
  expect(pagePath('table-1', 'table')).toBe('notebooks/table-1/#cell-table');
  expect(pagePath('lessons/two-spaces', 'all')).toBe('learn/two-spaces/#cell-all');
});

it('a file has every row with all its numbers, as many as there are columns', () => {
  for (const { columns, rows } of [
    ledgerTable(ledger),
    claimTable({ kind: 'claim', ...untold, share: 'all', lines: [line], rule: [] })
  ]) {
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => columns.length));
  }
  expect(ledgerTable(ledger).rows[1]).toContain('A theorem.');
});

it('a p that is too small to be written says so', () => {
  expect([0, 0.0004, 0.0123, null].map(pText)).toEqual(['< 0.001', '< 0.001', '0.012', '–']);
});

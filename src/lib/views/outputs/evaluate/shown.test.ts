// What is drawn and tabled of an evaluation.
import { describe, expect, it } from 'vitest';
import { EVALUATION } from '#lib/notebook/kinds/evaluate/testing/made-up';
import {
  allTable,
  columnsAt,
  cutoffsOf,
  formatGain,
  groupedAt,
  groupsTable,
  intervalRows,
  tradeOffAt,
  valueOf,
  verdict
} from './shown';

const [recall, coverage] = columnsAt(EVALUATION, 20);
if (!recall || !coverage) throw new Error('no columns');
const alone = { ...EVALUATION, rows: EVALUATION.rows.slice(0, 1) };

describe('an evaluation', () => {
  it('has its cut-offs, and at each its measures; those of all lists have no groups', () => {
    expect(cutoffsOf(EVALUATION)).toEqual([10, 20]);
    expect(columnsAt(EVALUATION, 20).map(({ label }) => label)).toEqual(['recall@20', 'coverage@20', 'popularity@20']);
    expect(groupedAt(EVALUATION, 20).map(({ label }) => label)).toEqual(['recall@20', 'popularity@20']);
  });

  it('draws a gain of every arm under every group, which is named with its size', () => {
    const rows = intervalRows(EVALUATION, recall);
    expect(rows.map(({ heading, label, mean }) => [heading, label, mean])).toEqual([
      ['all users · 900 users', 'LightGCN-Con', 0.02],
      [undefined, 'LightGCN-Gen', -0.03],
      ['users with 3 to 7 clicks · 450 users', 'LightGCN-Con', 0.02],
      [undefined, 'LightGCN-Gen', -0.03],
      ['users with 8 to 90 clicks · 450 users', 'LightGCN-Con', 0.02],
      [undefined, 'LightGCN-Gen', -0.03],
      ['tail items · 300 items, 120 users', 'LightGCN-Con', 0.02],
      [undefined, 'LightGCN-Gen', -0.03]
    ]);
    expect(rows[1]).toMatchObject({ low: -0.04, high: expect.closeTo(-0.02, 12) });
  });

  it('draws the values themselves where there is one run, and no trade-off', () => {
    expect(intervalRows(alone, recall).map(({ label }) => label)).toEqual(Array(4).fill('LightGCN'));
    expect(intervalRows(alone, recall)[0]?.mean).toBe(valueOf(EVALUATION.rows[0] ?? never(), recall)?.mean);
    expect(tradeOffAt(alone, 20, 'recall')).toBeNull();
  });

  it('sets accuracy against coverage, whatever metric is looked at', () => {
    const found = tradeOffAt(EVALUATION, 20, 'popularity');
    expect([found?.x.label, found?.y.label]).toEqual(['coverage@20', 'recall@20']);
    expect(found?.table.rows).toHaveLength(3);
    const without = { ...EVALUATION, measures: EVALUATION.measures.filter(({ metric }) => metric !== 'coverage') };
    expect(tradeOffAt(without, 20, 'recall')).toBeNull();
  });

  it('says better or worse only where the interval leaves zero out and more is better or worse', () => {
    const [, con, gen] = EVALUATION.rows;
    const popularity = columnsAt(EVALUATION, 20)[2];
    if (!con || !gen || !popularity) throw new Error('no rows');
    expect(verdict(recall, valueOf(con, recall))).toBe('up');
    expect(verdict(recall, valueOf(gen, recall))).toBe('down');
    expect(verdict(coverage, valueOf(con, coverage))).toBe('');
    expect(verdict(popularity, valueOf(con, popularity))).toBe('');
    const less = { ...recall, measure: { ...recall.measure, better: 'less' as const } };
    expect(verdict(less, valueOf(gen, recall))).toBe('up');
  });

  it('is in its tables whole: every group with its size and every arm, intervals and gains', () => {
    const groups = groupsTable(EVALUATION, recall);
    expect(groups.rows).toHaveLength(12);
    expect(groups.columns).toHaveLength(groups.rows[0]?.length ?? 0);
    expect(groups.rows[4]?.slice(0, 5)).toEqual(['users with 3 to 7 clicks', '3 … 7', 450, null, 'LightGCN-Con']);
    const all = allTable(EVALUATION, columnsAt(EVALUATION, 10));
    expect(all.columns).toHaveLength(all.rows[0]?.length ?? 0);
  });

  it('writes clicks and bits by their size, shares with four decimals', () => {
    expect(formatGain({ metric: 'popularity' }, 3.14159)).toBe('+3.142');
    expect(formatGain({ metric: 'recall' }, -0.01)).toBe('−0.0100');
  });
});

function never(): never {
  throw new Error('no row');
}

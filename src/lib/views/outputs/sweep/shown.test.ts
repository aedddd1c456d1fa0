// What is drawn of a sweep: places along an axis, lines, heat maps, and a table with every number.
import { describe, expect, it } from 'vitest';
import type { SweepFigure, SweepResult } from '#lib/notebook/kinds/sweep/stored';
import { drawn, heatAxes, heatCells, heatRuns, linesInWords, linesOf, openPoints, placesOf } from './shown';
import { sweepTable } from './table';

const figure = (mean: number, gain: number | null = null, change: number | null = null): SweepFigure => ({
  mean,
  interval95: { low: mean - 0.01, high: mean + 0.01 },
  values: [],
  gain: gain === null ? null : { mean: gain, interval95: null, relative: 0.1 },
  change: change === null ? null : { mean: change, interval95: null }
});
const axis = (key: string, values: SweepResult['axes'][number]['values']) => ({
  cell: 'books',
  key,
  label: key,
  values
});
const result = (extra: Partial<SweepResult>): SweepResult => ({
  kind: 'sweep',
  metric: 'recall@20',
  part: 'test',
  axes: [axis('noise', [0.2, 0])],
  runs: [
    { name: 'base', label: 'LightGCN', backbone: 'lightgcn', alignment: 'none' },
    { name: 'con', label: 'LightGCN-Con', backbone: 'lightgcn', alignment: 'contrastive' }
  ],
  baseline: null,
  relative: false,
  points: [
    { at: [0], runs: [figure(0.1, null, 0), figure(0.12, 0.02, 0)] },
    { at: [1], runs: [figure(0.2, null, 1), null] }
  ],
  notes: [],
  ...extra
});

describe('values of an axis', () => {
  it('lie where their numbers do, on a scale of ratios where they are far apart', () => {
    expect(placesOf(axis('noise', [0, 0.05, 0.2]))).toEqual([
      { text: '0', x: 0 },
      { text: '0.05', x: 0.05 },
      { text: '0.2', x: 0.2 }
    ]);
    expect(placesOf(axis('kd', [0.001, 0.1])).map(({ x }) => x)).toEqual([-3, -1]);
  });
  it('lie side by side in their order where they are no numbers', () => {
    expect(placesOf(axis('encoder', ['lsa', 'use', true])).map(({ x }) => x)).toEqual([0, 1, 2]);
  });
});

it('a line goes through its points in the order of the axis; points to come are left out', () => {
  const [base, con] = linesOf(result({}));
  expect(base?.points.map(({ x, mean }) => [x, mean])).toEqual([
    [0, 0.2],
    [0.2, 0.1]
  ]);
  expect(con?.points).toHaveLength(1);
  expect(openPoints(result({}))).toBe(1);
  expect(linesInWords(result({}))).toContain('LightGCN-Con 0.1200 at 0.2');
});

it('a reference is a line of its own, and none where changes are drawn', () => {
  const own = result({
    references: [{ label: 'EASE' }],
    points: [{ at: [0], runs: [figure(0.1), figure(0.12)], references: [0.3] }]
  });
  expect(linesOf(own).at(-1)).toMatchObject({ label: 'EASE', points: [{ mean: 0.3, low: null }] });
  expect(linesOf({ ...own, relative: true })).toHaveLength(2);
  const { columns, rows } = sweepTable(own);
  expect([columns.at(-1), rows[0]?.at(-1)]).toEqual(['EASE recall@20', 0.3]);
});

it('where changes are shown, they are drawn', () => {
  expect(drawn({ relative: true }, figure(0.2, null, 0.5))?.mean).toBe(0.5);
  expect(linesInWords(result({ relative: true }))).toContain('+100.0');
});

describe('a heat map', () => {
  const two = result({
    axes: [axis('noise', [0, 0.1]), axis('split', [1])],
    points: [
      { at: [0, 0], runs: [figure(0.1), figure(0.12, 0.02)] },
      { at: [1, 0], runs: [figure(0.1), { failed: 'it diverged' }] }
    ],
    baseline: 0
  });
  it('shows gains over the baseline, of the other runs', () => {
    expect(heatRuns(two)).toEqual([1]);
    expect(heatCells(two, 1)).toEqual([
      { row: 0, column: 0, value: 0.02, text: '+0.0200', isTold: false },
      { row: 1, column: 0, value: null, text: '×', isTold: false }
    ]);
  });
  it('of three axes has a row for each value of the first with each of the second', () => {
    const three = result({
      axes: [axis('noise', [0, 0.1]), axis('core', [1, 2]), axis('split', [1, 2, 3])],
      points: [{ at: [1, 0, 2], runs: [figure(0.1), figure(0.12, 0.02)] }],
      baseline: 0
    });
    expect(heatAxes(three)?.rows).toEqual(['0 · 1', '0 · 2', '0.1 · 1', '0.1 · 2']);
    expect(heatCells(three, 1)).toMatchObject([{ row: 2, column: 2 }]);
    expect(heatAxes(result({}))).toBeNull();
  });
  it('tells a gain from 0 where its interval over seeds does', () => {
    const sure = result({
      points: [
        {
          at: [0],
          runs: [
            figure(0.1),
            {
              mean: 0.2,
              interval95: null,
              values: [],
              change: null,
              gain: { mean: 0.1, interval95: { low: 0.05, high: 0.15 }, relative: 1 }
            }
          ]
        }
      ],
      baseline: 0
    });
    expect(heatCells(sure, 1)).toMatchObject([{ isTold: true }]);
  });
  it('shows the metric itself where there is no baseline', () => {
    expect(heatCells({ ...two, baseline: null }, 0)[0]).toMatchObject({ value: 0.1, text: '0.1000' });
  });
});

it('what was chosen stands in the table, beside the run that it was chosen for', () => {
  const { columns, rows } = sweepTable(
    result({
      choose: [{ cell: 'con', key: 'kd_weight' }],
      points: [{ at: [0], runs: [figure(0.1), figure(0.12)], chosen: [null, [{ axis: 0, value: 0.1 }]] }]
    })
  );
  expect(rows[0]?.[columns.indexOf('LightGCN-Con chosen')]).toBe('kd_weight 0.1');
  expect(rows[0]?.[columns.indexOf('LightGCN chosen')]).toBe('');
});

it('the table has every point with its values, means, intervals and gains', () => {
  const { columns, rows } = sweepTable(result({ baseline: 0 }));
  expect(columns).toEqual([
    'books.noise',
    'LightGCN recall@20',
    'LightGCN low',
    'LightGCN high',
    'LightGCN-Con recall@20',
    'LightGCN-Con low',
    'LightGCN-Con high',
    'LightGCN-Con gain',
    'LightGCN-Con gain low',
    'LightGCN-Con gain high'
  ]);
  expect(rows[0]).toEqual([
    0.2,
    0.1,
    ...[0.09, 0.11, 0.12, 0.11, 0.13].map((value) => expect.closeTo(value, 9)),
    0.02,
    null,
    null
  ]);
  expect(rows[1]?.slice(4)).toEqual([null, null, null, null, null, null]);
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
});

// Runs named by what differs, found by words, sorted and put together.
import { expect, it } from 'vitest';
import { armOf, groupedRuns, matchingRuns, namedRuns, RUN_COLUMNS, sortedRuns } from './run-list';
import { armRows, runsTable } from './run-tables';
import { madeUpSummary } from './testing';

const names = (...runs: readonly ReturnType<typeof madeUpSummary>[]) => namedRuns(runs).map(({ name }) => name);

it('a run is named by its label alone where nothing else differs, whatever the seeds', () => {
  expect(names(madeUpSummary(1), madeUpSummary(2, { seed: 2 }))).toEqual(['LightGCN', 'LightGCN']);
});

it('what differs among the runs in view is in the name, and only that', () => {
  const deep = madeUpSummary(1, { settings: { layers: 3, dropout: 0.1, fast: true } });
  const flat = madeUpSummary(2, { settings: { layers: 1, dropout: 0.1, fast: false } });
  expect(names(deep, flat)).toEqual(['LightGCN · layers 3 · fast', 'LightGCN · layers 1 · no fast']);
  expect(names(deep)).toEqual(['LightGCN']);
});

it('a setting that one alignment has and another has not is told by the label; among runs of one label it is named', () => {
  const plain = madeUpSummary(1);
  const aligned = madeUpSummary(2, { alignment: 'contrastive', settings: { temperature: 0.2 } });
  expect(names(plain, aligned)).toEqual(['LightGCN', 'LightGCN-Con']);
  const begun = madeUpSummary(3, { settings: { init: 'text-variance' } });
  expect(names(plain, begun, aligned)).toEqual(['LightGCN', 'LightGCN · init text-variance', 'LightGCN-Con']);
});

it('data and split are named where they differ', () => {
  const other = madeUpSummary(2, { data: 'Films', split: 'bb'.repeat(32) });
  expect(names(madeUpSummary(1), other)).toEqual([
    'LightGCN · Books · split aaaaaaaa',
    'LightGCN · Films · split bbbbbbbb'
  ]);
});

it('runs that nothing stored tells apart have a part of their ids', () => {
  const [first, second] = names(madeUpSummary(1), madeUpSummary(2));
  expect(first).not.toBe(second);
});

it('words are looked for in labels, data, dates and settings; all of them must be there', () => {
  const runs = [
    madeUpSummary(1, { settings: { layers: 3 }, created: '2026-11-30T02:00:00.000Z' }),
    madeUpSummary(2, { alignment: 'generative', data: 'Films' })
  ];
  const found = (words: string) => matchingRuns(runs, words).map((run) => runs.indexOf(run));
  expect(found('')).toEqual([0, 1]);
  expect(found('layers=3')).toEqual([0]);
  expect(found('FILMS lightgcn-gen')).toEqual([1]);
  expect(found('films layers=3')).toEqual([]);
  expect(found('2026-11-30')).toEqual([0]);
});

it('sorts by every column, and an imported run has no time taken', () => {
  const runs = namedRuns([
    madeUpSummary(1, { recall: 0.1, seed: 3 }),
    madeUpSummary(2, { recall: 0.3, seed: 1, backend: 'imported' }),
    madeUpSummary(3, { recall: 0.2, seed: 2 })
  ]);
  const order = (by: string, down: boolean) => sortedRuns(runs, { by, down }).map((run) => runs.indexOf(run));
  expect(order('recall@20', true)).toEqual([1, 2, 0]);
  expect(order('seed', false)).toEqual([1, 2, 0]);
  expect(order('time', true)).toEqual([2, 0, 1]);
  for (const { key } of RUN_COLUMNS) expect(order(key, false)).toHaveLength(3);
  expect(sortedRuns(runs, null)).toBe(runs);
});

it('groups by settings whatever the order in which they are written, by protocol, and by model', () => {
  const runs = [
    madeUpSummary(1, { settings: { a: 1, b: 2 } }),
    madeUpSummary(2, { seed: 2, settings: { b: 2, a: 1 } }),
    madeUpSummary(3, { alignment: 'contrastive' }),
    madeUpSummary(4, { split: 'cc'.repeat(32) })
  ];
  const sizes = (by: 'settings' | 'protocol' | 'model') =>
    groupedRuns(namedRuns(runs), by).map((group) => group.runs.length);
  expect(sizes('settings')).toEqual([2, 1, 1]);
  expect(sizes('protocol')).toEqual([3, 1]);
  expect(sizes('model')).toEqual([3, 1]);
  expect(new Set(runs.map(armOf)).size).toBe(3);
});

it('arms have mean and sample spread over their runs, protocol by protocol', () => {
  const [books, films] = armRows([
    madeUpSummary(1, { recall: 0.1 }),
    madeUpSummary(2, { recall: 0.3, seed: 2 }),
    madeUpSummary(3, { alignment: 'contrastive', recall: 0.5 }),
    madeUpSummary(4, { split: 'bb'.repeat(32), data: 'Films' })
  ]);
  expect(books?.arms.map(({ name, seeds }) => [name, seeds])).toEqual([
    ['LightGCN', 2],
    ['LightGCN-Con', 1]
  ]);
  expect(books?.arms[0]?.metrics[0]?.mean).toBeCloseTo(0.2, 12);
  // √((0.1² + 0.1²) / 1)
  expect(books?.arms[0]?.metrics[0]?.sd).toBeCloseTo(Math.SQRT2 / 10, 12);
  expect(books?.arms[1]?.metrics[0]?.sd).toBeNull();
  expect(films).toMatchObject({ data: 'Films', arms: [{ name: 'LightGCN', seeds: 1 }] });
});

it('a table for files has each differing setting in a column, and every run in full', () => {
  const table = runsTable(namedRuns([madeUpSummary(1, { settings: { layers: 3 } }), madeUpSummary(2)]));
  const layers = table.columns.indexOf('layers');
  expect(table.rows.map((row) => row[layers])).toEqual([3, 2]);
  expect(table.rows.every((row) => row.length === table.columns.length)).toBe(true);
});

// Curves stand under the train cells they belong to.
import { expect, test } from 'vitest';
import type { CellBlock, PreparedBlock, PreparedNotebook } from '../../document/prepared';
import { fromResultsFile } from '../../results/from-results-file';
import type { ShownRecord } from '../../results/shown-results';
import { madeUpResults } from '../../testing/made-up-results';
import { armCells, armOf, figureHolders, hasCurves, withUniqueLabels } from './train-groups';

const lines = { first: 1, last: 1 };
const train = (name: string, dataset = 'books', alignment = 'none'): CellBlock => ({
  type: 'cell',
  key: `cell-${name}`,
  lines,
  kind: 'train',
  name,
  source: '',
  summary: '',
  reads: [dataset],
  place: 'engine',
  alignment,
  error: null
});
const prose = (key: string): PreparedBlock => ({
  type: 'prose',
  key,
  lines,
  markdown: '',
  opening: '',
  html: '',
  headings: [],
  problems: []
});
const notebook = (blocks: readonly PreparedBlock[]): PreparedNotebook => ({
  title: '',
  description: '',
  text: '',
  blocks,
  problems: []
});

test('train cells in a row share one figure under the last of them', () => {
  const made = notebook([train('a'), train('b'), prose('p'), train('c')]);
  expect([...figureHolders(made, () => true)]).toEqual(['b', 'c']);
});

test('a new cell without curves leaves the figure where it is, and takes it when it has some', () => {
  const made = notebook([train('a'), train('b'), train('new'), prose('p'), train('c')]);
  expect([...figureHolders(made, ({ name }) => name !== 'new')]).toEqual(['b', 'c']);
  expect([...figureHolders(made, () => true)]).toEqual(['new', 'c']);
  expect([...figureHolders(made, () => false)]).toEqual([]);
});

test('a result that came without epochs has no curves, and takes no figure from the cell that was just run', () => {
  const { base = null } = fromResultsFile(madeUpResults());
  expect(hasCurves(base)).toBe(true);
  expect(hasCurves(null)).toBe(false);
  if (base?.record.result.kind !== 'train') throw new Error('The made-up base is a train cell');
  const runs = base.record.result.runs.map((run) => ({ ...run, epochs: [] }));
  const brief = { ...base, record: { ...base.record, result: { ...base.record.result, runs } } };
  expect(hasCurves(brief)).toBe(false);
  const shown: Readonly<Record<string, ShownRecord>> = { ran: base, stored: brief };
  const made = notebook([train('ran'), train('stored')]);
  expect([...figureHolders(made, ({ name }) => hasCurves(shown[name] ?? null))]).toEqual(['ran']);
});

test('a figure shows the train cells up to its own, on the same data only', () => {
  const made = notebook([train('a'), train('x', 'other'), train('b'), train('c')]);
  expect(armCells(made, 'b').map((cell) => cell.name)).toEqual(['a', 'b']);
});

test('while a cell trains, its curves are those that come in', () => {
  const shown = fromResultsFile(madeUpResults()).base ?? null;
  expect(armOf(train('base'), shown, []).seeds).toHaveLength(3);
  const live = armOf(train('base'), shown, [{ seed: 1, epochs: [] }]);
  expect([live.seeds.length, live.live]).toEqual([1, true]);
});

test('arms of the same name are told apart by their cells', () => {
  const arms = [train('a'), train('b'), train('c', 'books', 'contrastive')].map((cell) => armOf(cell, null, []));
  expect(withUniqueLabels(arms).map((arm) => arm.label)).toEqual(['a', 'b', 'contrastive']);
});

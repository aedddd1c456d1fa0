// Which comparisons are drawn as a grid, and what is drawn of them.
import { expect, test } from 'vitest';
import type { CompareRow } from '#lib/notebook/kinds/compare/stored';
import { MAIN } from '../metric-columns';
import { armGrid, t95 } from './arm-grid';
import { gridStyles } from './grid-styles';
import { isArmGrid } from './is-arm-grid';
import { gridTable, numbersLatex, numbersTable } from './tables';

const metrics = (value: number) => ({
  recall: { '5': value, '10': value, '20': value },
  ndcg: { '5': value, '10': value, '20': value }
});
function arm(backbone: string, alignment: string, mean: number, seeds = 5): CompareRow {
  const name = `${backbone}-${alignment}`;
  return {
    name,
    role: 'run',
    label: alignment === 'none' ? backbone.toUpperCase() : name,
    backbone,
    alignment,
    seeds: Array.from({ length: seeds }, (_, seed) => seed),
    test: { mean: metrics(mean), sd: metrics(0.01) },
    differences: [],
    treatment: []
  };
}
const GRID = [
  arm('sgl', 'none', 0.3),
  arm('sgl', 'contrastive', 0.31),
  arm('gccf', 'none', 0.2),
  arm('gccf', 'contrastive', 0.25)
];
const entries = (rows: readonly CompareRow[]) => rows.map((row) => ({ row, test: row.test }));

test('several backbones, each with the same alignments once, are a grid; references beside them change nothing', () => {
  const reference = { label: 'Popularity' };
  expect(isArmGrid(GRID)).toBe(true);
  expect(isArmGrid([...GRID, reference])).toBe(true);
});

test.each([
  ['one backbone', GRID.slice(0, 2)],
  ['a backbone without one of the alignments', GRID.slice(0, 3)],
  ['an arm twice, in other settings', [...GRID, arm('sgl', 'none', 0.3)]],
  ['one alignment', [arm('sgl', 'none', 0.3), arm('gccf', 'none', 0.2)]],
  ['nothing', []]
])('%s is none', (_, rows) => expect(isArmGrid(rows)).toBe(false));

test('a row a backbone in the order of the comparison, a mark an alignment with its interval over seeds', () => {
  const grid = armGrid(entries(GRID), MAIN);
  expect(grid.rows.map(({ label }) => label)).toEqual(['SGL', 'GCCF']);
  expect(grid.alignments.map(({ label }) => label)).toEqual(['base', 'contrastive']);
  const [, aligned] = grid.rows[0]?.marks ?? [];
  expect(aligned).toMatchObject({ alignment: 1, mean: 0.31 });
  expect(aligned?.interval?.high).toBeCloseTo(0.31 + (2.7764 * 0.01) / Math.sqrt(5), 6);
});

test('of one seed, and over splits, there is no interval', () => {
  const single = GRID.map((row) => ({ ...row, seeds: [1] }));
  for (const grid of [armGrid(entries(single), MAIN), armGrid(entries(GRID), MAIN, true)]) {
    expect(grid.rows.flatMap(({ marks }) => marks.map(({ interval }) => interval))).toEqual([null, null, null, null]);
    expect(gridTable(grid, 'x').columns).toEqual(['backbone', 'base', 'contrastive']);
  }
});

test('the table has every mean with both ends of its interval', () => {
  const { columns, rows } = gridTable(armGrid(entries(GRID), MAIN), 'x');
  expect(columns).toHaveLength(7);
  expect(rows.map((row) => row.slice(0, 2))).toEqual([
    ['SGL', 0.3],
    ['GCCF', 0.2]
  ]);
});

test('points of Student’s t are those of the tables, also where they are computed, and fall towards the normal distribution’s', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
  const published = { 4: 2.776, 9: 2.262, 20: 2.086, 21: 2.08, 25: 2.06, 30: 2.042, 60: 2.0, 100: 1.984 };
  for (const [df, point] of Object.entries(published)) expect(t95(Number(df))).toBeCloseTo(point, 3);
  for (let df = 1; df < 200; df += 1) expect(t95(df)).toBeGreaterThan(t95(df + 1));
  expect(t95(1e6)).toBeCloseTo(1.96, 3);
});

test('an alignment looks as in the key in every row, two alignments of one kind do not look alike, and a reference has a look of its own', () => {
  const rows: readonly CompareRow[] = [
    ...['sgl', 'gccf'].flatMap((backbone) => ['none', 'kar', 'sdr'].map((alignment) => arm(backbone, alignment, 0.1))),
    { ...arm('', '', 0.1), name: 'popularity', role: 'reference' }
  ];
  const looks = rows.map(gridStyles(rows)).map(({ mark, dash }) => `${mark} ${dash}`);
  expect(looks.slice(0, 3)).toEqual(looks.slice(3, 6));
  expect(new Set(looks).size).toBe(4);
  const key = armGrid(entries(rows.slice(0, 6)), MAIN).alignments.map(({ style }) => `${style.mark} ${style.dash}`);
  expect(key).toEqual(looks.slice(0, 3));
});

test('every number leaves as a table, and as LaTeX with the best of each column in bold', () => {
  const result = { kind: 'compare', baseline: 'sgl-none', rows: GRID, notes: [] } as const;
  expect(numbersTable(result, entries(GRID)).rows[1]?.slice(0, 3)).toEqual(['sgl-contrastive', 5, 0.31]);
  const latex = numbersLatex(result, entries(GRID), 'All & more');
  expect(latex.match(/mathbf\{0\.3100\}/g)).toHaveLength(6);
  expect(latex).toContain('All \\& more');
});

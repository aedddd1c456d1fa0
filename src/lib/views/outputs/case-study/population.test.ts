// Shares, cropped bins and tables of the population, from counts made up for it.
import { describe, expect, it } from 'vitest';
import type { CaseStudyResult } from '#lib/notebook/kinds/case-study/stored';
import { formatInterval, formatMove, histogramsOf, histogramTable, labelOf, populationTable, seedOf, styleOf, type StudyRow } from './population'; // prettier-ignore

const side = (counts: readonly number[]): StudyRow['pairs'] => ({
  ...{ closer: 0.5, mean: 0.01, median: 0, before: 0.43171, after: 0.42 },
  counts: [...counts]
});
const row = (arm: number, seed: number, pairs: readonly number[], controls: readonly number[]): StudyRow => ({
  ...{ arm, seed, against: arm === 0 ? 1 : seed, pairs: side(pairs), controls: side(controls) },
  ...{ effect: 0.002, interval95: { low: -0.001, high: 0.005 }, exceeds: 0.51 }
});
const person = { id: 'u', clicks: 0, history: [], profile: null, shared: [] };
const result: CaseStudyResult = {
  ...{ kind: 'case-study', baseline: 'base', runs: ['con'], values: {}, says: [], notes: [] },
  arms: [
    { label: 'LightGCN', backbone: 'lightgcn', alignment: 'none' },
    { label: 'LightGCN-Con', backbone: 'lightgcn', alignment: 'contrastive' }
  ],
  pair: {
    ...{ user: person, other: person, rule: null, profileLabel: null, distance: null, path: [], semantic: null },
    ...{ heldOut: [], relevance: [] }
  },
  population: {
    ...{ pairs: 4000, users: 10, withoutControl: 0 },
    matched: { profiles: { pairs: 4000, gap: 0 }, clicks: { pairs: 0, gap: 0 } },
    edges: [-1, -0.714, -0.429, -0.143, 0.143, 0.429, 0.714, 1]
  },
  rows: [
    row(1, 1, [1, 0, 1000, 2000, 999, 0, 0], [0, 0, 2000, 1000, 1000, 0, 0]),
    row(1, 2, [0, 0, 0, 4000, 0, 0, 0], [0, 0, 4000, 0, 0, 0, 0]),
    row(0, 2, [0, 0, 1000, 2000, 1000, 0, 0], [0, 1, 999, 2000, 1000, 0, 0])
  ]
};

describe('histograms of a case study', () => {
  const [con, nothing] = histogramsOf(result);

  it('join the seeds of an arm as shares', () => {
    expect(con).toMatchObject({ arm: 1, seeds: ['1', '2'], pairs: [0.125, 0.75, 0.124875] });
    expect(con?.controls).toEqual([0.75, 0.125, 0.125]);
    expect(nothing).toMatchObject({ arm: 0, seeds: ['1 → 2'] });
  });

  it('are cut to the same bins, around zero, and say what lies beyond', () => {
    for (const one of [con, nothing]) expect(one?.edges).toEqual([-0.429, -0.143, 0.143, 0.429]);
    expect(con?.beyond.pairs).toBeCloseTo(1 / 8000, 12);
    expect(nothing?.beyond.controls).toBeCloseTo(1 / 4000, 12);
  });

  it('have a table of every bin that is drawn', () => {
    if (!con) throw new Error('no histogram');
    expect(histogramTable(con, 'Con').rows[1]).toEqual([-0.143, 0.143, 0.75, 0.125]);
  });
});

describe('rows of a case study', () => {
  it('name the null apart from the baseline, in a style of its own', () => {
    expect([1, 0].map((arm) => labelOf(result, arm))).toEqual(['LightGCN-Con', 'null: LightGCN']);
    expect(result.rows.map(seedOf)).toEqual(['1', '2', '1 → 2']);
    expect(styleOf(result, 0).dash).not.toBe('');
    expect(styleOf(result, 1).colour).toBe('var(--aligned)');
  });

  it('are written with four decimals and true signs', () => {
    expect(formatInterval({ low: -0.001, high: 0.005 })).toBe('−0.0010 … +0.0050');
    expect(formatMove(side([]))).toBe('0.4317 → 0.4200');
  });

  it('stand in the table with all their numbers', () => {
    const table = populationTable(result);
    expect(table.rows).toHaveLength(3);
    for (const line of table.rows) expect(line).toHaveLength(table.columns.length);
    expect(table.rows[2]?.slice(0, 4)).toEqual(['null: LightGCN', 2, 1, 0.43171]);
  });
});

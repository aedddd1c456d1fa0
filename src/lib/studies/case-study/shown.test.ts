// What is said of numbers follows from them by rules: each sentence is asked for with numbers made up for it.
import { describe, expect, it } from 'vitest';
import type { CaseStudyData, CaseStudyRow } from './data';
import { showStudy } from './shown';

const side = { closer: 0.5, mean: 0, median: 0, before: 0.5, after: 0.5, counts: [1] };
const row = (arm: number, seed: number, effect: number, half: number): CaseStudyRow => ({
  ...{ arm, seed, against: arm === 0 ? 1 : seed, pairs: side, controls: side, effect, exceeds: 0.51 },
  interval95: { low: effect - half, high: effect + half }
});
const person = { id: 'u', clicks: 1, history: [], profile: null, shared: [] };
const study = (rows: readonly CaseStudyRow[]): CaseStudyData => ({
  arms: ['LightGCN', 'Con'].map((label) => ({ label, backbone: 'lightgcn', alignment: 'none' })),
  pair: {
    user: person,
    other: { ...person, id: 'v' },
    rule: null,
    profileLabel: null,
    distance: null,
    path: [],
    semantic: null,
    heldOut: [],
    relevance: [
      { arm: 0, seed: 1, cosine: 0.1, rank: 9, of: 10 },
      { arm: 1, seed: 1, cosine: 0.2, rank: 3.5, of: 10 }
    ]
  },
  population: {
    pairs: 1234,
    users: 56,
    withoutControl: 7,
    matched: { profiles: { pairs: 1200, gap: 0.01 }, clicks: { pairs: 34, gap: 0.5 } },
    bootstrapSamples: 1000,
    edges: [-1, 1]
  },
  rows: [...rows]
});
const show = (...rows: readonly CaseStudyRow[]) =>
  showStudy(study(rows), { names: ['base', 'con'], labels: ['LightGCN', 'Con'] });

describe('a case study as it is shown', () => {
  it('says where the intervals lie, seed by seed, and what share came closer', () => {
    const [con] = show(row(1, 1, 0.02, 0.01), row(1, 2, 0.03, 0.01), row(0, 2, 0.001, 0.004)).says;
    expect(con).toContain('mean effect over 2 seeds is +0.0250; pairs came closer than their controls by 2.50 %');
    expect(con).toContain('The interval lies above zero for 2 of 2 seeds.');
    expect(con).toContain('51.0 % of pairs');
    expect(con).toContain('more than the null’s interval reaches (0.50 %)');
    const [mixed] = show(row(1, 1, 0.02, 0.01), row(1, 2, 0.001, 0.01), row(1, 3, -0.03, 0.01)).says;
    expect(mixed).toContain('above zero for 1 of 3 seeds, below zero for 1 of 3 seeds, across zero for 1 of 3 seeds');
    expect(mixed).toContain('fell back behind');
    expect(show(row(1, 1, -0.02, 0.01)).says[0]).toContain('Its interval lies below zero.');
  });

  it('says that an effect shows nothing where the null reaches as far', () => {
    const [con] = show(row(1, 1, 0.02, 0.01), row(0, 2, -0.015, 0.01)).says;
    expect(con).toContain('reaches as far (2.50 %)');
    expect(con).toContain('not told from chance');
  });

  it('says what the null is, and when it is not what it should be', () => {
    expect(show(row(0, 2, 0.001, 0.002)).says.at(-1)).toContain('holds zero, as it should');
    expect(show(row(0, 2, 0.005, 0.002)).says.at(-1)).toContain('It leaves zero out');
    expect(show(row(1, 1, 0.005, 0.002)).says.at(-1)).toContain('There is no null');
  });

  it('names its numbers by cell and seed', () => {
    const { values } = show(row(1, 2023, 0.02, 0.01), row(0, 2, -0.015, 0.01));
    expect(values).toMatchObject({
      pairs: 1234,
      'con.seed-2023.effect': 0.02,
      'con.seed-2023.exceeds': 0.51,
      'null.effect': -0.015,
      'pair.base.rank': 9,
      'pair.con.rank': 3.5,
      'pair.con.of': 10
    });
    expect(values['con.seed-2023.effect-low']).toBeCloseTo(0.01, 12);
    expect(values['pair.distance']).toBeUndefined();
  });

  it('says who was counted, how controls were found, and who was left out', () => {
    const notes = show(row(0, 2, 0, 1)).notes.join(' ');
    expect(notes).toContain('1,234 pairs of 56 users');
    expect(notes).toContain('1,200 by the cosine of their profiles');
    expect(notes).toContain('34 by training clicks');
    expect(notes).toContain('7 pairs found none');
  });
});

// What is said of numbers follows from them by rules: each sentence is asked for with numbers made up for it.
import { describe, expect, it } from 'vitest';
import type { CaseStudyData, CaseStudyRow } from './data';
import { effectsOverSeeds } from './over-seeds';
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
    edges: [-1, 1]
  },
  rows: [...rows]
});
const show = (...rows: readonly CaseStudyRow[]) =>
  showStudy(study(rows), { names: ['base', 'con'], labels: ['LightGCN', 'Con'] });

describe('a case study as it is shown', () => {
  it('says where the intervals over users lie, seed by seed, and what share came closer', () => {
    const [con] = show(row(1, 1, 0.02, 0.01), row(1, 2, 0.03, 0.01), row(0, 2, 0.001, 0.004)).says;
    expect(con).toContain(
      'beside their controls, pairs came closer by 2.50\u202f% of the list (effect +0.0250, mean over 2 seeds)'
    );
    expect(con).toContain('The interval over users lies above zero for 2 of 2 seeds.');
    expect(con).toContain('51.0\u202f% of pairs');
    const [mixed] = show(row(1, 1, 0.02, 0.01), row(1, 2, 0.001, 0.01), row(1, 3, -0.03, 0.01)).says;
    expect(mixed).toContain('above zero for 1 of 3 seeds, below zero for 1 of 3 seeds, across zero for 1 of 3 seeds');
    expect(mixed).toContain('fell back');
    expect(show(row(1, 1, -0.02, 0.01)).says[0]).toContain('Its interval over users lies below zero.');
  });

  it('names where the pair stands under each arm, and how much closer it came', () => {
    // Ranks 9 and 3.5 of 10.
    const { values } = show(row(1, 1, 0.02, 0.01));
    expect(values).toMatchObject({ 'pair.base.place': 0.88889, 'pair.con.place': 0.27778, 'pair.con.closer': 0.61111 });
    expect(values).not.toHaveProperty(['pair.base.closer']);
  });

  it('tests the mean over seeds, and says nothing of seeds where there is one', () => {
    // Student's t of 0.02, 0.022, 0.021 against zero: 36.37 with two degrees of freedom, p = 0.00076.
    const [sure] = show(row(1, 1, 0.02, 1), row(1, 2, 0.022, 1), row(1, 3, 0.021, 1)).says;
    expect(sure).toContain('+0.0185 … +0.0235 (paired t-test, 2 degrees of freedom, p below 0.001): that is more');
    const [unsure] = show(row(1, 1, 0.02, 0.001), row(1, 2, 0.001, 0.001)).says;
    expect(unsure).toContain('not told from the chance of seeds');
    expect(show(row(1, 1, 0.02, 0.001)).says[0]).toContain('one seed: nothing here says what another would do');
  });

  it('corrects for several arms, by rows in any order', () => {
    const rows = [row(2, 1, 0.02, 1), row(1, 1, 0.01, 1), row(2, 2, 0.03, 1), row(1, 2, 0.05, 1), row(1, 3, 0.01, 1)];
    const [one, two] = effectsOverSeeds(rows);
    expect([one?.arm, one?.seeds, two?.arm, two?.seeds]).toEqual([1, 3, 2, 2]);
    // t = 5 with one degree of freedom: p = 2 arctan(1/5) / π. It is the smaller one: twice that.
    const p = (2 / Math.PI) * Math.atan(1 / 5);
    expect(two?.test?.p).toBeCloseTo(p, 10);
    expect(two?.test?.adjusted).toBeCloseTo(2 * p, 10);
    expect(one?.test?.p).toBeGreaterThan(p);
    expect(one?.test?.adjusted).toBeCloseTo(Math.max(2 * p, one?.test?.p ?? 0), 10);
  });

  it('sets an effect beside the largest that two seeds of the baseline make', () => {
    const nulls = [row(0, 2, -0.015, 0.01), row(0, 3, 0.004, 0.01)];
    expect(show(row(1, 1, 0.02, 0.01), ...nulls).says[0]).toContain('alone makes less, at most 1.50\u202f%');
    expect(show(row(1, 1, 0.012, 0.01), ...nulls).says[0]).toContain('alone makes as much or more, up to 1.50\u202f%');
    expect(show(row(1, 1, 0.01, 0.01), row(0, 2, -0.015, 0.01)).says[0]).toContain('alone makes as much, 1.50');
  });

  it('says what the null is, and when it is not what it should be', () => {
    expect(show(row(0, 2, 0.001, 0.002)).says.at(-1)).toContain('It holds zero, as it should be');
    expect(show(row(0, 2, 0.005, 0.002)).says.at(-1)).toContain('It leaves zero out');
    const three = [row(0, 2, 0.005, 0.002), row(0, 3, 0.001, 0.002), row(0, 3, 0.001, 0.002)];
    expect(show(...three).says.at(-1)).toContain('1 of 3 leave zero out');
    expect(show(row(1, 1, 0.005, 0.002)).says.at(-1)).toContain('There is no null');
  });

  it('says what an unlike start does to a run that only mixes ranks up', () => {
    const started = (pairs: number, controls: number) => {
      const one = row(1, 1, 0.01, 0.01);
      return show({ ...one, pairs: { ...side, before: pairs }, controls: { ...side, before: controls } }).notes.join(
        ' '
      );
    };
    expect(started(0.43, 0.51)).toContain('start nearer than their controls (mean rank 0.430 and 0.510');
    expect(started(0.43, 0.51)).toContain('an effect below zero');
    expect(started(0.6, 0.5)).toContain('an effect above zero');
    expect(started(0.5, 0.501)).not.toContain('mixed ranks up');
  });

  it('names its numbers by cell and seed', () => {
    const { values } = show(row(1, 2023, 0.02, 0.01), row(0, 2, -0.015, 0.01));
    expect(values).toMatchObject({
      pairs: 1234,
      'con.seed-2023.effect': 0.02,
      'con.seed-2023.exceeds': 0.51,
      'con.effect': 0.02,
      'null.seeds-1-2.effect': -0.015,
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

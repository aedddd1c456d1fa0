// What is chosen at a point: by validation, whatever the test part would say.
import { describe, expect, it } from 'vitest';
import { chosenTrial, type SweptTrial, type TrialRuns } from './trials';

const trial = (name: string, value: number): SweptTrial => ({ name, set: [{ axis: 0, value }] });
const runs = (validation: number, value: number): TrialRuns => [1, 2].map((seed) => ({ seed, validation, value }));
const TRIALS = [trial('a', 1), trial('b', 2), trial('c', 3)];
const chosen = (a: TrialRuns | null, b: TrialRuns | null, c: TrialRuns | null) =>
  chosenTrial(
    TRIALS,
    new Map([['a', a] as const, ['b', b] as const, ['c', c] as const].flatMap(([name, of]) => (of ? [[name, of]] : [])))
  );

describe('the chosen trial', () => {
  it('is the best on validation, and is not lured by the test part', () => {
    const { set, runs: found } = chosen(runs(0.2, 0.9), runs(0.3, 0.1), runs(0.1, 0.8));
    expect(set).toEqual([{ axis: 0, value: 2 }]);
    expect(found).toEqual([1, 2].map((seed) => ({ seed, value: 0.1 })));
  });
  it('is the first of equal ones', () =>
    expect(chosen(runs(0.3, 0.1), runs(0.3, 0.2), runs(0.1, 0)).set).toEqual([{ axis: 0, value: 1 }]));
  it('is none while one is to come', () =>
    expect(chosen(runs(0.3, 0.1), null, runs(0.1, 0))).toEqual({ runs: null, set: null }));
  it('passes over what came to no number, and is none where all did', () => {
    const failed = { failed: 'it diverged' };
    expect(chosen(failed, runs(0.3, 0.2), failed).set).toEqual([{ axis: 0, value: 2 }]);
    expect(chosen(failed, failed, failed)).toEqual({ runs: failed, set: null });
  });
});

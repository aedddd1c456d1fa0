// A sweep and a tuning in the terminal.
import { expect, it } from 'vitest';
import type { SweepResult } from '#lib/notebook/kinds/sweep/stored';
import type { TuneResult } from '#lib/notebook/kinds/tune/stored';
import { describeSweep } from './sweep-table';
import { describeTuning } from './tune-table';

const lines = (text: string) => text.split('\n').map((line) => line.trim().split(/ {2,}/));
const estimate = (mean: number, half: number) => ({ mean, interval95: { low: mean - half, high: mean + half } });
const runs = [
  { name: 'base', label: 'LightGCN', backbone: 'lightgcn', alignment: 'none' },
  { name: 'con', label: 'LightGCN-Con', backbone: 'lightgcn', alignment: 'contrastive' }
];

it('prints a line a point: its values, each run with half its interval, and gains over the baseline', () => {
  const result: SweepResult = {
    kind: 'sweep',
    metric: 'recall@20',
    part: 'test',
    axes: [{ cell: 'books', key: 'noise', label: 'Noise', values: [0, 0.1] }],
    runs,
    baseline: 0,
    relative: false,
    points: [
      {
        at: [0],
        runs: [
          { ...estimate(0.2, 0.01), values: [], gain: null, change: null },
          { ...estimate(0.25, 0.02), values: [], gain: { ...estimate(0.05, 0.01), relative: 0.25 }, change: null }
        ]
      },
      { at: [1], runs: [{ failed: 'it diverged' }, null] }
    ],
    notes: ['A note.']
  };
  expect(lines(describeSweep(result)).slice(1)).toEqual([
    ['books.noise', 'LightGCN', 'LightGCN-Con', 'gain'],
    ['0', '0.2000 ±0.0100', '0.2500 ±0.0200', '+0.0500 (+25.0 %)'],
    ['0.1', 'no number', '–'],
    ['- A note.']
  ]);
});

it('prints what was chosen for each run, and every trial, the best first', () => {
  const trial = (mean: number | null, rate: number) => ({
    set: [{ axis: 0, value: rate }],
    epochs: 4,
    rounds: 1,
    validation: [],
    mean,
    ...(mean === null ? { failed: 'it diverged' } : {})
  });
  const result: TuneResult = {
    kind: 'tune',
    metric: 'recall@20',
    search: 'random',
    budget: 3,
    unit: 'runs',
    axes: [{ cell: 'base', key: 'learning_rate', label: 'learning_rate' }],
    arms: [
      {
        name: 'base',
        label: 'LightGCN',
        backbone: 'lightgcn',
        alignment: 'none',
        trials: [trial(0.1, 0.5), trial(null, 1), trial(0.2, 0.01)],
        chosen: 2,
        test: { values: [], ...estimate(0.19, 0.01) },
        spent: { epochs: 12, allowed: 1200 }
      }
    ],
    notes: []
  };
  const printed = lines(describeTuning(result));
  expect(printed[1]).toEqual(['LightGCN', 'learning_rate 0.01', '3', '12 of 1,200', '0.2000', '0.1900']);
  expect(printed.slice(4, 7).map(([values, , , mean]) => [values, mean])).toEqual([
    ['learning_rate 0.01', '0.2000'],
    ['learning_rate 0.5', '0.1000'],
    ['learning_rate 1', 'no number']
  ]);
});

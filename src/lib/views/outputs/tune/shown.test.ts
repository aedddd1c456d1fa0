// What is drawn of a tuning: dots by trial and by value, the best so far, and a table of all trials.
import { describe, expect, it } from 'vitest';
import type { TuneResult } from '#lib/notebook/kinds/tune/stored';
import { byAxis, byTrial, openTrials, trialsTable, valuesInWords } from './shown';

const trial = (mean: number | null, rate: number, kind: string): TuneResult['arms'][number]['trials'][number] => ({
  set: [
    { axis: 0, value: rate },
    { axis: 1, value: kind }
  ],
  epochs: 4,
  rounds: 1,
  validation: [],
  mean
});
const result: TuneResult = {
  kind: 'tune',
  metric: 'recall@20',
  search: 'sobol',
  budget: 4,
  unit: 'runs',
  axes: [
    { cell: 'con', key: 'learning_rate', label: 'learning_rate' },
    { cell: 'con', key: 'init', label: 'init' }
  ],
  arms: [
    {
      name: 'con',
      label: 'LightGCN-Con',
      backbone: 'lightgcn',
      alignment: 'contrastive',
      trials: [
        trial(0.1, 0.001, 'random'),
        trial(0.3, 0.1, 'texts'),
        trial(0.2, 0.01, 'random'),
        trial(null, 0.5, 'texts')
      ],
      chosen: 1,
      test: { values: [], mean: 0.25, interval95: null },
      spent: { epochs: 16, allowed: 20 }
    }
  ],
  notes: []
};

it('trials come in their order, with the best so far', () => {
  const { dots, lines } = byTrial(result);
  expect(dots.map(({ x, y, isChosen }) => [x, y, isChosen])).toEqual([
    [1, 0.1, false],
    [2, 0.3, true],
    [3, 0.2, false]
  ]);
  expect(lines[0]?.points.map(({ y }) => y)).toEqual([0.1, 0.3, 0.3]);
});

describe('by a value that was tried', () => {
  it('lie on a scale of ratios where the values are far apart', () => {
    const { dots, isLog } = byAxis(result, 0);
    expect(isLog).toBe(true);
    expect(dots.map(({ x }) => Math.round(x))).toEqual([-3, -1, -2]);
  });
  it('stand by their words where they are no numbers', () => {
    expect(byAxis(result, 1)).toMatchObject({ words: ['random', 'texts'], isLog: false });
    expect(byAxis(result, 1).dots.map(({ x }) => x)).toEqual([0, 1, 0]);
  });
});

it('the table has every trial, and says which is chosen', () => {
  const { columns, rows } = trialsTable(result);
  expect(columns).toEqual([
    'run',
    'trial',
    'con.learning_rate',
    'con.init',
    'epochs',
    'rounds',
    'validation recall@20',
    'chosen'
  ]);
  expect(rows[1]).toEqual(['LightGCN-Con', 2, 0.1, 'texts', 4, 1, 0.3, 'yes']);
  expect(valuesInWords(result, result.arms[0]?.trials[1])).toBe('learning_rate 0.1, init texts');
  expect(openTrials(result)).toBe(1);
});

// The named numbers of results that steps are checked against.
import { describe, expect, it } from 'vitest';
import type { CompareResult } from '../kinds/compare/stored';
import type { DatasetResult } from '../kinds/dataset/stored';
import type { RecommendResult } from '../kinds/recommend/stored';
import type { TrainResult } from '../kinds/train/stored';
import { valuesOf } from './values';

const metrics = (recall: number) => ({
  recall: { '5': 0, '10': 0, '20': recall },
  ndcg: { '5': 0, '10': 0, '20': recall / 2 }
});

describe('named numbers', () => {
  it('of a train cell: test metrics, mean epochs, seeds', () => {
    const run = (epochs: number) => ({
      seed: 1,
      epochs: Array.from({ length: epochs }, (_, epoch) => ({ epoch, losses: {}, seconds: 1 })),
      best_epoch: 0,
      val: metrics(0),
      test: metrics(0)
    });
    const result: TrainResult = {
      kind: 'train',
      backbone: 'lightgcn',
      alignment: 'none',
      runs: [run(10), run(21)],
      mean: { test: metrics(0.2), val: metrics(0.9) },
      sd: { test: metrics(0), val: metrics(0) }
    };
    expect(valuesOf(result)).toEqual({ 'recall@20': 0.2, 'ndcg@20': 0.1, epochs: 15.5, seeds: 2 });
  });

  it('of a comparison: each row, and its relative difference where it has one', () => {
    const row = (name: string, recall: number, relative: number | null): CompareResult['rows'][number] => ({
      name,
      role: 'run',
      label: name,
      seeds: [1],
      test: { mean: metrics(recall), sd: metrics(0) },
      differences:
        relative === null
          ? []
          : [
              { metric: 'ndcg@20', mean: 9, relative: 9 },
              { metric: 'recall@20', mean: 0.01, relative }
            ],
      treatment: []
    });
    const rows = [row('base', 0.1, null), row('con', 0.11, 0.1)];
    expect(valuesOf({ kind: 'compare', baseline: 'base', rows, notes: [] })).toEqual({
      'base.recall@20': 0.1,
      'con.recall@20': 0.11,
      'con.difference': 0.1
    });
  });

  it('of a data set: size, density, median degrees', () => {
    const degrees = (median: number) => ({ min: 1, median, mean: 9, max: 9, histogram: { edges: [], counts: [] } });
    const result: DatasetResult = {
      kind: 'dataset',
      title: '',
      description: '',
      synthetic: true,
      users: 10,
      items: 20,
      interactions: { train: 30, val: 1, test: 1 },
      density: 0.15,
      splitHash: '',
      trainDegrees: { user: degrees(3), item: degrees(1) },
      texts: null
    };
    expect(valuesOf(result)).toEqual({
      users: 10,
      items: 20,
      train: 30,
      density: 0.15,
      'median.user': 3,
      'median.item': 1
    });
  });

  it('of recommendations: held-out hits of each run', () => {
    const item = (heldOut: boolean) => ({ id: '', title: '', score: 0, heldOut });
    const result: RecommendResult = {
      kind: 'recommend',
      user: { id: 'u', profile: null, profileLabel: null },
      history: [],
      heldOut: [],
      lists: [{ run: 'base', label: '', seed: 1, items: [item(true), item(false), item(true)] }],
      shared: []
    };
    expect(valuesOf(result)).toEqual({ 'base.hits': 2 });
  });
});

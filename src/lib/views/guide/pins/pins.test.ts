// What runs leave: points, curves and lists under names, taken back one at a time, and there again on the next visit.
import { describe, expect, it } from 'vitest';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';
import type { TrainResult } from '#lib/notebook/kinds/train/stored';
import { pinOf } from './pin-of';
import { NO_PINS, parsePins, withoutLast, withPin, type Pin } from './pins';

const point = (x: number, y: number): Pin => ({ type: 'point', x, y, label: `noise ${x}` });

describe('pins', () => {
  it('gather under their name in the order of the runs; the same again is one', () => {
    const one = withPin(NO_PINS, 'Recall', point(0, 0.3));
    expect(withPin(one, 'Recall', point(0, 0.3))).toBe(one);
    expect(withPin(one, 'Recall', point(0.4, 0.2))).toEqual({ Recall: [point(0, 0.3), point(0.4, 0.2)] });
  });
  it('are at most forty under one name: the oldest go', () => {
    let pins = NO_PINS;
    for (let at = 0; at < 45; at += 1) pins = withPin(pins, 'Recall', point(at, 0));
    expect(pins.Recall).toHaveLength(40);
    expect(pins.Recall?.at(0)).toEqual(point(5, 0));
  });
  it('are taken back one at a time', () => {
    const two = withPin(withPin(NO_PINS, 'Recall', point(0, 0.3)), 'Recall', point(0.4, 0.2));
    expect(withoutLast(two, 'Recall')).toEqual({ Recall: [point(0, 0.3)] });
    expect(withoutLast(NO_PINS, 'Recall')).toEqual({ Recall: [] });
  });
  it('read back as they were kept; what is none of them counts as nothing', () => {
    const pins = {
      Recall: [point(0, 0.3)],
      Curves: [{ type: 'curve', label: 'con', points: [{ x: 5, y: 0.1 }] }],
      Lists: [{ type: 'list', label: 'reader', items: ['A book'] }]
    };
    expect(parsePins(JSON.stringify({ version: 1, pins }))).toEqual(pins);
    for (const note of [
      null,
      '{',
      '[]',
      JSON.stringify({ version: 2, pins }),
      JSON.stringify({ version: 1, pins: [] })
    ])
      expect(parsePins(note)).toEqual({});
    const broken = { ...pins, Recall: [{ type: 'point', label: 'a', x: 1, y: '2' }] };
    expect(Object.keys(parsePins(JSON.stringify({ version: 1, pins: broken })))).toEqual(['Curves', 'Lists']);
  });
});

describe('the pin of a run', () => {
  const metrics = (recall: number) => ({
    recall: { '5': 0, '10': 0, '20': recall },
    ndcg: { '5': 0, '10': 0, '20': 0 }
  });
  const epoch = (at: number, recall?: number) => ({
    epoch: at,
    losses: {},
    seconds: 1,
    ...(recall === undefined ? {} : { val: metrics(recall) })
  });
  const result: TrainResult = {
    kind: 'train',
    backbone: 'lightgcn',
    alignment: 'none',
    runs: [
      {
        seed: 1,
        epochs: [epoch(0), epoch(1, 0.1), epoch(2, 0.2)],
        best_epoch: 2,
        val: metrics(0.2),
        test: metrics(0.3)
      }
    ],
    mean: { test: metrics(0.3), val: metrics(0.2) },
    sd: { test: metrics(0), val: metrics(0) }
  };
  const shown = (cell: string) => (cell === 'base' ? result : null);
  const recall = { cell: 'base', value: 'recall@20' };

  it('is a point by a setting, or by another number of a result', () => {
    const keep = { type: 'point', x: { cell: 'books', value: 'noise' }, y: recall, name: 'n' } as const;
    expect(pinOf(keep, shown, 0.4, 'noise 0.4')).toEqual({ type: 'point', x: 0.4, y: 0.3, label: 'noise 0.4' });
    const byEpochs = { ...keep, x: { cell: 'base', value: 'epochs' } };
    expect(pinOf(byEpochs, shown, null, 'base')).toEqual({ type: 'point', x: 3, y: 0.3, label: 'base' });
  });
  it('is the curve of the first seed', () => {
    expect(pinOf({ type: 'curve', cell: 'base', name: 'n' }, shown, null, 'base')).toEqual({
      type: 'curve',
      label: 'base',
      points: [
        { x: 1, y: 0.1 },
        { x: 2, y: 0.2 }
      ]
    });
  });
  it('is the recall by epoch of a figure that trains', () => {
    const figure: FigureResult = {
      kind: 'figure',
      runs: [],
      data: {
        show: 'bound',
        values: { 'recall.0': 0.03, 'recall.8': 0.2, recall: 0.2, 'loss.8': 0.1 },
        ...{ correlation: 0, width: 1, seed: 1, temperature: 1, batch: 2, batches: [], temperatures: [] }
      }
    };
    expect(pinOf({ type: 'curve', cell: 'ranking', name: 'n' }, () => figure, null, 'rate 0.1')).toEqual({
      type: 'curve',
      label: 'rate 0.1',
      points: [
        { x: 0, y: 0.03 },
        { x: 8, y: 0.2 }
      ]
    });
  });
  it('is nothing where the result has none, or there is no result', () => {
    const keep = { type: 'point', x: { cell: 'books', value: 'nois' }, y: recall, name: 'n' } as const;
    expect(pinOf(keep, shown, null, 'a')).toBeNull();
    expect(pinOf({ type: 'list', cell: 'base', name: 'n' }, shown, null, 'a')).toBeNull();
    expect(pinOf({ type: 'curve', cell: 'gone', name: 'n' }, shown, null, 'a')).toBeNull();
  });
});

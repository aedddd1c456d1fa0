// Like work tells how long work takes.
import { describe, expect, test } from 'vitest';
import type { TrainingEstimate } from '#lib/engine/compute/estimate';
import type { Arm } from '../document/prepared';
import { timeOfWork, totalSeconds, type TimedCell } from './run-time';
import { seedsInWords, trainingSuffix, workSuffix } from './run-words';
import { fromResultsFile } from '../results/from-results-file';
import { card, madeUpResults, run } from '../testing/made-up-results';

const shown = fromResultsFile(madeUpResults());
const arm = (alignment: string, epochs = 300, backbone = 'lightgcn'): Arm => ({ backbone, alignment, epochs });
/** A train cell whose runs took `epochs` of at most 300, ten seconds each. */
function timed(name: string, of: Arm, epochs: number | null, interactions = 1000, bundled = true): TimedCell {
  const cell = { name, kind: 'train', arm: of, interactions };
  const { con } = shown;
  if (epochs === null || !con) return { ...cell, shown: null };
  const { record } = con;
  if (record.result.kind !== 'train') throw new Error('con is a train cell');
  const runs = [run(1, 0.1, epochs, ['bpr_loss']), run(2, 0.1, epochs, ['bpr_loss'])];
  const made = card(of.alignment);
  const treatment = { ...made.treatment, epochs: 300 };
  const result = { ...record.result, alignment: of.alignment, backbone: of.backbone, runs };
  return {
    ...cell,
    shown: { ...con, bundled, record: { ...record, seconds: 20, result, card: { ...made, treatment } } }
  };
}
const trains = (...cells: readonly [string, ...number[]][]) => ({
  trains: cells.map(([cell, ...seeds]) => ({ cell, seeds })),
  fetches: [],
  computes: []
});
const seconds = (cells: readonly TimedCell[], cell: string, estimate: TrainingEstimate | null = null) =>
  totalSeconds(timeOfWork(trains([cell, 1, 2]), cells, estimate));

describe('the time of training', () => {
  test('of a cell that ran is what it took, a seed', () => {
    expect(seconds([timed('con', arm('contrastive'), 40)], 'con')).toBeCloseTo(20, 9);
  });
  test('of a new arm is that of the most like one, never nothing', () => {
    const cells = [
      timed('base', arm('none'), 40),
      timed('gen', arm('generative'), 20),
      timed('new', arm('generative', 10), null)
    ];
    // Half a second an epoch, ten epochs, two seeds.
    expect(seconds(cells, 'new')).toBeCloseTo(10, 9);
  });
  test('goes with the epochs that it may take, and with the size of the data', () => {
    const known = timed('con', arm('contrastive'), 40);
    expect(seconds([known, timed('short', arm('contrastive', 4), null)], 'short')).toBeCloseTo(2, 9);
    expect(seconds([known, timed('large', arm('contrastive'), null, 5000)], 'large')).toBeCloseTo(100, 9);
  });
  test('measured here counts before measured elsewhere', () => {
    const here = { ...timed('here', arm('none'), 10, 1000, false) };
    const cells = [timed('there', arm('none'), 40), here, timed('new', arm('none'), null)];
    expect(seconds(cells, 'new')).toBeCloseTo(20, 9);
    expect(timeOfWork(trains(['new', 1]), [here], null).here).toBe(true);
  });
  test('is not known where nothing is, and the cell is named; then the engine’s estimate is taken', () => {
    const cells = [timed('new', arm('contrastive', 30), null)];
    const time = timeOfWork(trains(['new', 1]), cells, null);
    expect([time.unknown, totalSeconds(time)]).toEqual([['new'], null]);
    const estimate: TrainingEstimate = {
      batchSize: 4096,
      stepsPerEpoch: 3,
      timedSteps: 3,
      arms: [
        { label: 'LightGCN', alignment: 'none', bytes: 1, secondsPerEpoch: 1 },
        { label: 'LightGCN-Con', alignment: 'contrastive', bytes: 1, secondsPerEpoch: 2 }
      ]
    };
    expect(seconds(cells, 'new', estimate)).toBe(120);
  });
});

describe('what a button says', () => {
  const nothing = { trains: [], fetches: [], computes: [] };
  test('names training before all else, with its time where that is known', () => {
    const work = trains(['con', 1, 2], ['gen', 1]);
    expect(workSuffix({ work, seconds: 120 })).toBe(' · trains 3 runs · about 2\u202fmin');
    expect(workSuffix({ work, seconds: null })).toBe(' · trains 3 runs');
    expect(seedsInWords(work.trains)).toBe('con (2 seeds) and gen (1 seed)');
  });
  test('says that runs are fetched, and nothing where all is stored', () => {
    const work = { ...nothing, fetches: [{ cell: 'con', seeds: [1, 2] }], computes: ['table'] };
    expect(workSuffix({ work, seconds: 1 })).toBe(' · fetches 2 trained runs');
    expect(trainingSuffix({ work, seconds: 1 })).toBe('');
    expect(workSuffix({ work: nothing, seconds: 0 })).toBe('');
    expect(workSuffix({ work: { ...nothing, computes: ['table'] }, seconds: 2 })).toBe(' · about 2\u202fs');
  });
});

describe('points that a sweep asks for', () => {
  const point = (cell: string, of: string, askedBy = 'noise') => ({ cell, seeds: [1, 2], point: { of, askedBy } });
  const work = {
    trains: [point('con [books.noise: 0.1]', 'con'), point('con [books.noise: 0.2]', 'con')],
    fetches: [],
    computes: ['noise']
  };

  test('take the time of the cell that they vary, at the cell that asks for them', () => {
    const cells = [
      timed('con', arm('contrastive'), 40),
      { name: 'noise', kind: 'sweep', interactions: null, shown: null }
    ];
    const time = timeOfWork(work, cells, null);
    expect(time.byCell).toEqual({ noise: expect.closeTo(40, 9) });
    expect(timeOfWork(work, [], null).unknown).toEqual(['noise']);
  });

  test('are counted by it', () => {
    expect(seedsInWords(work.trains)).toBe('4 runs of noise');
    expect(seedsInWords([{ cell: 'base', seeds: [1] }, ...work.trains])).toBe('base (1 seed) and 4 runs of noise');
    expect(workSuffix({ work, seconds: 40 })).toMatch(/^ · trains 4 runs · about 40\ss$/);
  });
});

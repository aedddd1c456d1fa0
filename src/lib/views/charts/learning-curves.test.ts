// Learning-curve figures draw and list what the epochs say.
import { expect, test } from 'vitest';
import { metricsAround } from '../testing/made-up-results';
import { curvesTable, lossNames, meanCurve, seedCurve, type CurveArm, type CurveMetric } from './learning-curves';

const recall: CurveMetric = { kind: 'validation', metric: 'recall', cutoff: '20' };

function arm(valuesBySeed: readonly (readonly (number | null)[])[]): CurveArm {
  return {
    cell: 'base',
    label: 'base',
    alignment: 'none',
    live: false,
    seeds: valuesBySeed.map((values, index) => ({
      seed: 2023 + index,
      bestEpoch: 0,
      epochs: values.map((value, epoch) => ({
        epoch,
        losses: { bpr_loss: 1 / (epoch + 1) },
        seconds: 1,
        ...(value === null ? {} : { val: metricsAround(value) })
      }))
    }))
  };
}

test('a seed’s curve has only the epochs that were validated', () => {
  const [seed] = arm([[0.1, null, 0.2]]).seeds;
  expect(seed && seedCurve(seed, recall).map((point) => point.epoch)).toEqual([0, 2]);
});

test('the mean ends where the first seed stops, so that it never jumps', () => {
  const mean = meanCurve(
    arm([
      [0.1, 0.2, 0.3],
      [0.3, 0.4]
    ]),
    recall
  );
  expect(mean.map((point) => point.epoch)).toEqual([0, 1]);
  expect(mean[0]?.value).toBeCloseTo(0.2, 12);
  expect(mean[1]?.value).toBeCloseTo(0.3, 12);
});

test('a seed that has no value yet does not stop the others’ mean', () => {
  expect(meanCurve(arm([[0.1, 0.2], []]), recall)).toHaveLength(2);
});

test('losses are named in the order in which they occur, once each', () => {
  expect(lossNames([arm([[0.1]]), arm([[0.2]])])).toEqual(['bpr_loss']);
});

test('the table lists every drawn point with its seed and marks the epoch kept', () => {
  const table = curvesTable([arm([[0.1, 0.2], [0.3]])], recall);
  expect(table.rows).toEqual([
    ['base', 2023, 0, 0.1, 'kept'],
    ['base', 2023, 1, 0.2, ''],
    ['base', 2024, 0, 0.3, 'kept']
  ]);
});

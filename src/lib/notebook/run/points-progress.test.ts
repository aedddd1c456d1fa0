import { expect, it } from 'vitest';
import { PointsProgress } from './points-progress';

const at = (done: number, total: number) => ({ label: 'seed 1', done, total, unit: 'steps', rate: 2, secondsLeft: 1 });

it('counts runs by what is done of each, and tells the time left by what they took', () => {
  let now = 0;
  const progress = new PointsProgress(4, 'runs', () => now);
  progress.round(
    new Map([
      ['a', 2],
      ['b', 2]
    ])
  );
  now = 10_000;
  expect(progress.update('a', at(5, 10))).toEqual({
    label: '0 of 4 runs · a: seed 1',
    done: 1,
    total: 4,
    unit: 'runs',
    rate: null,
    secondsLeft: 30
  });
  now = 30_000;
  expect(progress.finish('a')).toMatchObject({ label: '2 of 4 runs · a: seed 1', done: 2, secondsLeft: 30 });
});

it('names data that a point needs, and counts it as no run', () => {
  const progress = new PointsProgress(1, 'runs', () => 0);
  progress.round(new Map([['a', 1]]));
  expect(progress.update('data', at(1, 2))).toMatchObject({
    label: '0 of 1 runs · data: seed 1',
    done: 0,
    secondsLeft: null
  });
});

it('counts what earlier rounds were', () => {
  const progress = new PointsProgress(30, 'epochs', () => 0);
  progress.round(
    new Map([
      ['a', 10],
      ['b', 10]
    ]),
    'round 1'
  );
  progress.finish('a');
  progress.finish('b');
  progress.round(new Map([['a', 10]]), 'round 2');
  expect(progress.update('a', at(1, 2))).toMatchObject({ done: 25, label: '20 of 30 epochs · round 2 · a: seed 1' });
});

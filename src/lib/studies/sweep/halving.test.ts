// Plans of successive halving, worked out by hand.
import { expect, it } from 'vitest';
import { halvingPlan } from './halving';

const plan = (epochs: number, more = {}) =>
  halvingPlan({ epochs, seeds: 1, epochsOfRun: 100, least: 10, most: 1000, ...more });

it('is one run where the budget is one', () => {
  expect(plan(100)).toEqual({ rungs: [{ epochs: 100, trials: 1 }], epochs: 100 });
  expect(plan(99)).toBeNull();
  expect(plan(299, { seeds: 3 })).toBeNull();
});

it('pays for epochs once: whoever goes on goes on from where it stopped', () => {
  // Four for 25 epochs, two of them for 25 more, one for the last 50: 100 + 50 + 50.
  expect(plan(200)).toEqual({
    rungs: [
      { epochs: 25, trials: 4 },
      { epochs: 50, trials: 2 },
      { epochs: 100, trials: 1 }
    ],
    epochs: 200
  });
});

it('takes all trials of a round that the budget pays for, and never more than it', () => {
  for (const budget of [100, 150, 400, 1000, 3000]) expect(plan(budget)?.epochs).toBeLessThanOrEqual(budget);
  // 5 for 13 epochs, 4 of them for 12 more, 2 for 25, 1 for 50: 65 + 48 + 50 + 50.
  expect(plan(225)).toMatchObject({ epochs: 213 });
  expect(plan(1000)?.rungs[0]?.trials).toBeGreaterThan(20);
});

it('begins no round below the epochs that say something', () => {
  for (const { epochs } of plan(5000)?.rungs ?? []) expect(epochs).toBeGreaterThanOrEqual(10);
  expect(plan(500, { least: 60 })?.rungs).toEqual([{ epochs: 100, trials: 5 }]);
});

it('has no more trials than there are points', () => {
  expect(plan(5000, { most: 6 })?.rungs[0]?.trials).toBe(6);
});

import { describe, expect, it } from 'vitest';
import { EarlyStopping } from './early-stopping';

/** Validates after every third epoch of `steps` steps and returns the epoch at which the run stops. */
function stopEpoch(values: readonly number[], patience: number, patienceSteps: number, steps: number): number | null {
  const stopping = new EarlyStopping(patience, patienceSteps);
  for (const [at, value] of values.entries()) {
    const epoch = 3 * at;
    stopping.report(epoch, (epoch + 1) * steps, value);
    if (stopping.shouldStop((epoch + 1) * steps)) return epoch;
  }
  return null;
}

describe('early stopping', () => {
  it('stops at the fifth validation in a row without an improvement', () => {
    expect(stopEpoch([0.1, 0.2, 0.2, 0.1, 0.15, 0.19, 0.2, 0.3], 5, 0, 30)).toBe(18);
  });
  it('takes an equal value as no improvement', () => {
    const stopping = new EarlyStopping(5, 0);
    expect([0.1, 0.1, 0.2].map((value, at) => stopping.report(at, at, value))).toEqual([true, false, true]);
    expect(stopping.bestEpoch).toBe(2);
  });
  it('starts to count anew after an improvement', () => {
    expect(stopEpoch([0.1, 0.05, 0.05, 0.05, 0.05, 0.11, 0.1, 0.1, 0.1, 0.1], 5, 0, 30)).toBeNull();
  });
  it('waits for the given number of steps too, where an epoch has few', () => {
    const values = [0.5, ...new Array<number>(40).fill(0.1)];
    // Best at step 10; 150 steps later is step 160, the validation after epoch 15.
    expect(stopEpoch(values, 5, 150, 10)).toBe(15);
    expect(stopEpoch(values, 5, 301, 10)).toBe(33);
  });
});

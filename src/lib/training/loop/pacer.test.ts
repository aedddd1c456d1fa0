// How far a training run lets its device fall behind, and how often it asks for losses.
import { expect, it } from 'vitest';
import { Pacer, STEPS_IN_FLIGHT } from './pacer';

/** A device whose steps are done when it is told so. */
function device() {
  const ends: (() => void)[] = [];
  return {
    stepDone: () =>
      new Promise<void>((resolve) => {
        ends.push(resolve);
      }),
    finish: (step: number) => ends[step]?.()
  };
}

const settled = async (promise: Promise<void>): Promise<boolean> => {
  let isSettled = false;
  void promise.then(() => (isSettled = true));
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  return isSettled;
};

const unasked = (): Promise<void> => Promise.reject(new Error('Nobody asked for losses'));

it('lets a device have four steps at hand and waits for the oldest before there are more', async () => {
  const { stepDone, finish } = device();
  const pacer = new Pacer({}, stepDone, () => 0);
  for (let step = 0; step < STEPS_IN_FLIGHT; step++) expect(await settled(pacer.afterStep(unasked))).toBe(true);
  const fifth = pacer.afterStep(unasked);
  expect(await settled(fifth)).toBe(false);
  finish(1); // Not the oldest.
  expect(await settled(fifth)).toBe(false);
  finish(0);
  expect(await settled(fifth)).toBe(true);
  // The second is done already.
  expect(await settled(pacer.afterStep(unasked))).toBe(true);
});

it('asks for losses by the clock, not by the number of steps, and waits for nothing where calls return when they are done', async () => {
  let now = 0;
  let reports = 0;
  const pacer = new Pacer(
    {},
    () => null,
    () => now
  );
  const report = (): Promise<void> => {
    reports++;
    return Promise.resolve();
  };
  for (let step = 1; step <= 100; step++) {
    now += 10;
    await pacer.afterStep(report);
  }
  expect(reports).toBe(2);
  expect(pacer.rate).toBeCloseTo(100, 6);
});

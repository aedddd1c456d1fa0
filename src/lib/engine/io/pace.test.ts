// Rests of long work, by a clock of the test's own.
import { expect, it } from 'vitest';
import type { CellProgress } from '#lib/notebook/run/events';
import { paced } from './pace';

function work(check: () => void = () => undefined) {
  const clock = { at: 0 };
  const heard: CellProgress[] = [];
  const step = paced({ check, onProgress: (progress) => void heard.push(progress), now: () => clock.at });
  return { clock, heard, step: (done: number) => step('Looking', done, 100, 'users') };
}

it('work that is soon done says nothing; long work says how far it is and how long it will take', async () => {
  const { clock, heard, step } = work();
  clock.at = 20;
  await step(10);
  clock.at = 200;
  await step(20);
  expect(heard).toEqual([]);
  clock.at = 500;
  await step(50);
  expect(heard).toEqual([{ label: 'Looking', done: 50, total: 100, unit: 'users', rate: 100, secondsLeft: 0.5 }]);
  clock.at = 510;
  await step(60);
  expect(heard).toHaveLength(1);
});

it('lets others in after a slice, and ends where it is told to', async () => {
  let isStopped = false;
  const { clock, step } = work(() => {
    if (isStopped) throw new Error('stopped');
  });
  clock.at = 40;
  setTimeout(() => (isStopped = true), 0);
  await expect(step(1)).rejects.toThrow('stopped');
});

import { expect, test } from 'vitest';
import { workClock } from './work-clock';

test('work that had to wait for the processor took what the processor took, several threads no more than the clock', () => {
  const at = { wall: 100, processor: 7 };
  const seconds = workClock(
    () => at.wall,
    () => at.processor
  );
  at.wall = 120;
  at.processor = 11;
  expect(seconds()).toBe(4);
  at.processor = 40;
  expect(seconds()).toBe(20);
});

test('where nobody says what the processor did, the clock counts', () => {
  const at = { wall: 1 };
  const seconds = workClock(() => at.wall, null);
  at.wall = 3.5;
  expect(seconds()).toBe(2.5);
});

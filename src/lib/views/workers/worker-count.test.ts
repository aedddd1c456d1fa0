import { expect, test } from 'vitest';
import { workersFor } from './worker-count';

const quiet = { cores: 8, isHidden: false, isOnBattery: false };

test('as many workers as there are cores less one, half of them while the page is hidden or on battery', () => {
  expect(workersFor(null, quiet)).toBe(7);
  expect(workersFor(null, { ...quiet, isHidden: true })).toBe(3);
  expect(workersFor(null, { ...quiet, isOnBattery: true })).toBe(3);
  expect(workersFor(null, { ...quiet, cores: 2, isHidden: true })).toBe(0);
});

test('a tab with one core has none, whatever was chosen on another day', () => {
  expect(workersFor(null, { ...quiet, cores: 1 })).toBe(0);
  expect(workersFor(4, { ...quiet, cores: 1 })).toBe(0);
});

test('a choice holds as it is, also while the page is hidden, up to what there is', () => {
  expect(workersFor(0, quiet)).toBe(0);
  expect(workersFor(5, { ...quiet, isHidden: true, isOnBattery: true })).toBe(5);
  expect(workersFor(64, quiet)).toBe(7);
});

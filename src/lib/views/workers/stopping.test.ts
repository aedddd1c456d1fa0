import { expect, it } from 'vitest';
import { Stopping } from './stopping';

const job = () => {
  const made = { cancelled: 0, cancel: () => void made.cancelled++ };
  return made;
};

it('stops the job that is under way', () => {
  const stopping = new Stopping();
  stopping.begin();
  const one = stopping.watch(job());
  expect(one.cancelled).toBe(0);
  stopping.stop();
  expect(one.cancelled).toBe(1);
});

it('stops the job that was cancelled before its worker had started, and not the next one', () => {
  const stopping = new Stopping();
  stopping.begin();
  stopping.stop();
  expect(stopping.watch(job()).cancelled).toBe(1);
  stopping.begin();
  expect(stopping.watch(job()).cancelled).toBe(0);
});

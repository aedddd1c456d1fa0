// A result says what it is while its cell's chip speaks of a run.
import { describe, expect, test } from 'vitest';
import { appError } from '#lib/errors/app-error';
import type { CellActivity } from '../../session/run-state';
import { resultMark, stateOf } from './cell-state';

const running: CellActivity = { phase: 'running', progress: null, seeds: [] };
const waiting: CellActivity = { phase: 'waiting' };
const stopped: readonly CellActivity[] = [
  { phase: 'cancelled' },
  { phase: 'skipped', because: 'base' },
  { phase: 'failed', error: appError('internal/unexpected', { reason: 'x' }).toJSON() }
];

describe('an old result', () => {
  test('is marked while its cell runs, with the same settings or others', () => {
    expect(resultMark(running, 'stale')).toBe('Result before this run');
    expect(resultMark(running, 'fresh')).toBe('Result before this run');
    expect(resultMark(running, 'none')).toBe('');
  });
  test('of other settings is marked while the chip says something else', () => {
    for (const activity of [waiting, ...stopped]) {
      expect(resultMark(activity, 'stale')).toBe('Result of earlier settings');
      expect(resultMark(activity, 'fresh')).toBe('');
    }
    expect(resultMark({ phase: 'idle' }, 'stale')).toBe('');
  });
});

test('a result of earlier code is stored, not stale', () => {
  expect(stateOf({ phase: 'idle' }, 'earlier', false)).toEqual({ state: 'earlier', label: 'stored, by earlier code' });
});

// Computes the one state of a cell that its border and chip show, from what it is doing and whether its result is current. Pure.
import type { CellActivity } from '../../session/run-state';
import type { Freshness } from '../../results/shown-results';

export type CellState =
  'done' | 'empty' | 'stale' | 'earlier' | 'waiting' | 'running' | 'failed' | 'cancelled' | 'skipped';

export interface CellStateView {
  readonly state: CellState;
  /** Words for the chip; empty where there is nothing to say. */
  readonly label: string;
}

export function stateOf(activity: CellActivity, freshness: Freshness, invalid: boolean): CellStateView {
  switch (activity.phase) {
    case 'waiting':
      return { state: 'waiting', label: 'waiting' };
    case 'running':
      return { state: 'running', label: 'running' };
    case 'failed':
      return { state: 'failed', label: 'failed' };
    case 'skipped':
      return { state: 'skipped', label: `not run: ${activity.because} failed` };
    case 'cancelled':
      return { state: 'cancelled', label: 'stopped: Run goes on from there' };
    case 'idle':
      if (invalid) return { state: 'failed', label: 'needs a correction' };
      if (freshness === 'stale') return { state: 'stale', label: 'stale: settings changed' };
      if (freshness === 'earlier') return { state: 'earlier', label: 'stored, by earlier code' };
      return freshness === 'none' ? { state: 'empty', label: 'not run yet' } : { state: 'done', label: '' };
  }
}

/** What a result is that stands under a cell while its chip speaks of the cell's run; empty where the two belong together. */
export function resultMark(activity: CellActivity, freshness: Freshness): string {
  if (freshness === 'none') return '';
  switch (activity.phase) {
    case 'running':
      return 'Result before this run';
    case 'idle':
      return '';
    case 'waiting':
    case 'failed':
    case 'cancelled':
    case 'skipped':
      return freshness === 'stale' ? 'Result of earlier settings' : '';
  }
}

// Reduces the state of a run: what it is after an event of the engine and at its end, and what can be said of its pace. Pure.
import type { SerializedError } from '#lib/errors/app-error';
import type { NotebookEvent } from '#lib/notebook/run/events';
import type { LookedCell } from '#lib/notebook/plan/look';
import { withStored } from '#lib/notebook/plan/work';
import type { EpochRecord } from '../charts/learning-curves';
import { IDLE, withDamage, type CellActivity, type LiveSeed, type RunState } from './run-state';

function withCell(state: RunState, cell: string, activity: CellActivity): RunState {
  return { ...state, activities: { ...state.activities, [cell]: activity } };
}

/** Counts a cell as settled once, however it ended. */
function settled(state: RunState, cell: string, activity: CellActivity): RunState {
  const before = state.activities[cell]?.phase;
  const counts = before === 'waiting' || before === 'running';
  const next = withCell(state, cell, activity);
  return counts ? { ...next, done: Math.min(next.total, next.done + 1) } : next;
}

function withEpoch(seeds: readonly LiveSeed[], seed: number, record: EpochRecord): readonly LiveSeed[] {
  const known = seeds.some((entry) => entry.seed === seed);
  const all = known ? seeds : [...seeds, { seed, epochs: [] }];
  return all.map((entry) => {
    if (entry.seed !== seed) return entry;
    // A run that starts again after a lost device reports an epoch a second time: the later report counts.
    return { seed, epochs: [...entry.epochs.filter((old) => old.epoch < record.epoch), record] };
  });
}

/** The state with what was found stored of a text. What was found damaged is so once, and stays said until the next run. */
export function withPlan(state: RunState, text: string, cells: readonly LookedCell[]): RunState {
  const found = Object.fromEntries(cells.map((cell) => [cell.name, cell]));
  const known = withDamage(found, ({ name, damaged }) => damaged ?? state.plan?.cells[name]?.damaged);
  return { ...state, plan: { text, cells: known } };
}

function withStoredCell(state: RunState, cell: string, text: string): RunState {
  const planned = state.plan?.text === text ? state.plan.cells[cell] : undefined;
  if (!planned) return state;
  return { ...state, plan: { text, cells: { ...state.plan?.cells, [cell]: withStored(planned) } } };
}

/** The state after one event of the engine about a run of `text`. */
export function afterEvent(state: RunState, event: NotebookEvent, text: string): RunState {
  switch (event.type) {
    case 'plan':
      return withPlan(state, text, event.cells);
    case 'cell-started': {
      const status = state.status === 'starting' ? 'running' : state.status;
      const known = state.activities[event.cell]?.phase;
      // A cell that the wanted ones need joins the run when it starts.
      const joined = known === 'waiting' || known === 'running' ? state.total : state.total + 1;
      return withCell({ ...state, status, total: joined }, event.cell, {
        phase: 'running',
        progress: null,
        seeds: []
      });
    }
    case 'cell-progress': {
      const now = state.activities[event.cell];
      const before = now?.phase === 'running' ? now : { seeds: [] };
      return withCell(state, event.cell, { ...before, phase: 'running', progress: event.progress });
    }
    case 'cell-epoch': {
      const now = state.activities[event.cell];
      const running = now?.phase === 'running' ? now : { progress: null, seeds: [] };
      const seeds = withEpoch(running.seeds, event.seed, event.record);
      return withCell(state, event.cell, { ...running, phase: 'running', seeds });
    }
    case 'cell-so-far': {
      const now = state.activities[event.cell];
      if (now?.phase !== 'running') return state;
      return withCell(state, event.cell, { ...now, soFar: event.result });
    }
    case 'cell-warning': {
      const now = state.activities[event.cell];
      return now?.phase === 'running' ? withCell(state, event.cell, { ...now, warning: event.error }) : state;
    }
    case 'cell-finished':
      return settled(withStoredCell(state, event.cell, text), event.cell, IDLE);
    case 'cell-failed':
      return settled(state, event.cell, { phase: 'failed', error: event.error });
    case 'cell-cancelled':
      return settled(state, event.cell, { phase: 'cancelled' });
    case 'cell-skipped':
      return settled(state, event.cell, { phase: 'skipped', because: event.because });
  }
}

/** The state after the run has ended: nothing waits or runs any more. */
export function runEnded(state: RunState, error: SerializedError | null): RunState {
  const activities: Record<string, CellActivity> = {};
  const atCell = error?.where.cell;
  for (const [cell, activity] of Object.entries(state.activities)) {
    const open = activity.phase === 'waiting' || activity.phase === 'running';
    activities[cell] = open ? { phase: 'cancelled' } : activity;
    if (open && activity.phase === 'waiting') activities[cell] = IDLE;
  }
  if (error && atCell !== undefined) activities[atCell] = { phase: 'failed', error };
  return { ...state, status: 'idle', activities, error: atCell === undefined ? error : null };
}

export interface Pace {
  /** e.g. 41 "steps" a second, of the cell that runs. */
  readonly rate: { readonly value: number; readonly unit: string } | null;
  /** Of the whole run; null where it is not known of every cell that is to come. */
  readonly secondsLeft: number | null;
}

/** How fast the run goes and what is left of it. @param seconds by cell, as they were said before it began */
export function paceOf(state: RunState, seconds: Readonly<Record<string, number>>): Pace {
  let rate: Pace['rate'] = null;
  let left: number | null = 0;
  const add = (more: number | null | undefined): void => {
    left = left === null || more === null || more === undefined ? null : left + more;
  };
  for (const [cell, activity] of Object.entries(state.activities)) {
    if (activity.phase === 'waiting') add(state.plan?.cells[cell]?.state === 'stored' ? 0 : seconds[cell]);
    if (activity.phase !== 'running') continue;
    const { progress } = activity;
    if (progress?.rate) rate = { value: progress.rate, unit: progress.unit };
    add(progress?.secondsLeft ?? seconds[cell]);
  }
  return { rate, secondsLeft: left };
}

/** How far the whole run is, 0..1: settled cells and the share of the running ones. */
export function overallShare(state: RunState): number {
  if (state.total === 0) return 0;
  let open = 0;
  for (const activity of Object.values(state.activities)) {
    if (activity.phase === 'running' && activity.progress && activity.progress.total > 0) {
      open += Math.min(1, activity.progress.done / activity.progress.total);
    }
  }
  return Math.min(1, (state.done + open) / state.total);
}

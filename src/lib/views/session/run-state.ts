// Describes a run as the page sees it: the state of every cell, which the session holds and components read. run-events.ts changes it by
// the engine's events; a page loads that when something runs. Pure.
import type { SerializedError } from '#lib/errors/app-error';
import type { CellProgress } from '#lib/notebook/run/events';
import type { CellResult } from '#lib/notebook/kinds/registry';
import type { LookedCell } from '#lib/notebook/plan/look';
import type { EpochRecord } from '../charts/learning-curves';

export interface LiveSeed {
  readonly seed: number;
  readonly epochs: readonly EpochRecord[];
}

export type CellActivity =
  | { readonly phase: 'idle' }
  | { readonly phase: 'waiting' }
  | {
      readonly phase: 'running';
      readonly progress: CellProgress | null;
      readonly seeds: readonly LiveSeed[];
      /** What it has so far, where it shows that. */
      readonly soFar?: CellResult;
      /** Something that does not stop the cell. */
      readonly warning?: SerializedError;
    }
  | { readonly phase: 'failed'; readonly error: SerializedError }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'skipped'; readonly because: string };

export type RunStatus = 'idle' | 'starting' | 'running' | 'paused' | 'cancelling';

export type FoundCells = Readonly<Record<string, LookedCell>>;

export interface RunState {
  readonly status: RunStatus;
  readonly activities: Readonly<Record<string, CellActivity>>;
  /** Cells of this run that are finished, and all of them. */
  readonly done: number;
  readonly total: number;
  /** What was last found stored of which text: ids in it decide what is stale, states what a run would take. */
  readonly plan: { readonly text: string; readonly cells: FoundCells } | null;
  /** A failure that belongs to no cell. */
  readonly error: SerializedError | null;
}

export const IDLE: CellActivity = { phase: 'idle' };

export const NOTHING_RUNS: RunState = {
  status: 'idle',
  activities: {},
  done: 0,
  total: 0,
  plan: null,
  error: null
};

/** The state as a run of `cells` is asked for. Old failures of other cells stay to be read. */
export function runAsked(state: RunState, cells: readonly string[]): RunState {
  const activities: Record<string, CellActivity> = { ...state.activities };
  for (const cell of cells) activities[cell] = { phase: 'waiting' };
  const plan = state.plan && { ...state.plan, cells: withDamage(state.plan.cells, () => undefined) };
  return { ...state, status: 'starting', activities, plan, done: 0, total: cells.length, error: null };
}

/** The cells with the damage that `damageOf` says of each, and no other. */
export function withDamage(cells: FoundCells, damageOf: (cell: LookedCell) => SerializedError | undefined): FoundCells {
  return Object.fromEntries(
    Object.entries(cells).map(([name, found]) => {
      const { damaged: _, ...cell } = found;
      const damaged = damageOf(found);
      return [name, damaged ? { ...cell, damaged } : cell];
    })
  );
}

/** Whether a cell is part of the run under way, and still to come or being done. */
export function isRunning(state: RunState, cell: string): boolean {
  const phase = state.activities[cell]?.phase;
  return phase === 'waiting' || phase === 'running';
}

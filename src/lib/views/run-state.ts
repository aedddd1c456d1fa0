// What a run looks like from the page: a reducer from the engine's events to the state of every cell. Pure; the session
// holds one of these and components read it.
import type { SerializedError } from '#lib/errors/app-error';
import type { CellProgress, NotebookEvent, PlannedCell } from '#lib/notebook/events';
import type { EpochRecord } from './charts/learning-curves';

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
      /** Something that does not stop the cell. */
      readonly warning?: SerializedError;
    }
  | { readonly phase: 'failed'; readonly error: SerializedError }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'skipped'; readonly because: string };

export type RunStatus = 'idle' | 'starting' | 'running' | 'paused' | 'cancelling';

export interface RunState {
  readonly status: RunStatus;
  readonly activities: Readonly<Record<string, CellActivity>>;
  /** Cells of this run that are finished, and all of them. */
  readonly done: number;
  readonly total: number;
  /** The latest plan, and the text it was made for; ids in it decide what is stale. */
  readonly plan: { readonly text: string; readonly cells: Readonly<Record<string, PlannedCell>> } | null;
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

type PlannedCells = Readonly<Record<string, PlannedCell>>;

function withDamage(cells: PlannedCells, damageOf: (cell: PlannedCell) => SerializedError | undefined): PlannedCells {
  return Object.fromEntries(
    Object.entries(cells).map(([name, { damaged: _, ...cell }]) => {
      const damaged = damageOf(cells[name] ?? cell);
      return [name, damaged ? { ...cell, damaged } : cell];
    })
  );
}

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

/** The state after one event of the engine about a run of `text`. */
export function afterEvent(state: RunState, event: NotebookEvent, text: string): RunState {
  switch (event.type) {
    case 'plan': {
      const cells = Object.fromEntries(event.cells.map((cell) => [cell.name, cell]));
      // A run in turns has a plan a turn; what was found damaged is so once, and stays said until the next run.
      const known = withDamage(cells, ({ name, damaged }) => damaged ?? state.plan?.cells[name]?.damaged);
      return { ...state, plan: { text, cells: known } };
    }
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
    case 'cell-warning': {
      const now = state.activities[event.cell];
      return now?.phase === 'running' ? withCell(state, event.cell, { ...now, warning: event.error }) : state;
    }
    case 'cell-finished':
      return settled(state, event.cell, IDLE);
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

// What running a notebook reports, the same in the tab (through the engine's protocol) and on the command line.
import type { SerializedError } from '#lib/errors/app-error';
import type { EpochRecord } from '#lib/training/types';
import type { TimedProgress } from '#lib/work/work';
import type { CellResult } from '../kinds/registry';
import type { CellRecord } from '../results/results';
import type { WorkCell } from '../plan/work';

/** One seed of a train cell that is being trained now. */
export interface SeedProgress {
  readonly seed: number;
  readonly epoch: number;
  readonly done: number;
  /** An estimate: early stopping decides. */
  readonly total: number;
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

export interface CellProgress extends TimedProgress {
  /** Of train cells: the seeds that are being trained now. */
  readonly seeds?: readonly SeedProgress[];
}

/** A cell as the notebook stands now: `stored` means an artifact with this id is at hand. */
export interface PlannedCell extends WorkCell {
  readonly kind: CellResult['kind'];
  readonly id: string;
  /** The stored result, so that reopening shows it at once. */
  readonly record?: CellRecord;
  /** Something stored of this cell that was damaged: it was set aside and counts as missing. */
  readonly damaged?: SerializedError;
  /** Seeds of a train cell that stopped on the way: running the cell goes on from there. */
  readonly interrupted?: readonly InterruptedSeed[];
}

export interface InterruptedSeed {
  readonly seed: number;
  /** The epoch it was in, 0-based, and the steps it had done in all. */
  readonly epoch: number;
  readonly step: number;
}

export type NotebookEvent =
  | { readonly type: 'plan'; readonly cells: readonly PlannedCell[] }
  | { readonly type: 'cell-started'; readonly cell: string }
  | { readonly type: 'cell-progress'; readonly cell: string; readonly progress: CellProgress }
  | { readonly type: 'cell-epoch'; readonly cell: string; readonly seed: number; readonly record: EpochRecord }
  | { readonly type: 'cell-finished'; readonly cell: string; readonly record: CellRecord; readonly reused: boolean }
  /** What a cell has so far that is long at work: a result in the making, which is not stored. */
  | { readonly type: 'cell-so-far'; readonly cell: string; readonly result: CellResult }
  /** Something went wrong that does not stop the cell: a checkpoint could not be saved, say. */
  | { readonly type: 'cell-warning'; readonly cell: string; readonly error: SerializedError }
  | { readonly type: 'cell-failed'; readonly cell: string; readonly error: SerializedError }
  | { readonly type: 'cell-cancelled'; readonly cell: string }
  /** Not run because a cell it reads failed or was cancelled. */
  | { readonly type: 'cell-skipped'; readonly cell: string; readonly because: string };

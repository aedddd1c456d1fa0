// What a kind of cell computes, and what is stored of it. Only types; the list is makers.ts.
import type { Made } from '../run/artifacts';
import type { AppError, SerializedError } from '#lib/errors/app-error';
import type { CellWork } from '../run/cell-work';
import type { TrainPool } from '../run/environment';
import type { CellProgress, NotebookEvent } from '../run/events';
import type { ResolvedBase, ResultBase } from './description';
import type { NotebookIds } from './inputs';
import type { KindStored } from './stored-form';

/** How a cell is made, for kinds that make several artifacts. */
export interface MakeOptions {
  /** Make again what is stored. */
  readonly force: boolean;
  /** With `force`: when this forced run began, where it was interrupted. */
  readonly since?: string;
  /** Seeds that may be trained; all where left out. */
  readonly asked?: readonly number[];
  /** Epochs after which training is held, for whoever goes on with it later; to its end where left out. */
  readonly until?: number;
  readonly pool: TrainPool | undefined;
  /** Has cells made that points ask for. @throws AppError internal/cancelled, and what stopped it */
  readonly makeCells: (names: readonly string[], heard: CellsHeard) => Promise<void>;
  onEvent(event: NotebookEvent): void;
}

/** What a kind says and hears of cells that it has made. */
export interface CellsHeard {
  /** Epochs after which the training of a cell is held; to its end where left out. */
  readonly until?: ReadonlyMap<string, number>;
  progress(name: string, progress: CellProgress): void;
  /** It is stored now. */
  made(name: string): Promise<void> | void;
  /** It could not be made. Whether others are still worth making: where not, they are stopped, and this is thrown. */
  failed(name: string, error: AppError): 'go on' | 'stop';
  /** Something that stops nothing. */
  warned(error: SerializedError): void;
}

/** The code of one kind. Its functions are methods, as those of a description are. */
export interface KindMaker<Cell extends ResolvedBase = ResolvedBase, Result extends ResultBase = ResultBase> {
  readonly stored: KindStored<Cell, Result>;
  /** It can be done by a pool of processes, and then does not use this device; it cannot, where left out. */
  readonly inPool?: true;
  /** Its artifact from stored inputs; null where it has several, and has stored them itself. @throws AppError internal/cancelled and others */
  make(cell: Cell, plan: NotebookIds, work: CellWork, options: MakeOptions): Promise<Made | null>;
}

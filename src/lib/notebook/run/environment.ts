// What a notebook needs from around it to run: where artifacts lie, how sources are opened, which device computes, and
// who trains. The tab's engine and the command line each bring their own. Only types.
import type { DataSource, FileSource } from '#lib/dataset/sources/source';
import type { EncoderFiles } from '#lib/embeddings/use/files';
import type { AskContext } from '#lib/llm/local/ask';
import type { ArtifactStore, Machine } from '#lib/storage/types';
import type { RunSettings, TrainControl } from '#lib/training/types';
import type { Control } from '#lib/work/work';
import type { DatasetContent } from '../kinds/id-inputs';
import type { NotebookEvent } from './events';

/** The part of the engine's device status that results carry. */
export interface ComputeDevice {
  readonly backend: string;
  readonly adapter: string;
  /** Left out in a browser. */
  readonly machine?: Machine;
  /** Starts the device anew after it was lost; left out where that cannot be done. */
  restart?(): Promise<void>;
}

/** The part of the environment that says which artifacts a notebook is about. By its device it tells what was made elsewhere. */
export type PlanEnvironment = Pick<
  NotebookEnvironment,
  'store' | 'openSource' | 'openFiles' | 'openNotebooks' | 'contents'
> &
  Partial<Pick<NotebookEnvironment, 'device'>>;

/** One seed to train. All that it reads is in the store. */
export interface SeedJob {
  /** Id under which the run is to be stored. */
  readonly id: string;
  readonly seed: number;
  readonly settings: RunSettings;
  readonly datasetId: string;
  /** null where neither an alignment nor a start from texts reads vectors. */
  readonly embeddingsId: string | null;
  /** The data set that the vectors were made from, where it is another one: the same with other noise. */
  readonly vectorsDatasetId: string | null;
  /** The run whose node table this one starts from; null for a random one. */
  readonly startFromId: string | null;
  /** The data set of that run, where it is another one. */
  readonly startDatasetId: string | null;
  /** Start over, whatever checkpoint there is. */
  readonly fresh: boolean;
  /** Hold training after so many epochs, at its checkpoint: no run is stored then. To its end where left out. */
  readonly until?: number;
}

/** Trains seeds elsewhere, for example in processes. When `train` resolves, the run, or the checkpoint where it was to be held, is in the store. */
export interface TrainPool {
  /** Seeds at a time. */
  readonly size: number;
  train(job: SeedJob, control: TrainControl): Promise<void>;
}

/**
 * Has `make` make an artifact, or waits until another process has that is just making it.
 * @param isMade whether it is stored by now
 */
export type Alone = (
  id: string,
  isMade: () => Promise<boolean>,
  make: () => Promise<void>,
  signal?: AbortSignal
) => Promise<void>;

export interface NotebookEnvironment extends Control, AskContext {
  readonly store: ArtifactStore;
  /** Opens the `source` of a dataset cell; `notebook` is the file that names it. */
  openSource(source: string, notebook: string): DataSource | Promise<DataSource>;
  /** Opens the files that a cell other than a dataset names; left out where `openSource` opens them too. */
  openFiles?(source: string, notebook: string): FileSource | Promise<FileSource>;
  /** The folder with the notebooks beside this one and their results; left out where there is none. */
  openNotebooks?(notebook: string): FileSource;
  /** What is known of sources without reading them, by the cell that names them: a workflow was written where they lie. */
  readonly contents?: ReadonlyMap<string, DatasetContent>;
  readonly device: ComputeDevice;
  /** Left out: seeds are trained here, one after another. */
  readonly trainPool?: TrainPool;
  /** Where the encoder "use" has its files; left out where it cannot be loaded. */
  encoderFiles?(): Promise<EncoderFiles>;
  onEvent?(event: NotebookEvent): void;
  /** Left out where no other process makes what this one does. */
  readonly alone?: Alone;
  /** Whether training should save itself now; asking clears the wish. */
  readonly checkpointWanted?: () => boolean;
}

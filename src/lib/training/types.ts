// What goes into a training run and what comes out of it, as plain data. One run is one seed.
import type { AppError } from '#lib/errors/app-error';
import type { AlignmentName } from '#lib/alignment/names';
import type { BackboneName } from '#lib/backbones/names';
import type { Stored } from '#lib/storage/parse-stored';
import type { Work } from '#lib/work/work';
import type { CheckpointKeeper } from './checkpoint/checkpoint';
import type { EpochForm, RunResultForm } from './forms';

/** How the node table may begin; left out of settings where at random. */
export const INITS = ['text-variance'] as const;

/** Every number a run depends on beside data, vectors and seed; defaults come from the preset (see presets.ts). */
export interface RunSettings {
  readonly backbone: BackboneName;
  readonly alignment: AlignmentName;
  /** d. */
  readonly dimensions: number;
  readonly learningRate: number;
  readonly batchSize: number;
  /** Upper bound; early stopping usually ends a run before. */
  readonly epochs: number;
  /** Validate after epochs 0, n, 2n, … */
  readonly validateEvery: number;
  /** Stop after this many validations in a row without a strict improvement of validation recall@20 … */
  readonly patience: number;
  /** … and, where given, not before this many steps without one (small data: an epoch has few steps). */
  readonly patienceSteps: number;
  /** Weight of the squared norm of all trainable arrays. */
  readonly regWeight: number;
  /** Where the node table begins; at random where left out. */
  readonly init?: (typeof INITS)[number] | undefined;
  /** Hyperparameters of the backbone, by its own names (layers, keepRate, …). */
  readonly backboneSettings: Readonly<Record<string, number | boolean>>;
  /** Hyperparameters of the alignment (weight, temperature, maskRatio). */
  readonly alignmentSettings: Readonly<Record<string, number | boolean>>;
}

export type EpochRecord = Stored<typeof EpochForm>;

/** The JSON of one seed's run, in results.json's spelling. */
export type RunResult = Stored<typeof RunResultForm>;

/** What a run leaves beside its JSON: best parameters' final embeddings and per-user test metrics. */
export interface RunArrays {
  readonly userEmbeddings: Float32Array; // [users, d']
  readonly itemEmbeddings: Float32Array; // [items, d']
  readonly testUsers: Int32Array; // [counted]
  readonly testRecall20: Float32Array; // [counted]
  readonly testNdcg20: Float32Array; // [counted]
  /** The best parameters, laid out as `RunOutputs.places` says; absent in runs stored before they were kept. */
  readonly parameters?: Float32Array;
}

export interface TrainProgress {
  readonly epoch: number;
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Steps a second, smoothed. */
  readonly rate: number;
  /** Seconds to the epoch bound or to the patience limit, whichever comes first; an estimate. */
  readonly secondsLeft: number | null;
  readonly losses: Readonly<Record<string, number>>;
}

export interface TrainControl extends Work<TrainProgress> {
  onEpoch?(record: EpochRecord): void;
  /** Where left out, nothing is saved on the way. */
  readonly checkpoints?: CheckpointPolicy;
}

/** Where a run's checkpoints go, and when one is made: at steps, after `everySeconds` or when it is asked for. */
export interface CheckpointPolicy {
  readonly keeper: CheckpointKeeper;
  readonly everySeconds: number;
  /** Whether one is asked for now (the page is being hidden, the run paused); asking clears it. */
  wanted?(): boolean;
  /** A checkpoint could not be saved: the run goes on, without further ones. */
  onFailure?(error: AppError): void;
}

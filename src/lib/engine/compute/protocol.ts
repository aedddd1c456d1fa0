// What the engine can be asked, and what it says of its device. How asking goes is the same for every worker: ../worker/protocol.ts.
import type { BackendChoice, BackendName } from '#kernels/backend/choices';
import type { GraphSize, SizeName } from '#lib/bench/graphs';
import type { BenchReport } from '#lib/bench/report-form';
import type { SetName } from '#lib/bench/sets';
import type { RecommendResult } from '#lib/notebook/kinds/recommend/stored';
import type { RunOutcome } from '#lib/notebook/run/runtime';
import type { WhatIfAsk, WhatIfResult } from '#lib/notebook/what-if/what-if';
import type { TrainingEstimate } from './estimate';

export interface EngineSettings {
  /** What the engine starts with: for another device there is another engine. */
  readonly backend: BackendChoice;
  /** How many workers the engine may have beside itself on `wasm`, from the next step on. They change no number. */
  readonly workers: number;
}

export interface DeviceStatus {
  readonly backend: BackendName;
  /** Adapter or engine name as shown to the reader, e.g. "Apple M3" or "WebAssembly, SIMD". */
  readonly adapter: string;
  /** A software adapter is used only when asked for. */
  readonly software: boolean;
  /** Why this one and not a faster one. */
  readonly reason: string;
}

export interface RunOptions {
  /** Recompute even where an artifact is stored. */
  readonly force: boolean;
  /** ISO time at which this forced run began, where it was interrupted and goes on. */
  readonly since?: string;
  /** Trained runs that come with the site may be taken in the place of training them here. */
  readonly bundled?: boolean;
  /** Seeds that may be trained, by train cell: those that the page said would be. Where absent, all that are not stored. */
  readonly trains?: Readonly<Record<string, readonly number[]>>;
  /** Run these cells and what they need; all where absent. */
  readonly only?: readonly string[];
  /** `cell.key` → YAML scalar, as `--set` on the command line. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** One notebook, as its text stands. */
interface Document {
  readonly notebook: string;
  readonly text: string;
}

/** What the engine can be asked, by job. */
export interface EngineJobs {
  /** Runs cells; what happens comes in events. A run that is cancelled is answered, too. */
  readonly run: { readonly ask: Document & { readonly options: RunOptions }; readonly answer: RunOutcome };
  /** Another user's ranking from stored runs, without changing the notebook. */
  readonly recommend: {
    readonly ask: Document & { readonly cell: string; readonly user: string };
    readonly answer: RecommendResult;
  };
  /** The files of a train cell's stored runs (embeddings, lists, model), as they are made; their bytes come in events. */
  readonly export: {
    readonly ask: Document & { readonly cell: string };
    /** Names of the files. */
    readonly answer: readonly string[];
  };
  /**
   * Changes profiles, embeds them, and trains a stored run on for a few epochs: once with the change and once without, by the same
   * draws. Both are kept under ids of their own, so that the same change is not computed twice.
   */
  readonly 'what-if': { readonly ask: Document & { readonly ask: WhatIfAsk }; readonly answer: WhatIfResult };
  /**
   * Checks the operators on this device (of a full set on the fallbacks too) and times them and whole steps; nothing is stored. The report
   * comes in events as it grows: each is the file that it would be.
   */
  readonly bench: {
    readonly ask: { readonly set: SetName; readonly size: SizeName };
    readonly answer: BenchReport;
  };
  /** What training on data of this size would take; nothing is trained or stored. `width` is that of the semantic vectors. */
  readonly estimate: {
    readonly ask: { readonly size: GraphSize; readonly width: number };
    readonly answer: TrainingEstimate;
  };
}

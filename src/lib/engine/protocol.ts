// The typed, versioned protocol between a page and the engine worker. Commands go in, events come out; every command but
// `hello` and `workers` carries the `runId` it concerns. Nothing but plain data crosses.
import type { GraphSize } from '#lib/bench/graphs';
import type { BenchProgress, BenchReport } from '#lib/bench/types';
import type { SerializedError } from '#lib/errors/app-error';
import type { CellProgress, NotebookEvent } from '#lib/notebook/events';
import type { RecommendResult } from '#lib/notebook/kinds/recommend/stored';
import type { WhatIfAsk, WhatIfResult } from '#lib/notebook/what-if';
import type { TrainingEstimate } from './estimate';

export type { WhatIfAsk, WhatIfResult };

export const PROTOCOL_VERSION = 5;

export type BackendChoice = 'auto' | 'webgpu' | 'wasm' | 'cpu';

export interface DeviceStatus {
  readonly backend: 'webgpu' | 'wasm' | 'cpu';
  /** Adapter or engine name as shown to the reader, e.g. "Apple M3" or "SIMD, one thread". */
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

export type EngineCommand =
  | {
      readonly type: 'hello';
      readonly version: number;
      readonly build: string;
      readonly backend: BackendChoice;
      /** Absolute URL under which `datasets/` and `tfjs-wasm/` are served. */
      readonly assets: string;
      readonly workspace: string;
      /** Name of a Web Lock that the engine holds as long as it lives. */
      readonly lifeline: string;
    }
  /** How many workers the engine may have beside itself on `wasm`; none before it is said. They change no number. */
  | { readonly type: 'workers'; readonly count: number }
  | {
      readonly type: 'plan';
      readonly runId: string;
      readonly notebook: string;
      readonly text: string;
      readonly overrides?: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'run';
      readonly runId: string;
      readonly notebook: string;
      readonly text: string;
      readonly options: RunOptions;
    }
  | { readonly type: 'pause'; readonly runId: string }
  | { readonly type: 'resume'; readonly runId: string }
  | { readonly type: 'cancel'; readonly runId: string }
  /** Training saves itself at its next step: the page is being hidden and may not come back. */
  | { readonly type: 'checkpoint'; readonly runId: string }
  /** Another user's ranking from stored runs, without changing the notebook. */
  | {
      readonly type: 'recommend';
      readonly runId: string;
      readonly notebook: string;
      readonly text: string;
      readonly cell: string;
      readonly user: string;
    }
  /** The files of a train cell's stored runs (embeddings, lists, model). */
  | {
      readonly type: 'export';
      readonly runId: string;
      readonly notebook: string;
      readonly text: string;
      readonly cell: string;
    }
  /**
   * Changes profiles, embeds them, and trains a stored run on for a few epochs: once with the change and once without, by the same
   * draws. Both are kept under ids of their own, so that the same change is not computed twice.
   */
  | {
      readonly type: 'what-if';
      readonly runId: string;
      readonly notebook: string;
      readonly text: string;
      readonly ask: WhatIfAsk;
    }
  /** Times the operators on this device and on the fallbacks; nothing is stored. */
  | { readonly type: 'bench'; readonly runId: string }
  /** What training on data of this size would take; nothing is trained or stored. `width` is that of the semantic vectors. */
  | { readonly type: 'estimate'; readonly runId: string; readonly size: GraphSize; readonly width: number };

/** What concerns a run. */
export type RunCommand = Exclude<EngineCommand, { readonly type: 'hello' | 'workers' }>;

export type EngineEvent =
  | { readonly type: 'ready'; readonly version: number; readonly build: string; readonly device: DeviceStatus }
  | { readonly type: 'notebook'; readonly runId: string; readonly event: NotebookEvent }
  | { readonly type: 'recommendation'; readonly runId: string; readonly result: RecommendResult }
  | {
      readonly type: 'exported';
      readonly runId: string;
      readonly name: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly type: 'what-if-progress'; readonly runId: string; readonly progress: CellProgress }
  | { readonly type: 'what-if-done'; readonly runId: string; readonly result: WhatIfResult }
  | { readonly type: 'bench-progress'; readonly runId: string; readonly progress: BenchProgress }
  | { readonly type: 'bench-report'; readonly runId: string; readonly report: BenchReport; readonly markdown: string }
  | { readonly type: 'estimated'; readonly runId: string; readonly estimate: TrainingEstimate }
  | { readonly type: 'paused'; readonly runId: string }
  | { readonly type: 'resumed'; readonly runId: string }
  | { readonly type: 'finished'; readonly runId: string; readonly outcome: 'done' | 'failed' | 'cancelled' }
  | { readonly type: 'failed'; readonly runId: string | null; readonly error: SerializedError }
  | {
      readonly type: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly message: string;
      readonly time: string;
    };

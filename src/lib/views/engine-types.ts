// What views ask of the engine, as an interface, so that a session can be tested without one. src/lib/engine/client.ts
// meets it; nothing here loads the engine.
import type { DeviceStatus, RunOptions } from '#lib/engine/protocol';
import type { NotebookEvent } from '#lib/notebook/events';
import type { RecommendResult } from '#lib/notebook/results';

export type RunOutcome = 'done' | 'failed' | 'cancelled';

export interface RunHandle {
  pause(): void;
  resume(): void;
  cancel(): void;
  /** How the run ended; rejects with an AppError where it could not run at all. */
  readonly finished: Promise<RunOutcome>;
}

export interface NotebookEngine {
  readonly device: Promise<DeviceStatus>;
  run(notebook: string, text: string, options: RunOptions, onEvent: (event: NotebookEvent) => void): RunHandle;
  recommend(notebook: string, text: string, cell: string, user: string): Promise<RecommendResult>;
  dispose(): void;
}

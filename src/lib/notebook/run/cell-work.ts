// What a cell's code gets beside its settings: where artifacts are, which device computes, and how to report, pause and
// stop. The same for all kinds.
import { appError } from '#lib/errors/app-error';
import type { AskContext } from '#lib/llm/local/ask';
import type { JobControl } from '#lib/profiles/types';
import type { Artifacts } from './artifacts';
import type { ComputeDevice } from './environment';
import type { CellProgress } from './events';

export interface CellWork extends AskContext {
  readonly artifacts: Artifacts;
  readonly device: ComputeDevice;
  readonly signal?: AbortSignal;
  gate?(): Promise<void>;
  /** Whether training should save itself now (see NotebookEnvironment). */
  readonly checkpointWanted?: () => boolean;
  onProgress?(progress: CellProgress): void;
}

/** Progress of work that counts in one unit, with rate and time left from the time it has taken so far. */
export function reporter(
  work: CellWork,
  ownUnit: string
): (label: string, done: number, total: number, unit?: string, waiting?: string) => void {
  const started = performance.now();
  return (label, done, total, unit = ownUnit, waiting) => {
    const seconds = (performance.now() - started) / 1000;
    const rate = done > 0 && seconds > 0 ? done / seconds : null;
    const secondsLeft = rate === null ? null : Math.max(0, total - done) / rate;
    work.onProgress?.({ label, done, total, unit, rate, secondsLeft, ...(waiting && { waiting }) });
  };
}

/** The control of a profile or embedding job. */
export function jobControl(work: CellWork, unit: string): JobControl {
  const report = reporter(work, unit);
  return {
    signal: work.signal,
    ...(work.gate && { gate: () => work.gate?.() ?? Promise.resolve() }),
    onProgress: ({ what, done, total, unit, waiting }) =>
      report(waiting ? `${what} · ${waiting}` : what, done, total, unit, waiting)
  };
}

/**
 * Lets messages in, waits while paused, stops when cancelled.
 * @throws AppError internal/cancelled
 */
export async function letMessagesIn(work: CellWork, what: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  await work.gate?.();
  if (work.signal?.aborted) throw appError('internal/cancelled', { what });
}

/** Whom the work may ask: what of it is there. */
export const askContext = ({ llm, models, answers }: CellWork): AskContext => ({ llm, models, answers });

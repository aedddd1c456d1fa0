// Keeps a long computation polite: reports progress, lets messages in between, and stops when asked. Nothing computed
// depends on when that happens.
import { appError } from '#lib/errors/app-error';
import type { JobControl } from './types';

/** Milliseconds of work after which other tasks of the thread get their turn. */
const TURN = 30;

/** `await step(done, total)` between pieces of work; throws `internal/cancelled` once the signal is aborted. */
export type JobStep = (done: number, total: number) => Promise<void>;

export function jobSteps(what: string, control: JobControl): JobStep {
  let turnStarted = performance.now();
  const stopIfAborted = () => {
    if (control.signal?.aborted) throw appError('internal/cancelled', { what });
  };
  return async (done, total) => {
    stopIfAborted();
    if (performance.now() - turnStarted < TURN && done < total) return;
    control.onProgress?.({ done, total, what });
    await new Promise((resolve) => setTimeout(resolve, 0));
    turnStarted = performance.now();
    stopIfAborted();
  };
}

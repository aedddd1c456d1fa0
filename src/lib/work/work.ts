// Long work, as whoever does it sees it: it can be cancelled and held, says how far it is, and lets waiting messages in between its pieces.
// The same in a worker and in Node. Who starts, holds and hears of work is engine/worker's; nothing computed depends on when work rests.
import { appError } from '#lib/errors/app-error';
import { nextTask } from './next-task';

/** Who holds and stops it. */
export interface Control {
  readonly signal?: AbortSignal;
  /** Resolves at once or, while it is paused, when work goes on. */
  readonly gate?: () => Promise<void>;
}

/** @typeParam Report how far it is, as whoever hears it wants it */
export interface Work<Report = Progress> extends Control {
  readonly report?: (report: Report) => void;
}

export interface Progress {
  /** What is being done, for people, e.g. "seed 2024 · epoch 41". */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What is counted, e.g. "steps"; where left out, whoever hears it knows. */
  readonly unit?: string;
  /** Of a wait for a service that is long enough to be said (the label says it too): how long, and why. */
  readonly waiting?: string;
}

export interface TimedProgress extends Progress {
  readonly unit: string;
  /** Units a second. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/** Awaited between two pieces of work, with how many are done. @throws AppError internal/cancelled */
export type WorkStep = (done: number, total: number, label?: string, unit?: string) => Promise<void>;

/** Goes straight on. */
export const WITHOUT_REST: WorkStep = () => Promise.resolve();

/** Milliseconds of work after which waiting messages get in. */
const SLICE = 30;
/** Milliseconds after which it is worth saying again how far work is. */
const SAID_EVERY = 100;

/** @param what is stopped, for people: "Training" @throws AppError internal/cancelled */
export function stopIfCancelled({ signal }: Control, what: string): void {
  if (signal?.aborted) throw appError('internal/cancelled', { what });
}

/**
 * Stops where it was cancelled, and waits while it is paused.
 * @param keep saves what is done, where that is due: before a pause, which may last until the page is closed
 * @throws AppError internal/cancelled
 */
export async function passGate(control: Control, what: string, keep?: () => Promise<void>): Promise<void> {
  stopIfCancelled(control, what);
  await keep?.();
  if (!control.gate) return;
  await control.gate();
  stopIfCancelled(control, what);
}

/** Lets waiting messages in, and does what they say. @throws AppError internal/cancelled */
export async function rest(control: Control, what: string): Promise<void> {
  await nextTask();
  await passGate(control, what);
}

/** Rests where the last rest is long enough ago, and passes the gate between any two pieces. */
export class Pace {
  readonly #control: Control;
  readonly #what: string;
  readonly #now: () => number;
  #rested: number;

  /** @param now milliseconds; tests put their own in its place */
  constructor(control: Control, what: string, now = () => performance.now()) {
    this.#control = control;
    this.#what = what;
    this.#now = now;
    this.#rested = now();
  }

  /** @param keep as of `passGate` @throws AppError internal/cancelled */
  async next(keep?: () => Promise<void>): Promise<void> {
    if (this.#now() - this.#rested >= SLICE) {
      await nextTask();
      this.#rested = this.#now();
    }
    await passGate(this.#control, this.#what, keep);
  }
}

export interface Paced {
  /** Milliseconds for which nothing is said: what is soon done says nothing at all. */
  readonly quietFor?: number;
  readonly now?: () => number;
}

/**
 * What is awaited between two pieces of work: it says now and then how far the work is, at once where what is done has another name or
 * is at its end, and rests.
 * @param what is stopped by a cancel, and is being done where a step says nothing else
 */
export function paced(work: Work, what: string, { quietFor = 0, now = () => performance.now() }: Paced = {}): WorkStep {
  const pace = new Pace(work, what, now);
  const started = now();
  let saidAt = started;
  let said = '';
  return async (done, total, label = what, unit) => {
    const at = now();
    const isDue = label !== said || done >= total || at - saidAt >= SAID_EVERY;
    if (isDue && at - started >= quietFor) {
      saidAt = at;
      said = label;
      work.report?.({ label, done, total, unit });
    }
    await pace.next();
  };
}

/**
 * The same work, heard with its rate and the time left, as they follow from the time it has taken so far.
 * @param unit what is counted where a report does not say it
 */
export function timed(work: Work<TimedProgress>, unit: string, now = () => performance.now()): Work {
  const started = now();
  const report = (progress: Progress): void => {
    const { done, total } = progress;
    const seconds = (now() - started) / 1000;
    const rate = done > 0 && seconds > 0 ? done / seconds : null;
    const secondsLeft = rate === null ? null : Math.max(0, total - done) / rate;
    work.report?.({ ...progress, unit: progress.unit ?? unit, rate, secondsLeft });
  };
  return { signal: work.signal, gate: work.gate, report };
}

// The pace of a training run: that of all long work (work/), and what a device asks for besides: its losses are read back only now and
// then, since that waits until all is done, and its queue of steps is kept short.
import { handedOverIsDone } from '#kernels/backend/backend';
import { Pace, type Control } from '#lib/work/work';

const REPORT_AFTER_MS = 400;
/**
 * WebGPU calls return before the work is done, and the queue would grow without bound. So a step waits for the one this many before it: the
 * device always has the next ones at hand. This says how much is still done after a cancel, and how much memory waits. That the browser
 * can draw beside it does not hang on it: a system turns to another queue between two submits, and none of ours is long
 * (kernels/backend/work.ts).
 */
export const STEPS_IN_FLIGHT = 4;

export class Pacer {
  /** Steps a second, smoothed over about ten reports. */
  rate = 0;
  readonly #pace: Pace;
  #lastReport: number;
  #stepsSinceReport = 0;
  /** The last steps' ends, in their order. */
  readonly #inFlight: Promise<void>[] = [];
  readonly #stepDone: () => Promise<void> | null;
  readonly #now: () => number;

  /** @param stepDone when what was handed over is done, null where it is @param now milliseconds; tests put their own in their places */
  constructor(control: Control, stepDone = handedOverIsDone, now = () => performance.now()) {
    this.#stepDone = stepDone;
    this.#now = now;
    this.#lastReport = now();
    this.#pace = new Pace(control, 'Training');
  }

  /**
   * @param save keeps what is done, where that is due: before a pause, which may last until the page is closed
   * @throws AppError internal/cancelled
   */
  async beforeStep(save: () => Promise<void>): Promise<void> {
    const before = this.#now();
    await this.#pace.next(save);
    // Time spent paused is no training time.
    this.#lastReport += this.#now() - before;
  }

  /** @param report reads the losses back, and so waits for the device */
  async afterStep(report: () => Promise<void>): Promise<void> {
    this.#stepsSinceReport++;
    const done = this.#stepDone();
    if (done) this.#inFlight.push(done);
    if (this.#inFlight.length > STEPS_IN_FLIGHT) await this.#inFlight.shift();
    const now = this.#now();
    const due = now - this.#lastReport > REPORT_AFTER_MS;
    if (due) {
      const rate = this.#stepsSinceReport / ((now - this.#lastReport) / 1000);
      this.rate = this.rate === 0 ? rate : 0.8 * this.rate + 0.2 * rate;
      this.#lastReport = now;
      this.#stepsSinceReport = 0;
    }
    if (due) await report();
  }
}

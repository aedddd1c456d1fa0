// The pace of a training run: that of all long work (work/), and what a device asks for besides: its losses are read back only now and
// then, and its queue of steps is kept short.
import { getBackend } from '@tensorflow/tfjs-core';
import { Pace, type Control } from '#lib/work/work';

const REPORT_AFTER_MS = 400;
/** WebGPU calls return before the work is done: without waiting now and then the queue would grow without bound. */
const QUEUED_STEPS = 4;

export class Pacer {
  /** Steps a second, smoothed over about ten reports. */
  rate = 0;
  readonly #pace: Pace;
  #lastReport = performance.now();
  #stepsSinceReport = 0;
  #stepsSinceWait = 0;

  constructor(control: Control) {
    this.#pace = new Pace(control, 'Training');
  }

  /**
   * @param save keeps what is done, where that is due: before a pause, which may last until the page is closed
   * @throws AppError internal/cancelled
   */
  async beforeStep(save: () => Promise<void>): Promise<void> {
    const before = performance.now();
    await this.#pace.next(save);
    // Time spent paused is no training time.
    this.#lastReport += performance.now() - before;
  }

  /** @param report reads the losses back, and so waits for the device */
  async afterStep(report: () => Promise<void>): Promise<void> {
    this.#stepsSinceReport++;
    this.#stepsSinceWait++;
    const now = performance.now();
    const due = now - this.#lastReport > REPORT_AFTER_MS;
    if (due) {
      const rate = this.#stepsSinceReport / ((now - this.#lastReport) / 1000);
      this.rate = this.rate === 0 ? rate : 0.8 * this.rate + 0.2 * rate;
      this.#lastReport = now;
      this.#stepsSinceReport = 0;
    }
    if (due || (getBackend() === 'webgpu' && this.#stepsSinceWait >= QUEUED_STEPS)) {
      this.#stepsSinceWait = 0;
      await report();
    }
  }
}

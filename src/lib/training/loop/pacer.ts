// Keeps a run responsive: between steps it waits while paused, stops when cancelled, lets messages in, and reports
// progress. Works the same in a worker and in Node.
import { getBackend } from '@tensorflow/tfjs-core';
import { nextTask } from '#kernels/workers/next-task';
import { appError } from '#lib/errors/app-error';
import type { TrainControl } from '../types';

/** Messages get in at least this often. */
const YIELD_AFTER_MS = 40;
const REPORT_AFTER_MS = 400;
/** WebGPU calls return before the work is done: without waiting now and then the queue would grow without bound. */
const QUEUED_STEPS = 4;

export class Pacer {
  /** Steps a second, smoothed over about ten reports. */
  rate = 0;
  private lastYield = performance.now();
  private lastReport = performance.now();
  private stepsSinceReport = 0;
  private stepsSinceWait = 0;

  constructor(private readonly control: TrainControl) {}

  /**
   * @param save keeps what is done, where that is due: before a pause, which may last until the page is closed
   * @throws AppError internal/cancelled
   */
  async beforeStep(save: () => Promise<void>): Promise<void> {
    if (performance.now() - this.lastYield > YIELD_AFTER_MS) {
      await nextTask();
      this.lastYield = performance.now();
    }
    const { signal, gate } = this.control;
    if (signal?.aborted) throw appError('internal/cancelled', { what: 'Training' });
    await save();
    if (gate) {
      const before = performance.now();
      await gate();
      // Time spent paused is no training time.
      this.lastReport += performance.now() - before;
      if (signal?.aborted) throw appError('internal/cancelled', { what: 'Training' });
    }
  }

  /** @param report reads the losses back, and so waits for the device */
  async afterStep(report: () => Promise<void>): Promise<void> {
    this.stepsSinceReport++;
    this.stepsSinceWait++;
    const now = performance.now();
    const due = now - this.lastReport > REPORT_AFTER_MS;
    if (due) {
      const rate = this.stepsSinceReport / ((now - this.lastReport) / 1000);
      this.rate = this.rate === 0 ? rate : 0.8 * this.rate + 0.2 * rate;
      this.lastReport = now;
      this.stepsSinceReport = 0;
    }
    if (due || (getBackend() === 'webgpu' && this.stepsSinceWait >= QUEUED_STEPS)) {
      this.stepsSinceWait = 0;
      await report();
    }
  }
}

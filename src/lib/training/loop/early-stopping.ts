// When a run ends: after `patience` validations in a row without a strict improvement of validation recall@20 (official
// behaviour), and, on small data where an epoch has few steps, not before `patienceSteps` steps without one.

import type { StoppingState } from '../checkpoint/checkpoint';

export class EarlyStopping {
  best = -Infinity;
  bestEpoch = -1;
  #bestStep = 0;
  #misses = 0;
  readonly #patience: number;
  readonly #patienceSteps: number;

  constructor(patience: number, patienceSteps: number) {
    this.#patience = patience;
    this.#patienceSteps = patienceSteps;
  }

  /** As a checkpoint holds it. */
  get state(): StoppingState {
    const { best, bestEpoch } = this;
    const [bestStep, misses] = [this.#bestStep, this.#misses];
    return { best: Number.isFinite(best) ? best : null, bestEpoch, bestStep, misses };
  }

  restore({ best, bestEpoch, bestStep, misses }: StoppingState): void {
    this.best = best ?? -Infinity;
    this.bestEpoch = bestEpoch;
    this.#bestStep = bestStep;
    this.#misses = misses;
  }

  /** @returns whether this validation is the best so far */
  report(epoch: number, step: number, value: number): boolean {
    if (value > this.best) {
      this.best = value;
      this.bestEpoch = epoch;
      this.#bestStep = step;
      this.#misses = 0;
      return true;
    }
    this.#misses++;
    return false;
  }

  shouldStop(step: number): boolean {
    return this.#misses >= this.#patience && step - this.#bestStep >= this.#patienceSteps;
  }

  /** Epochs until the run would stop without further improvement. */
  epochsLeft(epoch: number, stepsPerEpoch: number, validateEvery: number): number {
    const bySteps = Math.ceil(this.#patienceSteps / stepsPerEpoch);
    const window = Math.max(this.#patience * validateEvery, bySteps);
    return Math.max(0, Math.max(this.bestEpoch, 0) + window - epoch);
  }
}

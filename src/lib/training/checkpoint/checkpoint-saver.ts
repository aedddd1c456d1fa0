// Decides when a run's checkpoint is due and saves it. A checkpoint that cannot be saved never fails the run: that is said
// once, and no further one is tried.
import { toAppError } from '#lib/errors/app-error';
import type { Checkpoint } from './checkpoint';
import type { CheckpointPolicy } from '../types';

export class CheckpointSaver {
  #last = performance.now();
  #failed = false;
  readonly #policy: CheckpointPolicy | undefined;

  constructor(policy: CheckpointPolicy | undefined) {
    this.#policy = policy;
  }

  async load(): Promise<Checkpoint | null> {
    return (await this.#policy?.keeper.load()) ?? null;
  }

  /** Saves if one is due; `make` reads the device back and is called only then. */
  async saveIfDue(make: () => Promise<Checkpoint>): Promise<void> {
    if (!this.#policy || this.#failed) return;
    const wanted = this.#policy.wanted?.() ?? false;
    if (wanted || performance.now() - this.#last >= 1000 * this.#policy.everySeconds) await this.save(make);
  }

  async save(make: () => Promise<Checkpoint>): Promise<void> {
    if (!this.#policy || this.#failed) return;
    const checkpoint = await make();
    try {
      await this.#policy.keeper.save(checkpoint);
    } catch (error) {
      this.#failed = true;
      this.#policy.onFailure?.(toAppError(error));
    }
    this.#last = performance.now();
  }
}

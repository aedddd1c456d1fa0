// What a Cancel button does: it stops the job that was asked of a worker, or is about to be. A worker takes a moment to start; whoever
// cancels in that moment has cancelled all the same.
interface Job {
  cancel(): void;
}

export class Stopping {
  #wanted = false;
  #job: Job | null = null;

  /** Another job is to come: what was said to the one before does not count for it. */
  begin(): void {
    this.#wanted = false;
    this.#job = null;
  }

  /** The job, as soon as it is asked for. */
  watch<Asked extends Job>(job: Asked): Asked {
    this.#job = job;
    if (this.#wanted) job.cancel();
    return job;
  }

  stop(): void {
    this.#wanted = true;
    this.#job?.cancel();
  }
}

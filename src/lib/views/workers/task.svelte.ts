// Follows work under way that can be stopped, with its progress: one at a time, a new one in the place of that before.
import type { CellProgress } from '#lib/notebook/run/events';
import type { Asked } from './asked';

export class Task {
  isBusy: boolean = $state(false);
  progress: CellProgress | null = $state.raw(null);
  #work: Asked<unknown> | null = null;
  #turn = 0;

  async follow<Result>(start: (hear: (progress: CellProgress | null) => void) => Asked<Result>): Promise<Result> {
    this.cancel();
    const turn = (this.#turn += 1);
    this.isBusy = true;
    this.progress = null;
    try {
      const work = start((progress) => {
        if (turn === this.#turn) this.progress = progress;
      });
      this.#work = work;
      return await work.finished;
    } finally {
      if (turn === this.#turn) {
        this.#work = null;
        this.isBusy = false;
        this.progress = null;
      }
    }
  }

  cancel(): void {
    this.#work?.cancel();
  }
}

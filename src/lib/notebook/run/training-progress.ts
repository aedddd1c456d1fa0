// Progress of a train cell from the progress of its seeds. How many steps a seed will take is not known (early stopping
// decides), so totals are estimates that settle as training goes. Pure.
import { meanOf } from '#lib/elementary/spread';
import type { TrainProgress } from '#lib/training/types';
import type { CellProgress, SeedProgress } from './events';

export class TrainingProgress {
  readonly #running = new Map<number, SeedProgress>();
  /** Steps that each finished seed took; null where it was stored before. */
  readonly #finished = new Map<number, number | null>();

  constructor(readonly seeds: readonly number[]) {}

  update(seed: number, progress: TrainProgress): CellProgress {
    const { epoch, step, stepsPerEpoch, rate, secondsLeft } = progress;
    const done = epoch * stepsPerEpoch + step;
    const total = secondsLeft === null ? done : done + Math.round(secondsLeft * rate);
    this.#running.set(seed, { seed, epoch, done, total, rate: rate > 0 ? rate : null, secondsLeft });
    return this.now();
  }

  finish(seed: number, wasStored: boolean): CellProgress {
    this.#finished.set(seed, wasStored ? null : (this.#running.get(seed)?.done ?? 0));
    this.#running.delete(seed);
    return this.now();
  }

  now(): CellProgress {
    const running = [...this.#running.values()];
    const known = [...[...this.#finished.values()].filter((steps) => steps !== null), ...running.map((s) => s.total)];
    const typical = known.length > 0 ? meanOf(known) : 0;
    const finished = [...this.#finished.values()].reduce<number>((sum, steps) => sum + (steps ?? typical), 0);
    const waiting = this.seeds.length - running.length - this.#finished.size;
    const done = Math.round(finished + running.reduce((sum, seed) => sum + seed.done, 0));
    const total = Math.round(finished + running.reduce((sum, seed) => sum + seed.total, 0) + waiting * typical);
    const rates = running.flatMap(({ rate }) => (rate === null ? [] : [rate]));
    const rate = rates.length > 0 ? rates.reduce((a, b) => a + b, 0) : null;
    return {
      label: labelOf(running, this.#finished.size, this.seeds.length),
      done,
      total,
      unit: 'steps',
      rate,
      secondsLeft: rate === null ? null : Math.max(0, total - done) / rate,
      seeds: running
    };
  }
}

function labelOf(running: readonly SeedProgress[], finished: number, all: number): string {
  if (running.length === 0) return `${finished} of ${all} seeds`;
  return running.map(({ seed, epoch }) => `seed ${seed} · epoch ${epoch}`).join(', ');
}

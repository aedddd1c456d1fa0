// Progress of a cell that has other cells trained: runs that are done, the shares of those under way, and the time left by what it took so
// far. Pure.
import type { CellProgress } from './events';

export class PointsProgress {
  readonly #runs: ReadonlyMap<string, number>;
  readonly #shares = new Map<string, number>();
  readonly #total: number;
  readonly #started: number;
  readonly #now: () => number;
  #label = '';

  /** @param runs to be trained, by cell @param now milliseconds; tests put their own in its place */
  constructor(runs: ReadonlyMap<string, number>, now = () => performance.now()) {
    this.#runs = runs;
    this.#total = [...runs.values()].reduce((sum, count) => sum + count, 0);
    this.#now = now;
    this.#started = now();
  }

  update(name: string, { label, done, total }: CellProgress): CellProgress {
    // Data and vectors of a point are no runs: they are named, and count when their runs do.
    if (this.#runs.has(name)) this.#shares.set(name, total > 0 ? Math.min(1, done / total) : 0);
    this.#label = `${name}: ${label}`;
    return this.#progress();
  }

  finish(name: string): CellProgress {
    this.#shares.set(name, 1);
    return this.#progress();
  }

  #progress(): CellProgress {
    let [done, whole] = [0, 0];
    for (const [name, share] of this.#shares) {
      const runs = this.#runs.get(name) ?? 0;
      done += share * runs;
      whole += share === 1 ? runs : 0;
    }
    const seconds = (this.#now() - this.#started) / 1000;
    const secondsLeft = done > 0 ? (seconds / done) * Math.max(0, this.#total - done) : null;
    const label = `${whole} of ${this.#total} runs${this.#label ? ` · ${this.#label}` : ''}`;
    return { label, done, total: this.#total, unit: 'runs', rate: null, secondsLeft };
  }
}

// Progress of a cell that has other cells trained, in one round or in several: what is done, the shares of what is under way, and the time
// left by what it took so far. Pure.
import type { CellProgress } from './events';

export class PointsProgress {
  readonly #total: number;
  readonly #unit: string;
  readonly #started: number;
  readonly #now: () => number;
  /** Of the rounds before. */
  #before = 0;
  #weights: ReadonlyMap<string, number> = new Map();
  #shares = new Map<string, number>();
  #round = '';
  #label = '';

  /** @param now milliseconds; tests put their own in its place */
  constructor(total: number, unit: string, now = () => performance.now()) {
    this.#total = total;
    this.#unit = unit;
    this.#now = now;
    this.#started = now();
  }

  /** Another round begins. @param weights what each cell of it is of the total */
  round(weights: ReadonlyMap<string, number>, label = ''): void {
    for (const weight of this.#weights.values()) this.#before += weight;
    this.#weights = weights;
    this.#shares = new Map();
    this.#round = label;
  }

  update(name: string, { label, done, total }: CellProgress): CellProgress {
    // Data and vectors of a point are named, and count when what is trained on them does.
    if (this.#weights.has(name)) this.#shares.set(name, total > 0 ? Math.min(1, done / total) : 0);
    this.#label = `${name}: ${label}`;
    return this.#progress();
  }

  finish(name: string): CellProgress {
    this.#shares.set(name, 1);
    return this.#progress();
  }

  #progress(): CellProgress {
    let [done, whole] = [this.#before, this.#before];
    for (const [name, share] of this.#shares) {
      const weight = this.#weights.get(name) ?? 0;
      done += share * weight;
      whole += share === 1 ? weight : 0;
    }
    const seconds = (this.#now() - this.#started) / 1000;
    const secondsLeft = done > 0 ? (seconds / done) * Math.max(0, this.#total - done) : null;
    const counted = `${whole} of ${this.#total} ${this.#unit}`;
    const label = [counted, this.#round, this.#label].filter(Boolean).join(' · ');
    return { label, done, total: this.#total, unit: this.#unit, rate: null, secondsLeft };
  }
}

// Random draws for the generator, one independent sequence a purpose, and arithmetic whose last bit is the same in every
// JavaScript engine. Math.exp, Math.log and Math.pow may differ in the last bit between engines, which would change a
// drawn click and so the file; sums, products, quotients and square roots are exact by IEEE 754.
import { permutation, uniformAt, type RandomKey } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';

/** Purposes; numbers never change, so that one part of the generator can change without moving the draws of another. */
export const PURPOSE = {
  userTaste: 1,
  itemTaste: 2,
  popularity: 3,
  activity: 4,
  clicks: 5,
  ratings: 6,
  times: 7,
  titles: 8,
  authors: 9,
  descriptions: 10,
  missing: 11,
  reviews: 12,
  names: 13,
  order: 14
} as const;

export class Draws {
  #next = 0;
  readonly #key: RandomKey;

  constructor(seed: number, purpose: (typeof PURPOSE)[keyof typeof PURPOSE]) {
    this.#key = { seed, stream: STREAM.dataset, step: purpose };
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return uniformAt(this.#key, this.#next++);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Integer in 0 .. bound − 1. */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)];
    if (chosen === undefined) throw new RangeError('Nothing to pick from');
    return chosen;
  }

  /** Near-normal, mean 0, variance 1: twelve uniforms less six. */
  normal(): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.unit();
    return sum;
  }

  shuffle<T>(list: readonly T[]): T[] {
    const order = permutation({ ...this.#key, seed: this.#key.seed ^ (0x9e3779b9 + this.#next++) }, list.length);
    return Array.from(order, (at) => list[at]).filter((item) => item !== undefined);
  }
}

/** e^x by (1 + x/1024)^1024, ten squarings: within 0.1 % for |x| ≤ 1.4 and 3 % for 8, monotone; weights need no more. */
export function growth(x: number): number {
  let y = 1 + x / 1024;
  for (let i = 0; i < 10; i++) y *= y;
  return y;
}

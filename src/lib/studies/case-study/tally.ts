// Counts of differences in relative rank, pair by pair: shares, means, a median and a histogram, and the effects themselves for their interval. Sums run
// in the order of the pairs, so that the same pairs give the same bits.
import type { CaseStudyRow, CaseStudySide } from './data';

/** Bins of a histogram over −1 … 1; odd, so that one is centred on zero. */
export const BINS = 41;
/** Steps of a relative rank that the median tells apart. */
const FINE = 10_000;

/** Edges of the histograms. [BINS + 1] */
export const EDGES: readonly number[] = Array.from({ length: BINS + 1 }, (_, at) => (2 * at - BINS) / BINS);

/** The whole multiple of 1/`steps` nearest to `value`, halves away from zero: the mirrored value gives the mirrored multiple. */
const nearest = (value: number, steps: number): number => Math.sign(value) * Math.round(Math.abs(value) * steps);

/** The bin of a difference in relative rank. */
export function binOf(difference: number): number {
  const middle = (BINS - 1) / 2;
  return middle + Math.max(-middle, Math.min(middle, nearest(difference, BINS / 2)));
}

/** What a difference adds to the share of pairs that came closer: those that did not move count half. */
export const closerBy = (difference: number): number => (difference > 0 ? 1 : difference === 0 ? 0.5 : 0);

class SideTally {
  count = 0;
  #closer = 0;
  #before = 0;
  #after = 0;
  #sum = 0;
  readonly #bins = new Array<number>(BINS).fill(0);
  readonly #fine = new Int32Array(2 * FINE + 1);

  add(before: number, after: number): void {
    const difference = before - after;
    this.count += 1;
    this.#closer += closerBy(difference);
    this.#before += before;
    this.#after += after;
    this.#sum += difference;
    const bin = binOf(difference);
    this.#bins[bin] = (this.#bins[bin] ?? 0) + 1;
    const fine = FINE + nearest(difference, FINE);
    this.#fine[fine] = (this.#fine[fine] ?? 0) + 1;
  }

  /** Only where something was added. */
  finish(): CaseStudySide {
    const { count } = this;
    return {
      closer: this.#closer / count,
      mean: this.#sum / count,
      median: (this.#at(Math.floor((count - 1) / 2)) + this.#at(Math.floor(count / 2))) / 2,
      before: this.#before / count,
      after: this.#after / count,
      counts: [...this.#bins]
    };
  }

  /** The difference at a place, from 0, in ascending order. */
  #at(place: number): number {
    let below = 0;
    const found = this.#fine.findIndex((count) => (below += count) > place);
    return (found - FINE) / FINE;
  }
}

/** One run against one of the baseline. */
export class Tally {
  readonly #pairs = new SideTally();
  readonly #controls = new SideTally();
  #effect = 0;
  #exceeds = 0;
  /** Of each pair how much closer it came than its control, in the order of the pairs. [pairs] */
  readonly effects: number[] = [];

  /**
   * A pair and its control, each with its rank under the baseline and under the run.
   * @param of far users, at least two
   */
  add(of: number, pair: readonly [number, number], control: readonly [number, number]): void {
    const relative = (rank: number) => (rank - 1) / (of - 1);
    this.#pairs.add(relative(pair[0]), relative(pair[1]));
    this.#controls.add(relative(control[0]), relative(control[1]));
    // Ranks are whole or half numbers, so that equal moves are found equal.
    const effect = (pair[0] - pair[1] - (control[0] - control[1])) / (of - 1);
    this.#effect += effect;
    this.#exceeds += closerBy(effect);
    this.effects.push(effect);
  }

  finish(): Pick<CaseStudyRow, 'pairs' | 'controls' | 'effect' | 'exceeds'> {
    const { count } = this.#pairs;
    return {
      pairs: this.#pairs.finish(),
      controls: this.#controls.finish(),
      effect: this.#effect / count,
      exceeds: this.#exceeds / count
    };
  }
}

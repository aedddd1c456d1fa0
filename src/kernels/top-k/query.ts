// What top k is asked and what it gives, as all of its forms take it.
import type { ItemsByUser } from './select';

export interface Query {
  readonly x: Float32Array;
  readonly items: Float32Array;
  readonly width: number;
  readonly excluded: ItemsByUser;
  readonly k: number;
}

export interface Ranked {
  readonly k: number;
  /** [rows, k], best first; −1 where too few items remain. */
  readonly items: Int32Array;
  /** [rows, k]; 0 where there is no item. */
  readonly scores: Float32Array;
}

/** Floats of room that the form in our module needs. */
export const topKScratch = (count: number, width: number): number => Math.ceil(count / 8) * 8 * width + 576;

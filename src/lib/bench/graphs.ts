// Made-up click graphs of the sizes of the paper's data sets, with popularity and activity as skewed as real ones: for timing
// only, there is nothing to learn in them.
import { uniformAt } from '#kernels/random/random';
import { buildGraph, type BipartiteGraph } from '#lib/dataset/graph';
import type { InteractionList } from '#lib/dataset/types';
import { exp } from '#lib/elementary/exponential';
import { log } from '#lib/elementary/logarithm';

export interface GraphSize {
  readonly users: number;
  readonly items: number;
  /** Training interactions; the graph has two directed entries for each. */
  readonly interactions: number;
}

/** Users, items and training interactions of the real files (Steam's as in the paper's Table 5); and a size to try whether it works. */
export const SIZES = {
  amazon: { users: 11_000, items: 9_332, interactions: 120_464 },
  yelp: { users: 11_091, items: 11_010, interactions: 166_620 },
  steam: { users: 23_310, items: 5_237, interactions: 316_190 },
  tiny: { users: 60, items: 40, interactions: 400 }
} as const satisfies Record<string, GraphSize>;

export type SizeName = keyof typeof SIZES;

/** Pairs drawn so that a few items and users take most of them; pairs may repeat, which costs what other pairs cost. */
export function madeUpClicks(size: GraphSize): InteractionList {
  const draw = (index: number): number => uniformAt({ seed: 1, stream: 120, step: size.interactions }, index);
  const pick = (count: number, skew: number, index: number): number => Math.floor(count * exp(skew * log(draw(index))));
  return {
    users: Int32Array.from({ length: size.interactions }, (_, at) => pick(size.users, 1.6, 2 * at)),
    items: Int32Array.from({ length: size.interactions }, (_, at) => pick(size.items, 2.2, 2 * at + 1))
  };
}

export const madeUpGraph = (size: GraphSize): BipartiteGraph => buildGraph(size.users, size.items, madeUpClicks(size));

// Six users drawn by hand, so that every number of a case study can be checked on paper. Only tests import this.
//
// Nobody shares a training item, so all are far from all. u0 and u1 hold out a common item, so that the pairs are (0, 1) and (1, 0).
// Embeddings are angles in a plane: the nearer two angles, the higher the cosine.
//
//   angles     u0   u1   u2   u3   u4   u5
//   baseline    0  100   20   40   60   80    far of u0: 2 3 4 5 1    far of u1: 5 4 3 2 0
//   run         0   31   20   40   60   80    far of u0: 2 1 3 4 5    far of u1: 3 2 4 0 5
//   profiles    0   60   10  120   62   90
//
// (0, 1): rank 5 → 2 of 5. Cosine of profiles 0.5; nearest to it u4 (0.469): rank 3 → 4.
// (1, 0): rank 5 → 4.      Cosine 0.5; u3 has the same: rank 3 → 1.
import { buildGraph } from '#lib/dataset/graph';
import type { InteractionList } from '#lib/dataset/types';
import { unitRows } from './far-ranks';
import { heldOutBothWays } from './pairs';
import type { PopulationInput } from './population';

export const listOf = (pairs: readonly (readonly [number, number])[]): InteractionList => ({
  users: Int32Array.from(pairs, ([user]) => user),
  items: Int32Array.from(pairs, ([, item]) => item)
});

/** Rows [cos, sin] of angles in degrees. */
export const plane = (angles: readonly number[]): Float64Array =>
  Float64Array.from(angles.flatMap((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]));

export const SIX = {
  users: 6,
  items: 16,
  // Clicks: 1, 3, 1, 3, 2, 1.
  train: listOf([[0, 0], [1, 1], [1, 2], [1, 3], [2, 4], [3, 5], [3, 6], [3, 7], [4, 8], [4, 9], [5, 10]]), // prettier-ignore
  /** Item 11 by u0 and u1; the others have one each. */
  heldOut: listOf([[0, 11], [1, 11], [2, 12], [3, 13], [4, 14], [5, 15]]), // prettier-ignore
  baseline: plane([0, 100, 20, 40, 60, 80]),
  run: plane([0, 31, 20, 40, 60, 80]),
  profiles: plane([0, 60, 10, 120, 62, 90])
} as const;

/** The population of the six: the baseline's and the run's seed 1. */
export function sixInput(more: Partial<PopulationInput> = {}): PopulationInput {
  return {
    dataset: 'six',
    graph: buildGraph(SIX.users, SIX.items, SIX.train),
    held: heldOutBothWays(SIX.heldOut, SIX.users, SIX.items),
    semantic: unitRows(SIX.profiles, 2),
    present: new Uint8Array(SIX.users).fill(1),
    arms: [[{ seed: 1, userEmbeddings: SIX.baseline }], [{ seed: 1, userEmbeddings: SIX.run }]],
    bootstrapSamples: 200,
    seed: 7,
    step: () => Promise.resolve(),
    ...more
  };
}

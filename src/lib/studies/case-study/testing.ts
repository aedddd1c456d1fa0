// Six users drawn by hand, so that every number of a case study can be checked on paper, and random ones. Only tests import this.
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
import { normalArray, uniformInt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
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
    seed: 7,
    step: () => Promise.resolve(),
    ...more
  };
}

export interface RandomSize {
  readonly users: number;
  readonly items: number;
  /** Drawn, half of them held out; some are drawn twice and count once. */
  readonly clicks: number;
}

/** Random clicks, held-out ones among them, and random embeddings by seed; some users have no profile. */
export function randomInput(
  seed: number,
  more: Partial<PopulationInput> = {},
  { users, items, clicks }: RandomSize = { users: 40, items: 60, clicks: 260 }
): PopulationInput {
  const draw = (index: number, bound: number) => uniformInt({ seed, stream: STREAM.samples, step: 2 }, index, bound);
  const parts: Map<number, readonly [number, number]>[] = [new Map(), new Map()];
  for (let at = 0; at < clicks; at++) {
    const pair = [draw(2 * at, users), draw(2 * at + 1, items)] as const;
    const key = pair[0] * items + pair[1];
    if (!parts.some((part) => part.has(key))) parts[at % 2]?.set(key, pair);
  }
  const [train, heldOut] = parts.map((part) => listOf([...part.entries()].sort(([a], [b]) => a - b).map(([, p]) => p)));
  if (!train || !heldOut) throw new Error('two parts');
  const embeddings = (step: number) => normalArray({ seed, stream: STREAM.samples, step }, users * 4);
  return {
    dataset: 'random',
    graph: buildGraph(users, items, train),
    held: heldOutBothWays(heldOut, users, items),
    semantic: unitRows(embeddings(100), 4),
    present: new Uint8Array(users).map((_, user) => (user % 7 === 0 ? 0 : 1)),
    arms: [[{ seed: 1, userEmbeddings: embeddings(1) }], [{ seed: 1, userEmbeddings: embeddings(2) }]],
    seed,
    step: () => Promise.resolve(),
    ...more
  };
}

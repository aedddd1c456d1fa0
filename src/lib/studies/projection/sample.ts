// A sample of nodes to draw on a map, with what is said of each: the same nodes in every map of a figure.
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { Dataset } from '#lib/dataset/types';

/** Columns by position in the sample; users come first, each part in the order of the data. */
export interface SampledNodes {
  /** Joint node ids, ascending: users 0 … U−1, items from U on. */
  readonly nodes: readonly number[];
  /** How many of them are users. */
  readonly users: number;
  /** As in the data. */
  readonly ids: readonly string[];
  /** Names of users, titles of items; the id where there is none. */
  readonly labels: readonly string[];
  /** Training interactions. */
  readonly degrees: readonly number[];
}

type SampledFrom = Pick<Dataset, 'userCount' | 'itemCount' | 'userIds' | 'itemIds' | 'userTexts' | 'itemTexts'> & {
  readonly split: Pick<Dataset['split'], 'train'>;
};

/**
 * `each` users and `each` items drawn at random without replacement (all, where there are fewer), and those that must be there.
 * @param always joint node ids
 */
export function sampleNodes(
  dataset: SampledFrom,
  each: number,
  seed: number,
  always: readonly number[] = []
): SampledNodes {
  const { userCount, itemCount, userIds, itemIds } = dataset;
  const draw = (count: number, step: number) =>
    permutation({ seed, stream: STREAM.samples, step }, count).slice(0, Math.min(each, count));
  const chosen = new Set([...draw(userCount, 0), ...draw(itemCount, 1).map((item) => userCount + item), ...always]);
  const nodes = [...chosen].sort((a, b) => a - b);
  const degrees = trainDegrees(dataset);
  const idOf = (node: number) => (node < userCount ? userIds[node] : itemIds[node - userCount]) ?? String(node);
  const labelOf = (node: number) =>
    (node < userCount ? dataset.userTexts?.[node]?.name : dataset.itemTexts?.[node - userCount]?.title) || idOf(node);
  return {
    nodes,
    users: nodes.filter((node) => node < userCount).length,
    ids: nodes.map(idOf),
    labels: nodes.map(labelOf),
    degrees: nodes.map((node) => degrees[node] ?? 0)
  };
}

/** Training interactions of each node, users first. [N] */
export function trainDegrees({
  userCount,
  itemCount,
  split
}: Pick<SampledFrom, 'userCount' | 'itemCount' | 'split'>): Int32Array {
  const degrees = new Int32Array(userCount + itemCount);
  const count = (node: number) => (degrees[node] = (degrees[node] ?? 0) + 1);
  split.train.users.forEach(count);
  split.train.items.forEach((item) => count(userCount + item));
  return degrees;
}

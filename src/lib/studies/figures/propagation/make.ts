// The figure "propagation": one step of LightGCN's message passing around one user, by hand and by the operator that training uses, on
// a run's trained node table. It trains nothing.
import { buildGraph, type BipartiteGraph } from '#lib/dataset/graph';
import type { Dataset } from '#lib/dataset/types';
import { largest } from '#lib/elementary/extent';
import { walkFrom } from '#lib/studies/graph-distance/graph-distance';
import { deviceGraph, numbersOf } from '../device-graph';
import { datasetAndRun, itemTitle, nodeTableOf, type NodeTable } from '../nodes';
import type { FigureStudy } from '../types';
import type { GraphNode, NodeSum, PropagationData, Reach } from './stored';
import { degreeOf, deviationOf, sumByHand } from './sums';

/** Items that the picture of the neighbourhood has room for, and terms of an item's sum. */
const SHOWN_ITEMS = 8;
const SHOWN_READERS = 6;
/** How far messages are followed. */
const HOPS = [0, 1, 2] as const;

/** @throws AppError training/model-not-kept, internal/cancelled, device/…. Needs a started backend. */
export const make: FigureStudy<PropagationData> = async (input) => {
  const { dataset, run } = datasetAndRun(input);
  const { user } = input;
  if (user === null) throw new Error('This figure needs a user');
  const table = nodeTableOf(run);
  const graph = buildGraph(dataset.userCount, dataset.itemCount, dataset.split.train);
  const components = Math.min(Number(input.settings.components), table.width);
  await input.step(0, graph.nodeCount);
  const product = await propagated(graph, table);
  const { differences, largest } = await deviationOf(graph, table, product, (nodes) =>
    input.step(nodes, graph.nodeCount)
  );

  const sumOf = (node: number, shown: number, first?: number): NodeSum => {
    const { terms, rest, total } = sumByHand(graph, table, node, {
      components,
      shown,
      ...(first === undefined ? {} : { first })
    });
    const start = node * table.width;
    return {
      node: describe(dataset, graph, node),
      terms: terms.map((term) => ({ ...term, node: describe(dataset, graph, term.node) })),
      rest,
      byHand: total,
      operator: [...product.subarray(start, start + components)],
      difference: differences[node] ?? NaN
    };
  };
  const { terms } = sumByHand(graph, table, user, { components, shown: SHOWN_ITEMS });
  const sums = [sumOf(user, SHOWN_ITEMS), ...terms.map(({ node }) => sumOf(node, SHOWN_READERS, user))];
  const reach = reachOf(graph, user);
  const deviation = { difference: differences.reduce((most, one) => Math.max(most, one), 0), largest };
  return {
    show: 'propagation',
    values: valuesOf(sums, reach, deviation),
    run: { label: run.label, seed: run.seed },
    graph: { users: graph.userCount, items: graph.itemCount, clicks: dataset.split.train.users.length },
    width: table.width,
    components,
    rule: input.rule,
    sums,
    reach,
    operator: { backend: input.backend, ...deviation }
  };
};

/** Ā E by the operator of the device that is on. */
async function propagated(graph: BipartiteGraph, table: NodeTable): Promise<Float32Array> {
  const onDevice = deviceGraph(graph, table);
  const product = onDevice.propagate(onDevice.table);
  try {
    return await numbersOf(product);
  } finally {
    product.dispose();
    onDevice.dispose();
  }
}

function describe(dataset: Dataset, graph: BipartiteGraph, node: number): GraphNode {
  const degree = degreeOf(graph, node);
  if (node < graph.userCount) {
    const id = dataset.userIds[node] ?? '';
    return { side: 'user', id, label: id, degree };
  }
  const item = node - graph.userCount;
  return { side: 'item', id: dataset.itemIds[item] ?? '', label: itemTitle(dataset, item), degree };
}

/** Whose numbers a node's own hold a part of after 0, 1, 2 steps and their sum: the nodes within that many hops. */
function reachOf(graph: BipartiteGraph, user: number): Reach[] {
  const { hops, order } = walkFrom(graph, user, largest(HOPS));
  return HOPS.map((limit) => {
    const within = order.filter((node) => (hops[node] ?? 0) <= limit);
    const users = within.filter((node) => node < graph.userCount).length;
    return { hops: limit, users, items: within.length - users };
  });
}

function valuesOf(
  [user]: readonly NodeSum[],
  reach: readonly Reach[],
  { difference, largest }: { readonly difference: number; readonly largest: number }
): Record<string, number> {
  const values: Record<string, number> = { 'user.degree': user?.node.degree ?? 0 };
  user?.terms.forEach(({ weight }, at) => (values[`user.weight.${at + 1}`] = weight));
  user?.byHand.forEach((sum, at) => (values[`user.sum.${at + 1}`] = sum));
  for (const { hops, users, items } of reach) {
    values[`hop${hops}.users`] = users;
    values[`hop${hops}.items`] = items;
  }
  values['difference.max'] = difference;
  values['product.max'] = largest;
  return values;
}

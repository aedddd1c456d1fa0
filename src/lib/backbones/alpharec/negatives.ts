// Items that a sampled softmax is taken over: for each user of a batch some that are not in its training. Pure.
import { uniformInt, uniformInts, type RandomKey } from '#kernels/random/random';
import type { BipartiteGraph } from '#lib/dataset/graph';

/** Draws of one place are so many apart: a rejected one never takes its neighbour's number. */
const ATTEMPTS = 8;

/**
 * `count` item nodes for each user, [users.length · count], drawn uniformly and again where the user has the item in training; who knows
 * nearly every item keeps the last draw.
 */
export function sampledNegatives(graph: BipartiteGraph, users: Int32Array, count: number, key: RandomKey): Int32Array {
  const { userCount, itemCount } = graph;
  const nodes = uniformInts(key, users.length * count, itemCount, ATTEMPTS);
  for (let at = 0; at < nodes.length; at++) {
    const user = users[Math.floor(at / count)] ?? 0;
    let node = userCount + (nodes[at] ?? 0);
    for (let attempt = 1; attempt < ATTEMPTS && hasEdge(graph, user, node); attempt++) {
      node = userCount + uniformInt(key, at * ATTEMPTS + attempt, itemCount);
    }
    nodes[at] = node;
  }
  return nodes;
}

/** By bisection: the columns of a row ascend. */
function hasEdge({ rowPtr, colIdx }: BipartiteGraph, row: number, column: number): boolean {
  let [low, high] = [rowPtr[row] ?? 0, rowPtr[row + 1] ?? 0];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((colIdx[middle] ?? 0) < column) low = middle + 1;
    else high = middle;
  }
  return low < (rowPtr[row + 1] ?? 0) && colIdx[low] === column;
}

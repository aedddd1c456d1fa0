// One propagation by hand: e'(h) = Σ_t Ā[h,t] e(t) with Ā[h,t] = 1/√(deg(h)·deg(t)) (He et al., SIGIR 2020, eq. 3; no self loops, as
// the official code), in float64, with the terms of single nodes. No device.
import type { BipartiteGraph } from '#lib/dataset/graph';
import type { NodeTable } from '../nodes';

export const degreeOf = ({ rowPtr }: BipartiteGraph, node: number): number =>
  (rowPtr[node + 1] ?? 0) - (rowPtr[node] ?? 0);

/** Ā[h,t] of two neighbours, in float64 and from the degrees: the operator's weights are rounded to float32. */
export const weightOf = (graph: BipartiteGraph, h: number, t: number): number =>
  1 / Math.sqrt(degreeOf(graph, h) * degreeOf(graph, t));

const neighbours = ({ rowPtr, colIdx }: BipartiteGraph, node: number): Int32Array =>
  colIdx.subarray(rowPtr[node], rowPtr[node + 1]);

/** Adds Ā[h,t] e(t) for each of the nodes t to `out`, as many numbers as that has. */
function addMessages(
  graph: BipartiteGraph,
  table: NodeTable,
  h: number,
  from: Iterable<number>,
  out: Float64Array
): void {
  for (const t of from) {
    const weight = weightOf(graph, h, t);
    for (let d = 0; d < out.length; d++) out[d] = (out[d] ?? 0) + weight * (table.values[t * table.width + d] ?? 0);
  }
}

export interface SumByHand {
  readonly terms: readonly { readonly node: number; readonly weight: number; readonly numbers: number[] }[];
  readonly rest: { readonly neighbours: number; readonly sum: number[] };
  readonly total: number[];
}

/**
 * The sum of one node, its first `components` numbers.
 * @param shown how many terms to keep apart: `first` where it is a neighbour, then those of least degree (largest weight), equal
 *   degrees in the order of the data
 */
export function sumByHand(
  graph: BipartiteGraph,
  table: NodeTable,
  h: number,
  { components, shown, first }: { readonly components: number; readonly shown: number; readonly first?: number }
): SumByHand {
  const rank = (t: number): number => (t === first ? 0 : degreeOf(graph, t));
  const ordered = [...neighbours(graph, h)].sort((a, b) => rank(a) - rank(b) || a - b);
  const terms = ordered.slice(0, shown).map((node) => {
    const start = node * table.width;
    return { node, weight: weightOf(graph, h, node), numbers: [...table.values.subarray(start, start + components)] };
  });
  const others = ordered.slice(shown);
  const rest = new Float64Array(components);
  addMessages(graph, table, h, others, rest);
  const total = rest.map((sum, d) => terms.reduce((s, { weight, numbers }) => s + weight * (numbers[d] ?? 0), sum));
  return { terms, rest: { neighbours: others.length, sum: [...rest] }, total: [...total] };
}

export interface Deviation {
  /** Largest absolute difference over the numbers of each node. [nodes] */
  readonly differences: Float64Array;
  /** Largest absolute number of the product. */
  readonly largest: number;
}

/** Nodes between two calls of `step`. */
const BLOCK = 2048;

/** How far `product` [nodes, width], the operator's, is from the sums in float64. */
export async function deviationOf(
  graph: BipartiteGraph,
  table: NodeTable,
  product: Float32Array,
  step: (nodes: number) => Promise<void>
): Promise<Deviation> {
  const sum = new Float64Array(table.width);
  const differences = new Float64Array(graph.nodeCount);
  let largest = 0;
  for (let node = 0; node < graph.nodeCount; node++) {
    if (node % BLOCK === 0) await step(node);
    sum.fill(0);
    addMessages(graph, table, node, neighbours(graph, node), sum);
    for (let d = 0; d < table.width; d++) {
      const made = product[node * table.width + d] ?? NaN;
      differences[node] = Math.max(differences[node] ?? 0, Math.abs(made - (sum[d] ?? 0)));
      largest = Math.max(largest, Math.abs(made));
    }
  }
  return { differences, largest };
}

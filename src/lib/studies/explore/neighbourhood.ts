// The graph around a user by hops, as much of it as can be drawn: the busiest nodes of each hop, each joined to one nearer by, and the
// whole of one shortest path to another user.
import { neighboursOf, pathTo, walkFrom, type Adjacency, type Walk } from '../graph-distance/graph-distance';
import type { ExploreNeighbourhood } from './types';

/** Nodes of a hop that are drawn, beside those on the path. */
export const SHOWN_A_HOP = 60;

export interface NeighbourhoodInput {
  readonly graph: Adjacency;
  /** Training clicks by node. [N] */
  readonly degrees: Int32Array;
  /** From the user, at least as far as `hops` and, where there is one, as the path leads. */
  readonly walk: Walk;
  readonly hops: number;
  /** Nodes from the user on, in order; empty where no other user is looked at, or none is reached. It is shown however long it is. */
  readonly path: readonly number[];
}

/** The walk that a neighbourhood and a pair need: to the end of the graph where another user is asked for. */
export const walkFor = (graph: Adjacency, user: number, other: number | null, hops: number): Walk =>
  walkFrom(graph, user, other === null ? hops : Infinity);

export const shortestPath = (walk: Walk, other: number | null): readonly number[] =>
  other === null ? [] : (pathTo(walk, other) ?? []);

export function neighbourhoodOf(input: NeighbourhoodInput): ExploreNeighbourhood {
  const { graph, degrees, walk, hops, path } = input;
  const onPath = new Set(path);
  const byHop = nodesByHop(walk, Math.max(hops, path.length - 1));
  const shown = new Map<number, number>();
  const nodes: { node: number; hop: number; onPath: boolean }[] = [];
  const counts: { all: number; shown: number }[] = [];
  let nearer: ReadonlySet<number> = new Set();
  byHop.forEach((all, hop) => {
    const picked = pick(all, hop > hops ? 0 : SHOWN_A_HOP, (node) => onPath.has(node), { graph, degrees, nearer });
    for (const node of picked) {
      shown.set(node, nodes.length);
      nodes.push({ node, hop, onPath: onPath.has(node) });
    }
    counts.push({ all: all.length, shown: picked.length });
    nearer = new Set(picked);
  });
  return { nodes, edges: edgesAmong(shown, graph), counts };
}

function nodesByHop({ order, hops }: Walk, last: number): readonly (readonly number[])[] {
  const byHop: number[][] = Array.from({ length: last + 1 }, () => []);
  for (const node of order) {
    const hop = hops[node] ?? 0;
    if (hop > last) break;
    byHop[hop]?.push(node);
  }
  return byHop;
}

interface PickFrom {
  readonly graph: Adjacency;
  readonly degrees: Int32Array;
  /** Nodes shown one hop nearer; empty at the start itself. */
  readonly nearer: ReadonlySet<number>;
}

/** The busiest `count` nodes that a shown node leads to, and all that must be shown; busiest first, of equals the lowest. */
function pick(
  all: readonly number[],
  count: number,
  must: (node: number) => boolean,
  { graph, degrees, nearer }: PickFrom
): readonly number[] {
  const busiest = [...all].sort((a, b) => (degrees[b] ?? 0) - (degrees[a] ?? 0) || a - b);
  const isJoined = (node: number): boolean =>
    nearer.size === 0 || neighboursOf(graph, node).some((other) => nearer.has(other));
  let left = count;
  return busiest.filter((node) => must(node) || (left > 0 && isJoined(node) && left-- > 0));
}

/** Clicks between nodes that are shown, as pairs of their positions; the user of each pair comes first. */
function edgesAmong(
  shown: ReadonlyMap<number, number>,
  graph: Adjacency
): readonly (readonly [user: number, item: number])[] {
  const edges: [number, number][] = [];
  for (const [node, at] of shown) {
    if (node >= graph.userCount) continue;
    for (const item of neighboursOf(graph, node)) {
      const there = shown.get(item);
      if (there !== undefined) edges.push([at, there]);
    }
  }
  return edges;
}

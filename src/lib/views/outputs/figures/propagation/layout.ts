// Places the nodes of a small neighbourhood: the user left, its items in the middle, some of their other readers right, straight edges
// between them. Pure; pixels.
import { largest } from '#lib/elementary/extent';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';

export type PropagationData = Extract<FigureResult['data'], { show: 'propagation' }>;
export type NodeSum = PropagationData['sums'][number];
export type GraphNode = NodeSum['node'];

/** Other readers drawn for an item; its sum has more. */
const READERS_DRAWN = 2;
const ROW = 52;
const MARGIN = 26;

export interface PlacedNode {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  /** Hops from the user. */
  readonly hops: number;
  /** Its place among the sums, where it has one. */
  readonly sum: number | null;
}

export interface Edge {
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  readonly weight: number;
  /** Stroke width: in proportion to the weight, the heaviest edge the thickest. */
  readonly thickness: number;
}

export interface Layout {
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly Edge[];
  /** Items of the user, and readers of the shown items, that are not drawn. */
  readonly left: { readonly items: number; readonly readers: number };
}

const THICKEST = 5;

/** @param sums the user's first, then those of the items that are its terms */
export function layOut(sums: readonly NodeSum[], width: number): Layout {
  const [userSum, ...itemSums] = sums;
  if (!userSum) return { height: 0, nodes: [], edges: [], left: { items: 0, readers: 0 } };
  const height = Math.max(2, itemSums.length) * ROW + 2 * MARGIN;
  const round = (value: number): number => Math.round(value * 10) / 10;
  const rowY = (index: number, rows: number): number => round(MARGIN + ((index + 0.5) / rows) * (height - 2 * MARGIN));
  const user: PlacedNode = { node: userSum.node, x: 24, y: rowY(0, 1), hops: 0, sum: 0 };
  const items = itemSums.map(({ node }, index): PlacedNode => ({
    node,
    x: round(width * 0.5),
    y: rowY(index, itemSums.length),
    hops: 1,
    sum: index + 1
  }));
  // One reader of several items is one node, at the mean height of those.
  const drawn = new Map<string, { node: GraphNode; from: { item: PlacedNode; weight: number }[] }>();
  itemSums.forEach(({ terms }, index) => {
    const item = items[index];
    const others = terms.filter(({ node }) => node.id !== userSum.node.id);
    for (const { node, weight } of others.filter((other, at) => at < READERS_DRAWN || drawn.has(other.node.id))) {
      const known = drawn.get(node.id) ?? { node, from: [] };
      if (item) known.from.push({ item, weight });
      drawn.set(node.id, known);
    }
  });
  const meanY = (from: readonly { readonly item: PlacedNode }[]): number =>
    from.reduce((sum, { item }) => sum + item.y, 0) / from.length;
  const ordered = [...drawn.values()].sort((a, b) => meanY(a.from) - meanY(b.from));
  const readers = ordered.map(({ node, from }, index) => {
    const placed: PlacedNode = { node, x: round(width - 64), y: rowY(index, ordered.length), hops: 2, sum: null };
    return { placed, from };
  });
  const weights = [...userSum.terms, ...itemSums.flatMap(({ terms }) => terms)].map(({ weight }) => weight);
  const heaviest = largest(weights, Number.MIN_VALUE);
  const edge = (from: PlacedNode, to: PlacedNode, weight: number): Edge => ({
    from,
    to,
    weight,
    thickness: Math.max(0.6, round((weight / heaviest) * THICKEST))
  });
  const edges = [
    ...items.map((item, index) => edge(user, item, userSum.terms[index]?.weight ?? 0)),
    ...readers.flatMap(({ placed, from }) => from.map(({ item, weight }) => edge(item, placed, weight)))
  ];
  const readersOfItems = itemSums.reduce((sum, { node }) => sum + node.degree - 1, 0);
  return {
    height,
    nodes: [user, ...items, ...readers.map(({ placed }) => placed)],
    edges,
    left: { items: userSum.rest.neighbours, readers: readersOfItems - (edges.length - items.length) }
  };
}

/** The node of `count` with a sum (0 the user, then its items) that an arrow key leads to from `at`; `at` where it leads nowhere. */
export function neighbourByKey(key: string, at: number, count: number): number {
  const last = count - 1;
  switch (key) {
    case 'ArrowLeft':
      return 0;
    case 'ArrowRight':
      return at === 0 ? Math.min(1, last) : at;
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    default:
      return at;
  }
}

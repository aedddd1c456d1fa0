// Places the nodes of a neighbourhood: a column a hop, in the order given, so that the same neighbourhood looks the same every time.
// Pure; pixels.
import { largest } from '#lib/elementary/extent';
import type { ExploreNeighbourhood, ExploreOverview } from '#lib/studies/explore/types';
import { kindOf } from '../nodes';
import type { DataTable } from '../../text/table';

export interface PlacedNode {
  readonly node: number;
  readonly hop: number;
  readonly onPath: boolean;
  /** Its place in its column, from 0. */
  readonly row: number;
  readonly x: number;
  readonly y: number;
  /** Whether there is room for its name. */
  readonly isNamed: boolean;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  /** Edges that are not of the path, as one path. */
  readonly edges: string;
  /** Edges between nodes of the path. */
  readonly pathEdges: string;
  readonly columns: readonly {
    readonly hop: number;
    readonly x: number;
    readonly all: number;
    readonly shown: number;
  }[];
  /** Pixels from one column to the next. */
  readonly gap: number;
}

const TOP = 46;
const BOTTOM = 14;
const LEFT = 16;
/** Names fit where rows are at least so far apart. */
const NAME_ROW = 14;
const TALLEST = 560;

/**
 * Places of all nodes that are shown, and the edges between them as SVG paths: a column a hop, rows in the order given.
 * @param width pixels; the height follows from the longest column, 240 … 560
 */
export function layoutGraph({ nodes, edges, counts }: ExploreNeighbourhood, width: number): GraphLayout {
  const most = largest(
    counts.map(({ shown }) => shown),
    1
  );
  const height = Math.max(240, Math.min(TALLEST, TOP + BOTTOM + most * NAME_ROW));
  const gap = (width - LEFT) / Math.max(1, counts.length);
  const columns = counts.map(({ all, shown }, hop) => ({ hop, x: LEFT + hop * gap, all, shown }));
  const rows = new Map<number, number>();
  const placed = nodes.map(({ node, hop, onPath }): PlacedNode => {
    const row = rows.get(hop) ?? 0;
    rows.set(hop, row + 1);
    const shown = counts[hop]?.shown ?? 1;
    const step = (height - TOP - BOTTOM) / shown;
    return {
      node,
      hop,
      onPath,
      row,
      x: round(LEFT + hop * gap),
      y: round(TOP + (row + 0.5) * step),
      isNamed: onPath || hop === 0 || (step >= NAME_ROW - 2 && gap > 90)
    };
  });
  const lines: string[] = [];
  const pathLines: string[] = [];
  for (const [from, to] of edges) {
    const [a, b] = [placed[from], placed[to]];
    if (!a || !b) continue;
    (a.onPath && b.onPath ? pathLines : lines).push(curve(a, b));
  }
  return { width, height, nodes: placed, edges: lines.join(''), pathEdges: pathLines.join(''), columns, gap };
}

const round = (value: number) => Math.round(value * 10) / 10;

function curve(a: PlacedNode, b: PlacedNode): string {
  const middle = round((a.x + b.x) / 2);
  return `M${a.x} ${a.y}C${middle} ${a.y} ${middle} ${b.y} ${b.x} ${b.y}`;
}

/** The node to which an arrow key leads from place `at` of the list; the same where there is none. */
export function neighbourOf(nodes: readonly PlacedNode[], at: number, key: string): number {
  const here = nodes[at];
  if (!here) return 0;
  if (key === 'Home') return 0;
  if (key === 'End') return nodes.length - 1;
  const down = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (down !== undefined) {
    const next = nodes.findIndex(({ hop, row }) => hop === here.hop && row === here.row + down);
    return next < 0 ? at : next;
  }
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (across === undefined) return at;
  let best = at;
  let least = Infinity;
  nodes.forEach(({ hop, y }, index) => {
    const distance = Math.abs(y - here.y);
    if (hop === here.hop + across && distance < least) [best, least] = [index, distance];
  });
  return best;
}

/** The nodes that are shown, a row each: hops from the user, kind, id, title, training clicks, whether it is on the path. */
export function neighbourhoodTable(overview: ExploreOverview, { nodes }: ExploreNeighbourhood): DataTable {
  return {
    caption: 'Users and items by their distance in training clicks',
    columns: ['hops', 'kind', 'id', 'title', 'training clicks', 'on the path'],
    rows: nodes.map(({ node, hop, onPath }) => [
      hop,
      kindOf(overview, node),
      overview.ids[node] ?? '',
      overview.labels[node] ?? '',
      overview.degrees[node] ?? 0,
      onPath ? 'yes' : ''
    ])
  };
}

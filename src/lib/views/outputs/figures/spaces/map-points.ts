// Turns points of a map in its square 0 … 1000 into short paths, and finds which point lies where. y grows downwards here, as on a page.
// Pure.

export interface Spot {
  /** Position among the nodes of the figure. */
  readonly node: number;
  readonly x: number;
  readonly y: number;
}

/** Those of `nodes` that have a place, from flat x, y with −1 where there is none. */
export function spotsOf(points: readonly number[], nodes: readonly number[]): readonly Spot[] {
  return nodes.flatMap((node) => {
    const [x = -1, y = -1] = [points[2 * node], points[2 * node + 1]];
    return x < 0 || y < 0 ? [] : [{ node, x, y: 1000 - y }];
  });
}

/** Strokes without length: a round cap makes each a disc, a square one a square. */
export const dotsPath = (spots: readonly Spot[]): string => spots.map(({ x, y }) => `M${x} ${y}h0`).join('');

/** The spot nearest to a place, not farther than `within`. */
export function spotAt(spots: readonly Spot[], x: number, y: number, within: number): Spot | null {
  let best: Spot | null = null;
  let least = within;
  for (const spot of spots) {
    const distance = Math.hypot(spot.x - x, spot.y - y);
    if (distance > least) continue;
    best = spot;
    least = distance;
  }
  return best;
}

export const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1]
} as const satisfies Record<string, readonly [number, number]>;

export type Direction = keyof typeof DIRECTIONS;

export const isDirection = (key: string): key is Direction => Object.hasOwn(DIRECTIONS, key);

/**
 * The next spot in a direction, within 45° of it: near ones and those straight ahead first. Where none lies there, null. From no spot, the
 * one nearest to the middle.
 */
export function spotTowards(spots: readonly Spot[], from: number | null, direction: Direction): Spot | null {
  const start = spots.find(({ node }) => node === from);
  if (!start) return spotAt(spots, 500, 500, Infinity);
  const [dx, dy] = DIRECTIONS[direction];
  let best: Spot | null = null;
  let least = Infinity;
  for (const spot of spots) {
    const ahead = (spot.x - start.x) * dx + (spot.y - start.y) * dy;
    const aside = Math.abs((spot.x - start.x) * dy) + Math.abs((spot.y - start.y) * dx);
    if (ahead <= 0 || aside > ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost >= least) continue;
    best = spot;
    least = cost;
  }
  return best;
}

// Turns the arrows of the figure "pull" into one path. Pure.

export interface Arrow {
  /** Position among the nodes of the figure. */
  readonly node: number;
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** Shorter arrows are drawn as a point only. */
const SHORTEST = 3;
/** Length and half width of a head. */
const HEAD = [15, 7] as const;

/** Arrows of `nodes`, y downwards; those that would be shorter than three units are left out. */
export function arrowsOf(
  points: readonly number[],
  arrows: readonly number[],
  nodes: readonly number[]
): readonly Arrow[] {
  return nodes.flatMap((node) => {
    const [dx = 0, dy = 0] = [arrows[2 * node], arrows[2 * node + 1]];
    if (Math.hypot(dx, dy) < SHORTEST) return [];
    return [{ node, x: points[2 * node] ?? 0, y: 1000 - (points[2 * node + 1] ?? 0), dx, dy: -dy }];
  });
}

/** A line for each arrow with its head; the head of a short arrow is shorter. */
export function arrowsPath(arrows: readonly Arrow[]): string {
  return arrows
    .map(({ x, y, dx, dy }) => {
      const length = Math.hypot(dx, dy);
      const [ux, uy] = [dx / length, dy / length];
      const scale = Math.min(1, length / (2 * HEAD[0]));
      const [back, aside] = [HEAD[0] * scale, HEAD[1] * scale];
      const [tipX, tipY] = [x + dx, y + dy];
      const at = (side: number) =>
        `${Math.round(tipX - back * ux - side * aside * uy)} ${Math.round(tipY - back * uy + side * aside * ux)}`;
      return `M${x} ${y}L${tipX} ${tipY}M${at(1)}L${tipX} ${tipY}L${at(-1)}`;
    })
    .join('');
}

/** A cross on each place. */
export function crossesPath(spots: readonly { readonly x: number; readonly y: number }[]): string {
  return spots.map(({ x, y }) => `M${x - 6} ${y - 6}l12 12m0-12l-12 12`).join('');
}

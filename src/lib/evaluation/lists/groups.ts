// Groups to measure by: users by how much they clicked in training, items by how often they were clicked. Equal numbers of clicks are never
// torn apart, so that no group depends on the order of the data. Pure.

/** Shares of all training clicks that the most clicked and the least clicked items have. */
export const HEAD_CLICKS = 0.2;
export const TAIL_CLICKS = 0.2;
export const ITEM_GROUPS = ['head', 'torso', 'tail'] as const;
export type ItemGroup = (typeof ITEM_GROUPS)[number];

/** Who is in which group, and between how many clicks each lies. */
export interface Grouping {
  /** By user of the list that was given, or by item: index of the group. */
  readonly of: Uint8Array;
  /** Fewest and most clicks of each group's members; null where a group has none. */
  readonly ranges: readonly ({ readonly low: number; readonly high: number } | null)[];
}

/**
 * Users by training degree in `quantiles` groups of about as many users, those with the fewest clicks first: group g takes all with at most
 * the clicks of the user at place ⌈(g + 1) n / quantiles⌉ of the ascending order. Where many users have the same number of clicks groups are
 * unlike in size, or empty.
 * @param clicks of the users to group
 */
export function groupUsers(clicks: ArrayLike<number>, quantiles: number): Grouping {
  const sorted = Float64Array.from(clicks).sort();
  const edges = Array.from(
    { length: quantiles },
    (_, group) => sorted[Math.ceil(((group + 1) * sorted.length) / quantiles) - 1] ?? 0
  );
  return grouping(clicks, quantiles, (own) => edges.findIndex((edge) => own <= edge));
}

/**
 * Items by training clicks: the head are the most clicked that together have a fifth of all clicks, the tail the least clicked that together
 * have a fifth, the torso what is between (Abdollahpouri et al., UMAP 2021: H, M and T). Items with as many clicks as the last of the head
 * are of the head; those of the torso likewise. RecBole's tail is another: the least clicked tenth of the items.
 * @param clicks of all items
 */
export function groupItems(clicks: ArrayLike<number>): Grouping {
  const descending = Float64Array.from(clicks).sort().reverse();
  const total = descending.reduce((sum, own) => sum + own, 0);
  /** The clicks of the item with which the running sum reaches a share. */
  const edge = (share: number): number => {
    let sum = 0;
    return descending.find((own) => (sum += own) >= share * total) ?? 0;
  };
  const [head, torso] = [edge(HEAD_CLICKS), edge(1 - TAIL_CLICKS)];
  return grouping(clicks, ITEM_GROUPS.length, (own) => (own >= head ? 0 : own >= torso ? 1 : 2));
}

function grouping(clicks: ArrayLike<number>, groups: number, groupOf: (own: number) => number): Grouping {
  const of = new Uint8Array(clicks.length);
  const ranges: ({ low: number; high: number } | null)[] = Array.from({ length: groups }, () => null);
  for (let index = 0; index < clicks.length; index++) {
    const own = clicks[index] ?? 0;
    const group = groupOf(own);
    of[index] = group;
    const range = ranges[group];
    ranges[group] = range
      ? { low: Math.min(range.low, own), high: Math.max(range.high, own) }
      : { low: own, high: own };
  }
  return { of, ranges };
}

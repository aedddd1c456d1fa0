// Sets two lists beside each other and tells what moved from one to the other. Pure.
import type { ExploreListItem, ExploreOverview, ExploreViews, RunKey } from '#lib/studies/explore/types';
import type { DataTable } from '../text/table';

export interface Move {
  /** As shown, e.g. "↑3", "new"; empty where nothing moved or there is no other run. */
  readonly sign: string;
  readonly spoken: string;
}

/**
 * What became of an item on the way from A to B.
 * @param rank in the list of `run`, from 1
 * @param otherRank under the other run, among all candidates
 */
export function moveOf(run: RunKey, rank: number, otherRank: number | null, k: number): Move {
  if (otherRank === null || otherRank === rank)
    return { sign: '', spoken: otherRank === null ? '' : 'at the same rank' };
  const [before, after] = run === 'a' ? [rank, otherRank] : [otherRank, rank];
  if (run === 'b' && before > k)
    return { sign: `new, from ${before}`, spoken: `new in the list, from rank ${before} under A` };
  if (run === 'a' && after > k) return { sign: `↓ to ${after}`, spoken: `leaves the list for rank ${after} under B` };
  const by = before - after;
  return by > 0
    ? { sign: `↑${by}`, spoken: `${by} up ${run === 'b' ? 'from A' : 'under B'}` }
    : { sign: `↓${-by}`, spoken: `${-by} down ${run === 'b' ? 'from A' : 'under B'}` };
}

export const hitsOf = (items: readonly ExploreListItem[]): number => items.filter(({ heldOut }) => heldOut).length;

/** Both lists, one below the other. */
export function rankingsTable(overview: ExploreOverview, views: ExploreViews): DataTable {
  const user = overview.ids[views.selection.user] ?? '';
  return {
    caption: `The first ${views.selection.k} items for user ${user}; items clicked in training are left out`,
    columns: ['run', 'rank', 'item', 'title', 'score', 'held out', 'rank under the other run'],
    rows: views.lists.flatMap(({ run, items }) =>
      items.map(({ node, score, heldOut, otherRank }, at) => [
        overview.runs[run]?.label ?? run,
        at + 1,
        overview.ids[node] ?? '',
        overview.labels[node] ?? '',
        score,
        heldOut ? 'yes' : '',
        otherRank
      ])
    )
  };
}

/** An item of either list with its rank, from 1, under both runs. */
export interface RankMove {
  readonly node: number;
  readonly before: number;
  readonly after: number;
  readonly heldOut: boolean;
}

/** Every item of either list, by its better rank; empty where there is no other run. */
export function rankMoves(lists: ExploreViews['lists']): readonly RankMove[] {
  const moves = new Map<number, RankMove>();
  for (const { run, items } of lists)
    items.forEach(({ node, heldOut, otherRank }, at) => {
      if (otherRank === null) return;
      const [before, after] = run === 'a' ? [at + 1, otherRank] : [otherRank, at + 1];
      moves.set(node, { node, before, after, heldOut });
    });
  return [...moves.values()].sort(
    (one, two) => Math.min(one.before, one.after) - Math.min(two.before, two.after) || one.node - two.node
  );
}

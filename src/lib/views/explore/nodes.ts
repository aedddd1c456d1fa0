// Finds users and items of what is open by their ids, and names them in words. Pure; nodes are users first, then items.
import type { ExploreOverview } from '#lib/studies/explore/types';

export type NodeKind = 'user' | 'item';

type Named = Pick<ExploreOverview, 'ids' | 'labels' | 'userCount'>;

export function kindOf(overview: Pick<ExploreOverview, 'userCount'>, node: number): NodeKind {
  return node < overview.userCount ? 'user' : 'item';
}

/** The node of an id; null where there is none. */
export function findNode({ ids, userCount }: Named, kind: NodeKind, id: string): number | null {
  const node = kind === 'user' ? ids.indexOf(id) : ids.indexOf(id, userCount);
  return node < 0 || (kind === 'user' && node >= userCount) ? null : node;
}

/** "User r12" or the title of an item, with its id where that says something else. */
export function nameOfNode({ ids, labels, userCount }: Named, node: number): string {
  const id = ids[node] ?? '';
  const label = labels[node] ?? id;
  if (node < userCount) return label === id ? `User ${id}` : `${label} (user ${id})`;
  return label === id ? `Item ${id}` : label;
}

/** The id of a user, the title of an item: short, for places that say which of the two it is. */
export function shortName({ ids, labels, userCount }: Named, node: number): string {
  return (node < userCount ? ids[node] : labels[node]) ?? '';
}

/** The node of an id or, whatever its case, of a whole label; of several with one label the first. null where there is none. */
export function findNamed(named: Named, kind: NodeKind, text: string): number | null {
  const found = findNode(named, kind, text);
  if (found !== null) return found;
  const wanted = text.toLowerCase();
  const [first, end] = rangeOf(named, kind);
  for (let node = first; node < end; node += 1) if (named.labels[node]?.toLowerCase() === wanted) return node;
  return null;
}

const rangeOf = ({ ids, userCount }: Named, kind: NodeKind): readonly [first: number, end: number] =>
  kind === 'user' ? [0, userCount] : [userCount, ids.length];

/**
 * Up to `count` nodes of a kind whose id or label holds `query`, whatever its case: those whose id or label is it first, then what begins
 * with it, then what holds it.
 */
export function suggest(named: Named, kind: NodeKind, query: string, count: number): readonly number[] {
  const wanted = query.trim().toLowerCase();
  const { ids, labels } = named;
  const [first, end] = rangeOf(named, kind);
  const groups: [number[], number[], number[]] = [[], [], []];
  for (let node = first; node < end; node += 1) {
    const id = (ids[node] ?? '').toLowerCase();
    const label = (labels[node] ?? '').toLowerCase();
    if (id === wanted || label === wanted) groups[0].push(node);
    else if (id.startsWith(wanted) || label.startsWith(wanted)) groups[1].push(node);
    else if (id.includes(wanted) || label.includes(wanted)) groups[2].push(node);
    if (groups[1].length >= count && wanted === '') break;
  }
  return groups.flat().slice(0, count);
}

// Holds one step of Explore's undo history: the selection, the map shown and the brush. An address can be read into a step and a step
// written into an address. Pure.
import type { Explorable } from '#lib/notebook/explore/explore-work';
import type { ExploreOverview, ExploreSelection, SpaceKey } from '#lib/studies/explore/types';
import type { Dropped } from '../../url-state/url-state';
import { exploreUrl, type ExploreState } from '../explore-url';
import { findNode } from '../nodes';
import { namesOf, type Choice } from './runs';

/** One step of the undo history. */
export interface Moment {
  readonly selection: ExploreSelection;
  readonly map: SpaceKey;
  /** Nodes that were brushed, ascending; null where nothing is. */
  readonly brushed: Int32Array | null;
}

export type Change = Partial<ExploreSelection> & { readonly map?: SpaceKey; readonly brushed?: Int32Array | null };

/** The moment after a change, the selection the very same where nothing in it changed; null where nothing changes. */
export function afterChange(moment: Moment, change: Change): Moment | null {
  const { map = moment.map, brushed = moment.brushed, ...nodes } = change;
  const wanted = { ...moment.selection, ...nodes };
  const selection = wanted.other === wanted.user ? { ...wanted, other: null } : wanted;
  const next = { map, brushed, selection: isSame(selection, moment.selection) ? moment.selection : selection };
  const isNothing = map === moment.map && brushed === moment.brushed && next.selection === moment.selection;
  return isNothing ? null : next;
}

function isSame(a: ExploreSelection, b: ExploreSelection): boolean {
  return a.user === b.user && a.other === b.other && a.item === b.item && a.k === b.k && a.hops === b.hops;
}

/** Whether an address says the same of both: the brush is in none. */
export function isSameMoment(one: Moment, other: Moment): boolean {
  return one.map === other.map && isSame(one.selection, other.selection);
}

/** What an address selects in what is open, and what of it is not there. */
export function firstMoment(
  overview: ExploreOverview,
  state: ExploreState
): { readonly moment: Moment; readonly dropped: readonly Dropped[] } {
  const dropped: Dropped[] = [];
  const named = (key: 'user' | 'other' | 'item', kind: 'user' | 'item'): number | null => {
    const id = state[key];
    if (id === '') return null;
    const node = findNode(overview, kind, id);
    if (node === null) dropped.push({ key, value: id, why: `There is no such ${kind} in these data.` });
    return node;
  };
  const user = named('user', 'user') ?? overview.startUser;
  const other = named('other', 'user');
  const item = named('item', 'item');
  const has = overview.spaces.some(({ key }) => key === state.map);
  if (!has && state.map !== 'a') {
    dropped.push({ key: 'map', value: state.map, why: 'What is open has no such map.' });
  }
  const selection = { user, other: other === user ? null : other, item, k: state.k, hops: state.hops };
  return { moment: { selection, map: has ? state.map : (overview.spaces[0]?.key ?? 'a'), brushed: null }, dropped };
}

/** Where other data were open before: nobody of those is here, but lists stay as long and the map the same where there is one. */
export function momentOfOtherData(overview: ExploreOverview, before: Moment): Moment {
  const { k, hops } = before.selection;
  return firstMoment(overview, { ...exploreUrl.defaults, k, hops, map: before.map }).moment;
}

/** What the address says of runs and of what is selected. An id that no address can hold is left out: the rest of the link opens. */
export function addressOf(
  explorable: Explorable,
  choice: Choice,
  overview: ExploreOverview,
  { selection, map }: Moment
): Omit<ExploreState, 'notebook' | 'backend' | 'layout' | 'nodes' | 'colour'> {
  const { user, other, item, k, hops } = selection;
  const idOf = (key: 'user' | 'other' | 'item', node: number | null) => {
    const id = node === null ? '' : (overview.ids[node] ?? '');
    return exploreUrl.holds(key, id) ? id : '';
  };
  return {
    ...namesOf(explorable, choice),
    user: user === overview.startUser ? '' : idOf('user', user),
    other: idOf('other', other),
    item: idOf('item', item),
    k,
    hops,
    map
  };
}

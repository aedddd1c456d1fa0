// Lists what stands out on the map: the selection, what the user clicked, what is held out for the test, the point that is looked at.
// Pure.
import type { ExploreOverview, ExploreSelection, ExploreViews } from '#lib/studies/explore/types';
import { shortName } from '../nodes';

export type MarkKind = 'history' | 'held-out' | 'other' | 'item' | 'user' | 'candidate';

export interface Mark {
  readonly node: number;
  readonly kind: MarkKind;
  /** Written beside it; null for marks that come in numbers. */
  readonly label: string | null;
}

/** In the order in which they are drawn: the selection lies over the rest. */
export function marksOf(
  overview: ExploreOverview,
  selection: ExploreSelection,
  views: ExploreViews | null,
  candidate: number | null
): readonly Mark[] {
  const named = (node: number | null, kind: MarkKind): readonly Mark[] =>
    node === null ? [] : [{ node, kind, label: shortened(shortName(overview, node)) }];
  const many = (nodes: readonly number[] | undefined, kind: MarkKind): readonly Mark[] =>
    (nodes ?? []).map((node) => ({ node, kind, label: null }));
  const isOfUser = views?.selection.user === selection.user;
  return [
    ...many(isOfUser ? views.history : [], 'history'),
    ...many(isOfUser ? views.heldOut : [], 'held-out'),
    ...named(selection.item, 'item'),
    ...named(selection.other, 'other'),
    ...named(selection.user, 'user'),
    ...(candidate === null ? [] : [{ node: candidate, kind: 'candidate', label: null } as const])
  ];
}

export function shortened(text: string, longest = 28): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}

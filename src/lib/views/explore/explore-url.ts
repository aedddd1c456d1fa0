// Puts Explore into the address: which notebook, which runs, what is selected. Only what differs from the defaults stands there; what is
// brushed and sentences that were tried are not in it.
import type { MapNodes } from '#lib/studies/explore/types';
import { BACKEND_CHOICES } from '#kernels/backend/choices';
import { choice, id, integer, text, urlState } from '../url-state/url-state';
import type { StateOf } from '../url-state/url-state';

export const MAP_NODES = ['all', 'items', 'users'] as const satisfies readonly MapNodes[];

const KEYS = {
  /** As kept-notebooks.ts knows it; "" is the quick start. */
  notebook: text(),
  /** `cell` or `cell@seed`; "" is proposed. */
  a: id(),
  b: id(),
  /** Cells; "" are those that the runs read. */
  embeddings: id(),
  profiles: id(),
  /** Ids as in the data; "" is nobody and nothing. */
  user: text(),
  other: text(),
  item: text(),
  k: integer({ fallback: 10, least: 1, most: 50 }),
  hops: integer({ fallback: 2, least: 1, most: 4 }),
  map: choice(['a', 'b', 'semantic']),
  /** How maps are laid out, and which nodes. */
  layout: choice(['pca', 'umap']),
  nodes: choice(MAP_NODES),
  /** What points are coloured by; "" is proposed. */
  colour: text(),
  /** Of the engine, for this visit. */
  backend: choice(BACKEND_CHOICES)
} as const;

export const exploreUrl = urlState(KEYS);
export type ExploreState = StateOf<typeof KEYS>;

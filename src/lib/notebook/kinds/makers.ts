// What computes the artifacts of each kind of cell: one line a kind. What nearly every notebook has comes with the engine, since many small
// files weigh more than one; the rest is code of its own, fetched for the notebooks that have such a cell, when they are planned.
import { maker as compare } from './compare/make';
import { maker as dataset } from './dataset/make';
import { maker as embeddings } from './embeddings/make';
import type { KindMaker } from './maker';
import { maker as profiles } from './profiles/make';
import type { CellKind, ResolvedOf, ResultOf } from './registry';
import { maker as train } from './train/make';

type Maker<Kind extends CellKind> = KindMaker<ResolvedOf<Kind>, ResultOf<Kind>>;
type MakerOrFetch<Kind extends CellKind> = Maker<Kind> | (() => Promise<{ readonly maker: Maker<Kind> }>);

export const MAKERS: { readonly [Kind in CellKind]: MakerOrFetch<Kind> } = {
  dataset,
  profiles,
  embeddings,
  train,
  compare,
  sweep: () => import('./sweep/make'),
  tune: () => import('./tune/make'),
  time: () => import('./time/make'),
  evaluate: () => import('./evaluate/make'),
  recommend: () => import('./recommend/make'),
  rerank: () => import('./rerank/make'),
  'case-study': () => import('./case-study/make'),
  figure: () => import('./figure/make'),
  claim: () => import('./claim/make'),
  ledger: () => import('./ledger/make')
};

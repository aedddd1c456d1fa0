// What computes the artifacts of each kind of cell: one line a kind. Each is code of its own, fetched for the notebooks that have such a
// cell, when they are planned.
import type { CellKind, ResolvedOf, ResultOf } from './registry';
import type { KindMaker } from './maker';

type LoadMaker<Kind extends CellKind> = () => Promise<{ readonly maker: KindMaker<ResolvedOf<Kind>, ResultOf<Kind>> }>;

export const MAKERS: { readonly [Kind in CellKind]: LoadMaker<Kind> } = {
  dataset: () => import('./dataset/make'),
  profiles: () => import('./profiles/make'),
  embeddings: () => import('./embeddings/make'),
  train: () => import('./train/make'),
  compare: () => import('./compare/make'),
  recommend: () => import('./recommend/make'),
  rerank: () => import('./rerank/make'),
  'case-study': () => import('./case-study/make'),
  figure: () => import('./figure/make')
};

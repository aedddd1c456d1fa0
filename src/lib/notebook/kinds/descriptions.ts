// The kinds of cells: one line each. All that knows which kinds there are asks this list. Page-safe: nothing that computes is loaded, so
// forms can use it. What makes their artifacts is joined in makers.ts, what shows them in views/notebook/outputs.ts.
import { AppError } from '#lib/errors/app-error';
import { FieldReader } from '../schema/reader';
import type { CellText } from '../schema/types';
import { caseStudyKind } from './case-study/describe';
import { compareKind } from './compare/describe';
import { datasetKind } from './dataset/describe';
import type { KindDescription } from './description';
import { embeddingsKind } from './embeddings/describe';
import { figureKind } from './figure/describe';
import { profilesKind } from './profiles/describe';
import { recommendKind } from './recommend/describe';
import { rerankKind } from './rerank/describe';
import { trainKind } from './train/describe';

/** In the order in which a notebook uses them, which is that of menus and of the documentation. */
export const KIND_DESCRIPTIONS = [
  datasetKind,
  profilesKind,
  embeddingsKind,
  trainKind,
  compareKind,
  recommendKind,
  rerankKind,
  caseStudyKind,
  figureKind
] as const;

type Described = (typeof KIND_DESCRIPTIONS)[number];
export type CellKind = Described['kind'];
/** A cell once its settings are checked. */
export type ResolvedCell = ReturnType<Described['resolve']>;
export type ResolvedOf<Kind extends CellKind> = Extract<ResolvedCell, { kind: Kind }>;
/** What a cell shows: plain JSON, one variant a kind. */
export type CellResult = Parameters<Described['values']>[0];
export type ResultOf<Kind extends CellKind> = Extract<CellResult, { kind: Kind }>;

type AnyKind = KindDescription<ResolvedCell, CellResult>;
const BY_KIND: ReadonlyMap<string, AnyKind> = new Map(
  KIND_DESCRIPTIONS.map((kind): [string, AnyKind] => [kind.kind, kind])
);

export const CELL_KINDS: readonly CellKind[] = KIND_DESCRIPTIONS.map(({ kind }) => kind);

export function isCellKind(word: string): word is CellKind {
  return BY_KIND.has(word);
}

export function kindOf(kind: CellKind): AnyKind {
  const found = BY_KIND.get(kind);
  if (!found) throw new Error(`There is no kind of cell ${kind}`);
  return found;
}

/**
 * Checks a cell's settings by themselves and fills in defaults; names of other cells are the graph's to check (graph.ts).
 * @throws AppError with line, cell and field
 */
export function resolveCell(cell: CellText & { readonly kind: CellKind }): ResolvedCell {
  try {
    const kind = kindOf(cell.kind);
    return kind.resolve(new FieldReader(cell, kind));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const key = error.where.field;
    throw error.at({ line: (key === undefined ? undefined : cell.keyLines.get(key)) ?? cell.line, cell: cell.name });
  }
}

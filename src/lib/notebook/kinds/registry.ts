// What all that knows of kinds of cells asks: which there are, and what each says of itself (the list is descriptions.ts). Page-safe: nothing
// that computes is loaded, so forms can use it.
import { AppError } from '#lib/errors/app-error';
import { FieldReader } from '../schema/reader';
import type { CellText } from '../schema/types';
import type { KindDescription } from './description';
import { KIND_DESCRIPTIONS } from './descriptions';

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

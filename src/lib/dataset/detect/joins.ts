// Whether a column of one table tells the things that a column of another table names. Values alone do not decide it: small whole
// numbers coincide everywhere (user 7, tag 7, book 7). Names alone do not either: "id" stands in every table.
import type { ColumnEvidence } from './column';
import { isBareId, mayBeSame, sameName } from './names';

export interface Join {
  /** 0 to 1; below 0.3 there is none. */
  readonly strength: number;
  /** Share of the smaller sample's ids that the other has. */
  readonly overlap: number;
  readonly because: string;
}

export const NO_JOIN: Join = { strength: 0, overlap: 0, because: '' };
export const JOINS_FROM = 0.3;

/** Ids of which coincidence says nothing: whole numbers that start near zero and lie close. */
function areOrdinals({ numbers, whole, most }: ColumnEvidence): boolean {
  return numbers > 0.95 && whole && most < 1e7;
}

/**
 * @param key a column that could tell the rows of a table of items or users apart
 * @param named the column of the interactions that names items or users
 * @param isOfThatSide whether the file's name says that its rows are such items or users
 */
export function joinOf(key: ColumnEvidence, named: ColumnEvidence, isOfThatSide = false): Join {
  const overlap = overlapOf(key.ids, named.ids);
  const because = overlap > 0 ? 'its values are among the ids of the interactions' : '';
  if (sameName(key.name, named.name)) {
    // Two files' first rows may hold other ids, but not ids of another kind.
    if (overlap === 0 && areOrdinals(key) !== areOrdinals(named)) return NO_JOIN;
    return { strength: Math.min(1, 0.7 + overlap), overlap, because: because || `both are called “${key.name}”` };
  }
  if (areOrdinals(key) && areOrdinals(named)) {
    // "id", or any name, of a table that is called after that side, whose rows the interactions name.
    const isTheirs = isOfThatSide && (isBareId(key.name) || overlap > 0.5);
    const may = isTheirs || (isBareId(key.name) ? overlap > 0.5 : mayBeSame(key.name, named.name));
    if (!may) return NO_JOIN;
    return { strength: isOfThatSide ? Math.max(0.5, overlap) : 0.8 * overlap, overlap, because };
  }
  return {
    strength: overlap >= JOINS_FROM ? overlap : overlap > 0.02 && mayBeSame(key.name, named.name) ? JOINS_FROM : 0,
    overlap,
    because
  };
}

/** Share of the smaller set that lies in the other. */
export function overlapOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  if (few.size === 0) return 0;
  let both = 0;
  for (const id of few) if (many.has(id)) both++;
  return both / few.size;
}

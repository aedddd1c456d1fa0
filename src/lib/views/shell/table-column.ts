// A column of a table of results.
import type { Sortable } from '#lib/elementary/order';
import type { TermId } from '../glossary/entries';

export interface TableColumn<Row> {
  readonly label: string;
  /** What rows are sorted by in it. */
  readonly by: (row: Row) => Sortable;
  /** Whether its cells are words, which stand at the left; by its place (the first) where left out. */
  readonly isWords?: boolean;
  /** What its head opens in the glossary. */
  readonly term?: TermId;
}

/** The term that the head at `at` opens: the first of those that share one does. */
export const termAt = (columns: readonly { readonly term?: TermId }[], at: number): TermId | undefined => {
  const term = columns[at]?.term;
  return columns.findIndex((column) => column.term === term) === at ? term : undefined;
};

/** Puts rows in the order that a reader chose, and leaves out what was not looked for. */
export type Order<Row> = (rows: readonly Row[]) => readonly Row[];

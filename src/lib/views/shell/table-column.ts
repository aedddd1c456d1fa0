// A column of a table of results. Only types.
import type { Sortable } from '#lib/elementary/order';

export interface TableColumn<Row> {
  readonly label: string;
  /** What rows are sorted by in it. */
  readonly by: (row: Row) => Sortable;
  /** Whether its cells are words, which stand at the left; by its place (the first) where left out. */
  readonly isWords?: boolean;
}

/** Puts rows in the order that a reader chose, and leaves out what was not looked for. */
export type Order<Row> = (rows: readonly Row[]) => readonly Row[];

// What a figure or a table is taken away from. Types alone, and the one way to have a table that is made when it is wanted.
import type { DataTable } from '../text/table';

/** How a file is made where the drawing is no SVG, or where it holds more than the table. */
export interface FigureFiles {
  readonly csv?: () => string;
  readonly svg?: () => string | null;
  readonly png?: () => Promise<Blob>;
}

/** A table, or what makes it: code that is fetched when somebody asks for the numbers. */
export type TableFrom = DataTable | (() => Promise<DataTable>);

export const tableFrom = (table: TableFrom): Promise<DataTable> =>
  typeof table === 'function' ? table() : Promise.resolve(table);

export interface TakeFrom {
  readonly table: TableFrom;
  /** Name of exported files, without ending. */
  readonly fileName: string;
  readonly files?: FigureFiles;
  /** The drawing; left out of what is a table alone. */
  readonly drawing?: () => SVGSVGElement | null;
  /** The table as LaTeX, where there is one. */
  readonly latex?: () => Promise<string>;
}

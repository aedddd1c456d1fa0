// What the schema of a kind of cell says of its keys. Forms, validation and the format's documentation are all made from it. Pure types.

import type { DefaultBy } from '#lib/settings/field';

export type FieldType =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'choice'
  /** Any of the options, each at most once. */
  | 'choices'
  /** Name of another cell. */
  | 'cell'
  | 'cells'
  /** Keys of cells (`cell.key`), each with values: a list, or a range. */
  | 'axes'
  /** Cells of other notebooks (`NOTEBOOK/CELL`), each with pairs of runs. */
  | 'expectations'
  | 'integers'
  | 'numbers';

export interface FieldSchema {
  readonly key: string;
  readonly label: string;
  /** One or two sentences; where a default depends on other keys, it says so. */
  readonly help: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly default?: string | number | boolean | readonly (string | number)[];
  /** Other defaults, where another key has one of these values. */
  readonly defaultBy?: DefaultBy;
  readonly options?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  /** Of texts: what a form proposes. */
  readonly suggestions?: readonly string[];
  readonly multiline?: boolean;
  /** Kind that a `cell` or `cells` field must name. */
  readonly cellKind?: string;
  /** The field counts only where another key has one of these values. */
  readonly appliesTo?: { readonly key: string; readonly values: readonly string[] };
}

export interface CellSchema {
  readonly kind: string;
  readonly title: string;
  readonly help: string;
  readonly fields: readonly FieldSchema[];
}

/** Settings of a generator or encoder with its defaults filled in. */
export type PlainSettings = Readonly<Record<string, string | number | boolean>>;

/** A cell as its text has it, as far as a schema is concerned. */
export interface CellText {
  readonly kind: string;
  readonly name: string;
  /** Line of the opening fence in the file, from 1. */
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** Line of each key in the file, from 1. */
  readonly keyLines: ReadonlyMap<string, number>;
}

// Points: runs of train cells at other values than their text has. What a kind that asks for such runs says of them, and what it is told
// of the notebook around it. Only types; plan/points.ts makes cells of them.
import type { FieldSchema } from '../../schema/types';

export type AxisValue = string | number | boolean;

/** One value of one key of one cell, in the place of what its text says: as `--set cell.key=value`. */
export interface Override {
  readonly cell: string;
  readonly key: string;
  readonly value: AxisValue;
}

/** A train cell with these values set. */
export interface PointRun {
  readonly run: string;
  readonly set: readonly Override[];
}

/** A key that is varied, as the text has it. */
export interface Axis {
  readonly cell: string;
  readonly key: string;
  readonly values: readonly AxisValue[] | Range;
}

/** Both ends included. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** How many values; any between, where left out. */
  readonly steps?: number;
  /** Of equal differences, or of equal ratios. */
  readonly scale: 'linear' | 'log';
}

/** The same with its values written out, and what a range without steps is drawn from. */
export interface ValuedAxis extends Axis {
  readonly values: readonly AxisValue[];
  readonly drawn?: Range & { readonly whole: boolean };
  /** As the key's field calls it. */
  readonly label: string;
  readonly unit?: string;
}

/** What a kind asks for. */
export interface AskedPoints {
  /** Key of the asking cell that names the axes: what is wrong with a value is said there. */
  readonly key: string;
  readonly axes: readonly ValuedAxis[];
  readonly runs: readonly PointRun[];
  /** All runs are trained to their end; or the asking cell itself trains them by turns, and only some of them to their end. */
  readonly trained: 'all' | 'by-turns';
}

/** The cells of a notebook by their text. */
export interface CellFields {
  readonly names: readonly string[];
  /** The kind of a cell; undefined where there is none of this name. */
  kind(cell: string): string | undefined;
  /** The keys of a cell; none where there is no such cell. */
  fields(cell: string): readonly FieldSchema[];
  /** What a train cell trains; null of others. */
  training(cell: string): TrainingOf | null;
  /** A cell and all that it reads, directly or through others. */
  behind(cell: string): ReadonlySet<string>;
}

export interface TrainingOf {
  readonly seeds: number;
  /** At most. */
  readonly epochs: number;
  readonly validateEvery: number;
}

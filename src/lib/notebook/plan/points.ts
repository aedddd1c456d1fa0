// Runs at other values than the text has: a point is the same document with some values set (document/overrides.ts), so that its artifacts
// have the ids that they would have anywhere. Of the document only the cells that a value reaches are written anew, each once for all points
// that give it the same values; the others are those of the text. Pure.
import { appError, type AppError } from '#lib/errors/app-error';
import { fieldOfAxis } from '../kinds/points/axes';
import type { AskedPoints, CellFields, Override, TrainingOf, ValuedAxis } from '../kinds/points/types';
import { kindOf, type CellKind } from '../kinds/registry';
import type { CellText } from '../schema/types';

export type WrittenCell = CellText & { readonly kind: CellKind };

/** A cell of the text at other values, its own or those of cells that it reads. */
export interface VariedCell extends WrittenCell {
  /** The cell of the text. */
  readonly of: string;
  /** All values that reach it. */
  readonly set: readonly Override[];
}

/** What one cell asks for. */
export interface Points extends AskedPoints {
  /** For each of `runs`, the cell that trains it: a varied one, or that of the text where no value reaches it. */
  readonly names: readonly string[];
  /** All cells behind these, they themselves too, each once. */
  readonly needs: readonly string[];
}

const nameFields = new Map<CellKind, readonly string[]>();

/** Keys under which a kind names cells that it reads. */
function keysOfNames(kind: CellKind): readonly string[] {
  const known = nameFields.get(kind);
  if (known) return known;
  const fields = kindOf(kind).fields.filter(({ type }) => type === 'cell' || type === 'cells');
  const keys = fields.map(({ key }) => key);
  nameFields.set(kind, keys);
  return keys;
}

export const overrideInWords = ({ cell, key, value }: Override): string => `${cell}.${key}: ${String(value)}`;

/** What a cell is called where these values reach it. No cell of a text can have such a name. */
const variedName = (name: string, set: readonly Override[]): string =>
  set.length === 0 ? name : `${name} [${set.map(overrideInWords).join(', ')}]`;

/**
 * The cells that train the asked runs.
 * @param into takes the cells that are written anew, by name; those that are there already are not written again
 * @returns a name for each run
 */
export function vary(
  written: ReadonlyMap<string, WrittenCell>,
  { runs }: Pick<AskedPoints, 'runs'>,
  into: Map<string, VariedCell>
): readonly string[] {
  return runs.map(({ run, set }) => {
    /** Values that reach each cell of this point, in the order of `set`. */
    const reached = new Map<string, readonly Override[]>();
    const visit = (name: string): string => {
      const before = reached.get(name);
      if (before) return variedName(name, before);
      reached.set(name, []);
      const cell = written.get(name);
      if (!cell) return name;
      const own = set.filter((override) => override.cell === name);
      const values: Record<string, unknown> = { ...cell.values };
      for (const { key, value } of own) values[key] = value;
      const through = new Set(own);
      const read = (other: unknown): unknown => {
        if (typeof other !== 'string') return other;
        const now = visit(other);
        for (const override of reached.get(other) ?? []) through.add(override);
        return now;
      };
      for (const key of keysOfNames(cell.kind)) {
        const value = values[key];
        if (value !== undefined) values[key] = Array.isArray(value) ? value.map(read) : read(value);
      }
      const all = set.filter((override) => through.has(override));
      reached.set(name, all);
      const called = variedName(name, all);
      if (all.length > 0 && !into.has(called)) {
        into.set(called, { ...cell, name: called, values: { ...values, name: called }, of: name, set: all });
      }
      return called;
    };
    return visit(run);
  });
}

/** An axis that reaches none of the runs. */
export function idleAxis(
  { axes }: Pick<AskedPoints, 'axes'>,
  names: readonly string[],
  varied: ReadonlyMap<string, VariedCell>
): ValuedAxis | undefined {
  const reached = new Set(
    names.flatMap((name) => (varied.get(name)?.set ?? []).map(({ cell, key }) => `${cell}.${key}`))
  );
  return axes.find(({ cell, key }) => !reached.has(`${cell}.${key}`));
}

/** Said at the axis that it comes from, where it comes from one. */
export function problemOfPoint(key: string, { of, set }: VariedCell, error: AppError): AppError {
  const { message, cure, where } = error;
  const guilty = set.find((override) => override.cell === of && override.key === where.field);
  const field = guilty ? fieldOfAxis(key, guilty) : key;
  return appError(
    'notebook/bad-point',
    { point: set.map(overrideInWords).join(', '), message, cure },
    { field },
    error
  );
}

/** What a kind is told of the cells of a document. */
export function fieldsOf(
  written: ReadonlyMap<string, WrittenCell>,
  training: (name: string) => TrainingOf | null
): CellFields {
  return {
    names: [...written.keys()],
    kind: (name) => written.get(name)?.kind,
    fields(name) {
      const kind = written.get(name)?.kind;
      return kind === undefined ? [] : kindOf(kind).fields;
    },
    training,
    behind(name) {
      const found = new Set<string>();
      const look = (at: string): void => {
        const cell = written.get(at);
        if (!cell || found.has(at)) return;
        found.add(at);
        for (const value of keysOfNames(cell.kind).map((key) => cell.values[key])) {
          for (const read of Array.isArray(value) ? value : [value]) if (typeof read === 'string') look(read);
        }
      };
      look(name);
      return found;
    }
  };
}

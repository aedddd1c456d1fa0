// What a new arm may have otherwise than the one it was made of: one thing at a time, values near the present one. Pure.
import type { CellBlock } from '../document/prepared';
import { applies } from '../document/fields';
import { kindOf } from '../document/tools';
import { defaultOf } from '#lib/settings/resolve';
import type { FieldSchema } from '#lib/notebook/schema/types';
import { valuesOf } from '../notebook/cell/form-values';

export interface Proposal {
  readonly key: string;
  readonly label: string;
  /** What holds now, in words. */
  readonly now: string;
  /** At least one, none of them what holds now. */
  readonly values: readonly (string | number)[];
}

/** From here on whole numbers are doubled and halved; below, they go a step up and down. */
const LARGE = 10;
const DIGITS = 3;

/** Values around `now` within the field's range: a step for a few, a factor of two for others. */
export function valuesNear(field: FieldSchema, now: number): readonly number[] {
  const steps = field.type === 'integer' && Math.abs(now) < LARGE ? [now - 1, now + 1, now + 2] : [now / 2, now * 2];
  const tidy = (value: number) => (field.type === 'integer' ? Math.round(value) : Number(value.toPrecision(DIGITS)));
  return [...new Set(steps.map(tidy))].filter(
    (value) => value !== now && value >= (field.min ?? -Infinity) && value <= (field.max ?? Infinity)
  );
}

/**
 * Proposals for a train cell: its vectors, its alignment, its backbone, and the numbers that backbone and alignment have of their own.
 * Switches are left out: they reproduce the official code's ways, and are questions for few.
 */
export function proposalsFor(cell: CellBlock, cells: readonly CellBlock[]): readonly Proposal[] {
  const kind = kindOf(cell.kind);
  const values = valuesOf(cell.source);
  const leftOut = kind.leftOut?.(values) ?? {};
  return kind.fields
    .filter((field) => applies(field, kind.fields, values))
    .flatMap((field): Proposal[] => {
      const now = values[field.key] ?? leftOut[field.key]?.value ?? defaultOf(field, kind.fields, values);
      const others = valuesFor(field, now, cell, cells);
      return others.length === 0 ? [] : [{ key: field.key, label: field.label, now: String(now), values: others }];
    });
}

function valuesFor(
  field: FieldSchema,
  now: unknown,
  cell: CellBlock,
  cells: readonly CellBlock[]
): readonly (string | number)[] {
  if (field.type === 'cell' && typeof now === 'string') {
    // Other data would be another question, and a start is no near value of another.
    if (field.key !== 'embeddings') return [];
    return cells.filter((other) => other.kind === field.cellKind && other.name !== now).map(({ name }) => name);
  }
  if (field.key === 'backbone' || field.key === 'alignment') {
    const isPlain = cell.alignment === null || cell.alignment === 'none';
    // An arm without vectors has nothing to be aligned with.
    if (field.key === 'alignment' && isPlain) return [];
    return (field.options ?? []).filter((option) => option !== now);
  }
  const isOwn = field.appliesTo?.key === 'backbone' || field.appliesTo?.key === 'alignment';
  const isNumber = field.type === 'integer' || field.type === 'number';
  return isOwn && isNumber && typeof now === 'number' ? valuesNear(field, now) : [];
}

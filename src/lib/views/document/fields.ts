// Tells what a cell's schema says of its fields together: which of them count, and which a form shows first. Pure.
import type { FieldSchema } from '#lib/notebook/schema/types';

/** Whether a field counts, given what else the cell says: `appliesTo` names the key and its values. */
export function applies(
  field: FieldSchema,
  fields: readonly FieldSchema[],
  values: Readonly<Record<string, unknown>>
): boolean {
  const { appliesTo } = field;
  if (!appliesTo) return true;
  const deciding = values[appliesTo.key] ?? fields.find((other) => other.key === appliesTo.key)?.default;
  return typeof deciding === 'string' && appliesTo.values.includes(deciding);
}

/** Whether a cell of this kind is of little use without the field: it must be there, or names a cell that then is read. */
export function isMain(
  field: FieldSchema,
  fields: readonly FieldSchema[],
  values: Readonly<Record<string, unknown>>
): boolean {
  const isRead = field.type === 'cell' && field.appliesTo !== undefined && applies(field, fields, values);
  return field.required || isRead;
}

/**
 * The fields of a form: those that count, first what is set or of little use unset, then the rest at their defaults. A key that is set and
 * does not count here stands among the first, so that it can be taken out.
 */
export function formFields(
  fields: readonly FieldSchema[],
  values: Readonly<Record<string, unknown>>
): { readonly first: readonly FieldSchema[]; readonly rest: readonly FieldSchema[] } {
  const counting = fields.filter((field) => applies(field, fields, values));
  const keys = new Set(counting.map(({ key }) => key));
  const shown = fields.filter((field) => {
    if (counting.includes(field)) return true;
    const isFirstOfKey = fields.find(({ key }) => key === field.key) === field;
    return values[field.key] !== undefined && !keys.has(field.key) && isFirstOfKey;
  });
  const isFirst = (field: FieldSchema) => values[field.key] !== undefined || isMain(field, fields, values);
  return { first: shown.filter(isFirst), rest: shown.filter((field) => !isFirst(field)) };
}

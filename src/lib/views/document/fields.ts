// What a cell's schema says of its fields beyond the single field: which count, and which a form shows first. Pure.
import type { FieldSchema } from '#lib/notebook/schema/index';

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

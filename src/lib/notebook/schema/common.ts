// Fields that several kinds of cells share, and the bridge from the setting tables of other rooms.
import type { SettingField } from '#lib/settings/field';
import type { FieldSchema } from './types';

/** Seeds are words of the random generator's key. */
export const MAX_SEED = 2 ** 32 - 1;

export const NAME_FIELD: FieldSchema = {
  key: 'name',
  label: 'Name',
  help: 'What other cells call it: letters, digits, "-" and "_".',
  type: 'text',
  required: true
};

export const SEED_FIELD: FieldSchema = {
  key: 'seed',
  label: 'Seed',
  help: 'Number from which all random choices of this cell are drawn.',
  type: 'integer',
  required: false,
  default: 2023,
  min: 0,
  max: MAX_SEED
};

/** A setting of the generator or encoder `owner` as a field of the cell; it counts only where `key` names that owner. */
export function ownedField(setting: SettingField, key: string, owner: string): FieldSchema {
  return { ...setting, required: false, appliesTo: { key, values: [owner] } };
}

/**
 * Fields of several owners as one list: what several mean alike stands once, for all of them; a key that means something else to another
 * owner stands once an owner, and `appliesTo` tells them apart.
 */
export function joinFields(fields: readonly FieldSchema[]): readonly FieldSchema[] {
  const joined: FieldSchema[] = [];
  for (const field of fields) {
    const at = joined.findIndex((before) => meansAlike(before, field));
    const before = joined[at];
    if (!before?.appliesTo) {
      joined.push(field);
      continue;
    }
    const values = [...before.appliesTo.values, ...(field.appliesTo?.values ?? [])];
    joined[at] = { ...before, appliesTo: { key: before.appliesTo.key, values } };
  }
  return joined;
}

const meansAlike = (one: FieldSchema, other: FieldSchema): boolean =>
  (['key', 'label', 'help', 'type', 'default', 'min', 'max', 'unit'] as const).every(
    (what) => one[what] === other[what]
  );

// Fields that several kinds of cells share, and the bridge from the setting tables of other rooms.
import type { SettingField } from '#lib/profiles/settings';
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
  return { ...setting, appliesTo: { key, values: [owner] } };
}

/**
 * Fields of several owners as one list: a key that several owners have stands once, with the first one's label and help
 * and, where they differ, without default and range.
 */
export function joinFields(fields: readonly FieldSchema[]): readonly FieldSchema[] {
  const joined = new Map<string, FieldSchema>();
  for (const field of fields) {
    const before = joined.get(field.key);
    if (!before) {
      joined.set(field.key, field);
      continue;
    }
    const { key, label, help, type, required } = before;
    const isSame = before.default === field.default && before.min === field.min && before.max === field.max;
    const appliesTo = before.appliesTo && {
      key: before.appliesTo.key,
      values: [...before.appliesTo.values, ...(field.appliesTo?.values ?? [])]
    };
    joined.set(field.key, { ...(isSame ? before : { key, label, help, type, required }), appliesTo });
  }
  return [...joined.values()];
}

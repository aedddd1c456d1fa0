// Settings of the generator or encoder that a cell chooses, among those of all it could choose.
import { AppError, appError } from '#lib/errors/app-error';
import type { SettingField } from '#lib/settings/field';
import type { FieldReader } from './reader';
import type { PlainSettings } from './types';

interface Owner {
  readonly name: string;
  readonly fields: readonly SettingField[];
}

type Resolve = (
  owner: string,
  fields: readonly SettingField[],
  values: Readonly<Record<string, unknown>>
) => PlainSettings;

/**
 * The chosen owner's settings, checked, defaults filled in.
 * @throws AppError where a key belongs to another owner only, or a value is out of range
 */
export function ownSettings(
  reader: FieldReader,
  choiceKey: string,
  chosen: string,
  owners: readonly Owner[],
  resolve: Resolve
): PlainSettings {
  const fields = owners.find((owner) => owner.name === chosen)?.fields ?? [];
  const keys = fields.map((field) => field.key);
  for (const { key } of owners.flatMap((owner) => owner.fields)) {
    if (keys.includes(key) || !reader.isGiven(key)) continue;
    throw appError('notebook/key-does-not-apply', { key, because: `${choiceKey} is "${chosen}"` }, reader.where(key));
  }
  try {
    return resolve(chosen, fields, reader.given(keys));
  } catch (error) {
    if (error instanceof AppError) throw error.at(reader.where(error.where.field ?? choiceKey));
    throw error;
  }
}

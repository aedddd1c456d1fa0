// Settings of a generator, an encoder or a figure against its table: checked, defaults filled in.
import { appError } from '#lib/errors/app-error';
import { expectationOf, takes } from './expectation';
import type { ResolvedSettings, SettingField, SettingValues } from './field';

/** Checks `values` against the table and fills in defaults; unknown keys and values out of range are AppErrors. */
export function resolveSettings(
  owner: string,
  fields: readonly SettingField[],
  values: SettingValues
): ResolvedSettings {
  const known = new Set(fields.map((field) => field.key));
  const unknownKey = Object.keys(values).find((key) => !known.has(key));
  if (unknownKey !== undefined) {
    throw appError(
      'profiles/unknown-setting',
      { owner, key: unknownKey, known: [...known].join(', ') },
      { field: unknownKey }
    );
  }
  return Object.fromEntries(
    fields.map((field) => {
      const given = values[field.key];
      const value = given === undefined ? field.default : given;
      if (!takes(field, value)) {
        throw appError(
          'profiles/bad-setting',
          { owner, key: field.key, value: JSON.stringify(given) ?? String(given), expected: expectationOf(field) },
          { field: field.key }
        );
      }
      return [field.key, value];
    })
  );
}

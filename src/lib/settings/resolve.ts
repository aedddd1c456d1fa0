// Settings of a generator, an encoder or a figure against its table: checked, defaults filled in; and what of them an id is made from.
import { appError } from '#lib/errors/app-error';
import { expectationOf, takes } from './expectation';
import type { DefaultBy, ResolvedSettings, SettingField, SettingValues } from './field';

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
      const value = given === undefined ? defaultOf<unknown>(field, fields, values) : given;
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

interface Defaults<Value> {
  readonly default?: Value;
  readonly defaultBy?: DefaultBy;
}

/** What holds where a setting is left out, given what else is said. */
export function defaultOf<Value>(
  { default: own, defaultBy }: Defaults<Value>,
  fields: readonly (Defaults<unknown> & { readonly key: string })[],
  values: SettingValues
): Value | DefaultBy['values'][string] | undefined {
  if (!defaultBy) return own;
  const other = fields.find(({ key }) => key === defaultBy.key);
  // What decides may have a default that something else decides.
  const deciding = values[defaultBy.key] ?? (other && defaultOf<unknown>(other, fields, values));
  const name = String(deciding);
  return Object.hasOwn(defaultBy.values, name) ? defaultBy.values[name] : own;
}

/** The settings that an id is made from: those that came later only where they are not at their own defaults. */
export function identifyingSettings<Settings extends ResolvedSettings>(
  fields: readonly SettingField[],
  settings: Settings
): ResolvedSettings {
  const isLeftOut = (key: string, value: unknown): boolean => {
    const field = fields.find((each) => each.key === key);
    return field?.identifies === 'never' || (field?.identifies === 'unless-default' && Object.is(value, field.default));
  };
  return Object.fromEntries(Object.entries(settings).filter(([key, value]) => !isLeftOut(key, value)));
}

// Typed access to settings that were checked before: what does not fit is a mistake in the program and a plain Error.
import type { Field, ResolvedSettings, SettingsOf } from './field';

/** Typed access to resolved settings. A key of another type is a mistake in the program and a plain Error. */
export function settingReader(settings: ResolvedSettings) {
  const wrong = (key: string, type: string) => new Error(`setting ${key} is no ${type}`);
  return {
    number(key: string): number {
      const value = settings[key];
      if (typeof value !== 'number') throw wrong(key, 'number');
      return value;
    },
    boolean(key: string): boolean {
      const value = settings[key];
      if (typeof value !== 'boolean') throw wrong(key, 'boolean');
      return value;
    },
    text(key: string): string {
      const value = settings[key];
      if (typeof value !== 'string') throw wrong(key, 'text');
      return value;
    },
    choice<const Option extends string>(key: string, options: readonly Option[]): Option {
      const found = options.find((option) => option === settings[key]);
      if (found === undefined) throw wrong(key, options.join('|'));
      return found;
    }
  };
}

/**
 * The settings of a table out of values by key, typed as the table says; other keys may stand among them.
 * @throws Error where one is missing or of another type
 */
export function settingsOf<const Fields extends readonly Field[]>(
  fields: Fields,
  values: ResolvedSettings
): SettingsOf<Fields> {
  if (haveAll(fields, values)) return values;
  const missing = fields.filter((field) => !hasValue(field, values)).map(({ key }) => key);
  throw new Error(`Settings are missing or of another type: ${missing.join(', ')}`);
}

function haveAll<const Fields extends readonly Field[]>(fields: Fields, values: unknown): values is SettingsOf<Fields> {
  return fields.every((field) => hasValue(field, values));
}

function hasValue(field: Field, values: unknown): boolean {
  const value: unknown = typeof values === 'object' && values !== null ? Reflect.get(values, field.key) : undefined;
  if (value === undefined) return field.optional === true;
  switch (field.type) {
    case 'integer':
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && field.options.includes(value);
    case 'text':
      return typeof value === 'string';
  }
}

// Settings of a generator or an encoder as a table: the notebook makes its form, its validation and its help from it, and
// the generator reads its typed values through it. Not a cell's schema: names, data and seed are the cell's own.
import { appError } from '#lib/errors/app-error';

interface FieldBase {
  readonly key: string;
  readonly label: string;
  readonly help: string;
  readonly required: false;
}
export interface IntegerField extends FieldBase {
  readonly type: 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
}
export interface NumberField extends FieldBase {
  readonly type: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
}
export interface BooleanField extends FieldBase {
  readonly type: 'boolean';
  readonly default: boolean;
}
export interface ChoiceField extends FieldBase {
  readonly type: 'choice';
  readonly default: string;
  readonly options: readonly string[];
}
export interface TextField extends FieldBase {
  readonly type: 'text';
  /** '' where it may be left out. */
  readonly default: string;
  /** Characters. */
  readonly maxLength: number;
  /** What a form proposes; anything else may be written too. */
  readonly suggestions?: readonly string[];
  readonly multiline?: boolean;
}
export type SettingField = IntegerField | NumberField | BooleanField | ChoiceField | TextField;

/** What a document holds for the settings, before it is checked. */
export type SettingValues = Readonly<Record<string, unknown>>;
/** All settings, checked, defaults filled in. */
export type ResolvedSettings = Readonly<Record<string, string | number | boolean>>;

function expectation(field: SettingField): string {
  switch (field.type) {
    case 'integer':
      return `a whole number from ${field.min} to ${field.max}`;
    case 'number':
      return `a number from ${field.min} to ${field.max}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${field.options.join(', ')}`;
    case 'text':
      return `a text of at most ${field.maxLength} characters`;
  }
}

function checked(field: SettingField, value: unknown): string | number | boolean | undefined {
  switch (field.type) {
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= field.min && value <= field.max
        ? value
        : undefined;
    case 'number':
      return typeof value === 'number' && value >= field.min && value <= field.max ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'choice':
      return typeof value === 'string' && field.options.includes(value) ? value : undefined;
    case 'text':
      return typeof value === 'string' && value.length <= field.maxLength ? value : undefined;
  }
}

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
      const value = given === undefined ? field.default : checked(field, given);
      if (value === undefined) {
        throw appError(
          'profiles/bad-setting',
          { owner, key: field.key, value: JSON.stringify(given) ?? String(given), expected: expectation(field) },
          { field: field.key }
        );
      }
      return [field.key, value];
    })
  );
}

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

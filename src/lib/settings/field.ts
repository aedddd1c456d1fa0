// One setting as data: its key, its words, what values it takes. Forms, validation, help and documentation are made from tables of these,
// and the types of settings too: a table that is written `as const` says what its settings are (`SettingsOf`). No table stands here:
// each lies beside what it sets.

interface Described {
  /** As written in a notebook. */
  readonly key: string;
  readonly label: string;
  readonly help: string;
  /** It may be missing, and then what its help says holds: a switch is off. */
  readonly optional?: true;
  /** Other defaults, where the setting under `key` has one of these values. */
  readonly defaultBy?: DefaultBy;
  /**
   * What it has to do with the id of a result: left out, all; `unless-default`: the setting came after results had been stored, whose ids
   * stay; `never`: no result is asked for by it.
   */
  readonly identifies?: 'unless-default' | 'never';
}
export interface DefaultBy {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number | boolean>>;
}
interface Ranged extends Described {
  /** Both ends belong to the range. */
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly default?: number;
}
export interface IntegerField extends Ranged {
  readonly type: 'integer';
}
export interface NumberField extends Ranged {
  readonly type: 'number';
}
export interface BooleanField extends Described {
  readonly type: 'boolean';
  readonly default?: boolean;
}
export interface ChoiceField extends Described {
  readonly type: 'choice';
  readonly options: readonly string[];
  readonly default?: string;
}
export interface TextField extends Described {
  readonly type: 'text';
  /** '' where it may be left out. */
  readonly default?: string;
  /** Characters. */
  readonly maxLength: number;
  /** What a form proposes; anything else may be written too. */
  readonly suggestions?: readonly string[];
  readonly multiline?: boolean;
}
export type Field = IntegerField | NumberField | BooleanField | ChoiceField | TextField;

/** A field whose value is known where none is given. */
export type WithDefault<One extends Field> = One extends unknown
  ? One & { readonly default: Exclude<One['default'], undefined> }
  : never;
export type SettingField = WithDefault<Field>;

/** What a document holds for the settings, before it is checked. */
export type SettingValues = Readonly<Record<string, unknown>>;
/** All settings, checked, defaults filled in. */
export type ResolvedSettings = Readonly<Record<string, string | number | boolean>>;

/** What a field's value is once it is checked. */
type ValueOf<One extends Field> = One extends { readonly type: 'integer' | 'number' }
  ? number
  : One extends { readonly type: 'boolean' }
    ? boolean
    : One extends { readonly type: 'choice'; readonly options: readonly (infer Option)[] }
      ? Option
      : string;

/** Settings by key, as their table has them; those that are optional may be missing. */
export type SettingsOf<Fields extends readonly Field[]> = {
  readonly [One in Fields[number] as One extends { readonly optional: true } ? never : One['key']]: ValueOf<One>;
} & {
  readonly [One in Fields[number] as One extends { readonly optional: true } ? One['key'] : never]?: ValueOf<One>;
};

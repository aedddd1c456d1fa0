// Reads a cell's values through its schema: every value that comes out has the field's type and lies in its range, every
// error names key, line and cure. One reader a cell.
import { appError, type AppError, type ErrorWhere } from '#lib/errors/app-error';
import { expectationOf as expectationOfSetting, isInRange, rangeOf } from '#lib/settings/expectation';
import { defaultOf } from '#lib/settings/resolve';
import { MOST_VALUES } from '../document/limits';
import { suggestionFor } from '../document/nearest';
import type { CellSchema, CellText, FieldSchema } from './types';

export class FieldReader {
  readonly #cell: CellText;
  readonly #schema: CellSchema;

  constructor(cell: CellText, schema: CellSchema) {
    this.#cell = cell;
    this.#schema = schema;
    const known = schema.fields.map((field) => field.key);
    for (const key of Object.keys(cell.values)) {
      if (known.includes(key)) continue;
      const details = { kind: cell.kind, key, nearest: suggestionFor(key, known), known: known.join(', ') };
      throw appError('notebook/unknown-key', details, this.where(key));
    }
    for (const field of schema.fields) {
      if (field.required && this.#given(field.key) === undefined && field.default === undefined) {
        const details = { kind: cell.kind, key: field.key, expected: expectationOf(field) };
        throw appError('notebook/missing-key', details, this.where(field.key));
      }
    }
  }

  where(key: string): ErrorWhere {
    return { line: this.#cell.keyLines.get(key) ?? this.#cell.line, cell: this.#cell.name, field: key };
  }

  /** The value of `key` as the text has it; undefined where it is absent or empty. */
  #given(key: string): unknown {
    return this.#cell.values[key] ?? undefined;
  }

  /** As the text has it, else its default. */
  #valueOf(key: string): unknown {
    return this.#given(key) ?? defaultOf<unknown>(this.#field(key), this.#schema.fields, this.#cell.values);
  }

  #field(key: string): FieldSchema {
    const field = this.#schema.fields.find((candidate) => candidate.key === key);
    if (!field) throw new Error(`The schema of ${this.#schema.kind} has no field ${key}`);
    return field;
  }

  isGiven(key: string): boolean {
    return this.#given(key) !== undefined;
  }

  bad(key: string, expected = expectationOf(this.#field(key))): AppError {
    const value = shown(this.#given(key));
    const hint = this.#isSeveral(key)
      ? `; several are tried by a "sweep" cell: over: {${this.#cell.name}.${key}: ${value}}`
      : '';
    return appError('notebook/bad-value', { key, value, expected: `${expected}${hint}` }, this.where(key));
  }

  /** Whether a train cell is given a list where one value belongs. */
  #isSeveral(key: string): boolean {
    const isSingle = ['integer', 'number', 'boolean', 'choice'].includes(this.#field(key).type);
    return this.#cell.kind === 'train' && isSingle && Array.isArray(this.#given(key));
  }

  text(key: string): string {
    const value = this.optionalText(key);
    if (value === undefined) throw new Error(`The field ${key} has neither a value nor a default`);
    return value;
  }

  /** Also for fields that name a cell. */
  optionalText(key: string): string | undefined {
    const value = this.#valueOf(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || value.trim() === '') throw this.bad(key);
    return value;
  }

  /** An id or a column of the data: text, or a number that YAML made of it. */
  id(key: string, mayBeEmpty = false): string {
    const value = this.#valueOf(key);
    if (mayBeEmpty && value === '') return '';
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
    if (typeof value !== 'string' || value === '')
      throw this.bad(key, 'an id; put it in quotes if it is not plain text');
    return value;
  }

  choice<const Option extends string>(key: string, options: readonly Option[]): Option {
    const value = this.#valueOf(key);
    const found = options.find((option) => option === value);
    if (found !== undefined) return found;
    const nearest = typeof value === 'string' ? suggestionFor(value, options) : '';
    throw this.bad(key, `${nearest ? `"${nearest}"? The options are ` : 'one of '}${options.join(', ')}`);
  }

  choices<const Option extends string>(key: string, options: readonly Option[]): readonly Option[] {
    const values = this.#list(key);
    const found = options.filter((option) => values.includes(option));
    if (found.length !== values.length) throw this.bad(key);
    return found;
  }

  integer(key: string): number {
    const value = this.number(key);
    if (!Number.isInteger(value)) throw this.bad(key);
    return value;
  }

  boolean(key: string): boolean {
    const value = this.#valueOf(key);
    if (typeof value !== 'boolean') throw this.bad(key);
    return value;
  }

  number(key: string): number {
    const value = this.#valueOf(key);
    if (typeof value !== 'number' || !this.#isInRange(key, value)) throw this.bad(key);
    return value;
  }

  /** A list of different whole numbers, in the order given; a single one may stand without brackets. */
  integers(key: string): readonly number[] {
    const numbers = this.numbers(key);
    if (!numbers.every(Number.isInteger)) throw this.bad(key);
    return numbers;
  }

  /** The same of any numbers. */
  numbers(key: string): readonly number[] {
    const values = this.#list(key);
    const numbers = values.filter((value) => typeof value === 'number');
    const isGood = numbers.every((value) => this.#isInRange(key, value));
    if (!isGood || numbers.length !== values.length || new Set(numbers).size !== values.length) throw this.bad(key);
    if (numbers.length === 0) throw this.bad(key);
    return numbers;
  }

  /** A list of different cell names; a single one may stand without brackets. */
  names(key: string): readonly string[] {
    const values = this.#list(key);
    const names = values.filter((value) => typeof value === 'string');
    if (names.length === 0 || names.length !== values.length || new Set(names).size !== names.length) {
      throw this.bad(key);
    }
    return names;
  }

  /** Values given for `keys`, unchecked: for tables that other rooms check themselves. */
  given(keys: readonly string[]): Readonly<Record<string, unknown>> {
    return Object.fromEntries(keys.filter((key) => this.isGiven(key)).map((key) => [key, this.#given(key)]));
  }

  #list(key: string): readonly unknown[] {
    const value = this.#valueOf(key) ?? [];
    if (!Array.isArray(value)) return [value];
    if (value.length > MOST_VALUES) {
      throw appError('notebook/too-large', { what: `"${key}"`, most: MOST_VALUES, of: 'values' }, this.where(key));
    }
    return value;
  }

  #isInRange(key: string, value: number): boolean {
    return isInRange(this.#field(key), value);
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** What a field takes, in words: "a whole number from 1 to 100". */
export function expectationOf(field: FieldSchema): string {
  const { type } = field;
  switch (type) {
    case 'choices':
      return `a list like [${(field.options ?? []).join(', ')}]`;
    case 'cell':
      return `the name of ${field.cellKind ? `a "${field.cellKind}"` : 'another'} cell`;
    case 'cells':
      return `a list of names of ${field.cellKind ? `"${field.cellKind}" ` : ''}cells, each once`;
    case 'axes':
      return 'keys of cells with values, such as {books.noise: [0, 0.1, 0.2]}';
    case 'expectations':
      return 'cells of notebooks with pairs of runs, such as {table-1/table: [gccf-con > gccf-base]}';
    case 'integers':
      return `a list of different whole numbers${rangeOf(field)}, such as [1, 2, 3]`;
    case 'numbers':
      return `a list of different numbers${rangeOf(field)}, such as [0.5, 1, 2]`;
    default:
      return expectationOfSetting({ ...field, type });
  }
}

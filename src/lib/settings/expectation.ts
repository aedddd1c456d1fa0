// What values a field takes, as a check and in words. The one place that decides both: each room throws its own error.
import type { Field } from './field';

/** What is asked of a value: fields of settings say so, and fields of cells. */
export interface Expected {
  readonly type: Field['type'];
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  readonly options?: readonly string[];
  readonly maxLength?: number;
}

/** Whether a number lies in a field's range, both ends included; what is not finite lies in none. */
export function isInRange({ min = -Infinity, max = Infinity }: Pick<Expected, 'min' | 'max'>, value: number): boolean {
  return Number.isFinite(value) && value >= min && value <= max;
}

/** Whether a field takes a value. */
export function takes(field: Expected, value: unknown): value is string | number | boolean {
  switch (field.type) {
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && isInRange(field, value);
    case 'number':
      return typeof value === 'number' && isInRange(field, value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && (field.options ?? []).includes(value);
    case 'text':
      return typeof value === 'string' && value.length <= (field.maxLength ?? Infinity);
  }
}

/** A field's range in words, with a space before them: " from 1 to 100 (epochs)"; '' where there is none. */
export function rangeOf({ min, max, unit }: Pick<Expected, 'min' | 'max' | 'unit'>): string {
  const suffix = unit ? ` (${unit})` : '';
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}${suffix}`;
  if (min !== undefined) return ` of at least ${min}${suffix}`;
  return max === undefined ? suffix : ` of at most ${max}${suffix}`;
}

/** What a field takes, in words: "a whole number from 1 to 100". */
export function expectationOf(field: Expected): string {
  switch (field.type) {
    case 'integer':
      return `a whole number${rangeOf(field)}`;
    case 'number':
      return `a number${rangeOf(field)}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${(field.options ?? []).join(', ')}`;
    case 'text':
      return field.maxLength === undefined ? 'a text' : `a text of at most ${field.maxLength} characters`;
  }
}

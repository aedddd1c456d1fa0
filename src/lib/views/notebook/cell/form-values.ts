// Converts between a cell's YAML values and the text in form fields. What the schema would refuse is said at the field, before the text
// is touched. Pure.
import { readYaml } from '#lib/notebook/document/yaml-block';
import type { FieldSchema } from '#lib/notebook/schema/types';

/** The top-level values of a cell's YAML; nothing where it is not a mapping. */
export function valuesOf(source: string): Readonly<Record<string, unknown>> {
  // The error stands beside the cell already; the form then starts empty.
  const reading = readYaml(source, 0);
  return reading.type === 'settings' ? reading.values : {};
}

/** Fields whose value has keys of its own, written one a line, and what is said of one that is not. */
const OF_LINES: { readonly [Type in FieldSchema['type']]?: string } = {
  axes: 'One axis a line, please, such as "books.noise: [0, 0.1]".',
  expectations: 'One cell a line, please, such as "table-1/table: [gccf-con > gccf-base]".'
};
export const isOfLines = ({ type }: Pick<FieldSchema, 'type'>): boolean => OF_LINES[type] !== undefined;

/** One key a line, as YAML. */
const linesText = (value: object): string =>
  Object.entries(value)
    .map(([axis, values]) => `${axis}: ${JSON.stringify(values)}`)
    .join('\n');

/** A value as a form field shows it. */
export function fieldText(value: unknown, field?: Pick<FieldSchema, 'type'>): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((part) => fieldText(part)).join(', ');
  if (field && isOfLines(field) && typeof value === 'object') return linesText(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const listed = (text: string): readonly string[] =>
  text
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/)
    .filter(Boolean);
/** Several numbers where one belongs. */
const isList = (text: string): boolean =>
  listed(text).length > 1 && listed(text).every((part) => Number.isFinite(Number(part.replace('−', '-'))));

export interface RefusedField {
  readonly problem: string;
  /** Several values where one belongs, which a sweep could try. */
  readonly list?: readonly number[];
}
export type ParsedField = { readonly value: unknown } | RefusedField;

function parseNumber(field: FieldSchema, text: string): ParsedField {
  const value = Number(text.replace('−', '-'));
  if (field.type !== 'numbers' && field.type !== 'integers' && isList(text)) {
    const list = listed(text).map((part) => Number(part.replace('−', '-')));
    return { problem: `"${field.key}" takes one value; a sweep tries several.`, list };
  }
  if (!Number.isFinite(value)) return { problem: `"${text}" is not a number.` };
  if (field.type !== 'number' && field.type !== 'numbers' && !Number.isInteger(value))
    return { problem: 'A whole number, please.' };
  if (field.min !== undefined && value < field.min) return { problem: `At least ${field.min}.` };
  if (field.max !== undefined && value > field.max) return { problem: `At most ${field.max}.` };
  return { value };
}

/** What a reader typed, as a value for the YAML; an empty field takes the key away, so that the default holds. */
export function parseField(field: FieldSchema, typed: string): ParsedField {
  const text = typed.trim();
  if (text === '') return field.required ? { problem: 'This one is needed.' } : { value: undefined };
  switch (field.type) {
    case 'integer':
    case 'number':
      return parseNumber(field, text);
    case 'integers':
    case 'numbers': {
      const values: unknown[] = [];
      for (const part of text
        .replace(/^\[|\]$/g, '')
        .split(/[\s,]+/)
        .filter(Boolean)) {
        const parsed = parseNumber(field, part);
        if ('problem' in parsed) return parsed;
        values.push(parsed.value);
      }
      return { value: values };
    }
    case 'axes':
    case 'expectations': {
      const reading = readYaml(text, 0);
      return reading.type === 'settings' ? { value: reading.values } : { problem: OF_LINES[field.type] ?? '' };
    }
    case 'boolean':
      return { value: text === 'true' };
    case 'choices':
    case 'cells':
      return { value: text.split(/[\s,]+/).filter(Boolean) };
    case 'choice':
    case 'cell':
    case 'text':
      return { value: text };
  }
}

/** Whether a field is what a reader looks for: every word stands in its key, its label or its help. An empty search finds all. */
export function isAbout({ key, label, help }: FieldSchema, wanted: string): boolean {
  const said = `${key} ${key.replaceAll('_', ' ')} ${label} ${help}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

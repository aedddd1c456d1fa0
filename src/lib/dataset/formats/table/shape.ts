// What a file of records looks like: delimited with or without a header, JSON lines, or one JSON array; its columns and first rows.
import { guessDialect, parseDelimited, type Dialect } from '../delimited/parse';
import { entriesOf, textOfValue } from '../values';
import type { FileHead } from '../reader';
import { jsonElements } from './json-array';

export interface TableShape {
  readonly kind: 'delimited' | 'json-lines' | 'json-array';
  readonly dialect: Dialect;
  /** Whether the first row of a delimited file names its columns. */
  readonly hasHeader: boolean;
  readonly columns: readonly string[];
  /** First rows, by column; '' where a record lacks one. */
  readonly sample: readonly (readonly string[])[];
}

const SAMPLE_ROWS = 400;
const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** null where the file holds no records. */
export async function tableShape(head: FileHead): Promise<TableShape | null> {
  const first = head.text.trimStart()[0];
  const dialect: Dialect = { delimiter: ',', quotes: true };
  if (first === '{' || first === '[') {
    const kind = first === '{' ? 'json-lines' : 'json-array';
    const texts = kind === 'json-lines' ? head.lines : await elementTexts(head);
    const records = texts.slice(0, SAMPLE_ROWS).flatMap((text) => recordOf(text) ?? []);
    if (records.length === 0) return null;
    const columns = [...new Set(records.flatMap((record) => [...record.keys()]))];
    return { kind, dialect, hasHeader: true, columns, sample: records.map((record) => rowOf(record, columns)) };
  }
  const guessed = guessDialect(head.lines.slice(0, 20));
  const rows: (readonly string[])[] = [];
  for await (const batch of parseDelimited(once(wholeLines(head)), guessed, head.file.path)) {
    rows.push(...batch.map(({ fields }) => fields));
  }
  const [names = []] = rows;
  if (names.length < 2 || names.some((name) => name.includes('\0'))) return null;
  const hasHeader =
    !names.some(isNumber) && names.every((name) => name.trim() !== '') && new Set(names).size === names.length;
  return {
    kind: 'delimited',
    dialect: guessed,
    hasHeader,
    columns: hasHeader ? names.map((name) => name.trim()) : names.map((_, at) => `column ${at + 1}`),
    sample: rows.slice(hasHeader ? 1 : 0, SAMPLE_ROWS)
  };
}

/** A JSON object's values as texts by key; null for what is none. @throws AppError import/too-deep */
export function recordOf(text: string): ReadonlyMap<string, string> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map([...entriesOf(value)].map(([key, inner]): [string, string] => [key, textOfValue(inner)]));
}

export const rowOf = (record: ReadonlyMap<string, string>, columns: readonly string[]): string[] =>
  columns.map((column) => record.get(column) ?? '');

async function elementTexts(head: FileHead): Promise<string[]> {
  const texts: string[] = [];
  for await (const batch of jsonElements(once(head.text), head.file.path)) texts.push(...batch.map(({ text }) => text));
  return texts;
}

/** The head may end within a row, which is then left out. */
const wholeLines = (head: FileHead): string => head.lines.map((line) => `${line}\n`).join('');

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

// What a file of records looks like: delimited with or without a header, JSON lines, or one JSON array; its columns and first rows.
import { columnEvidence, type ColumnEvidence } from '../../detect/column';
import type { ReadingSettings } from '../../imports/record';
import { guessDialect, remarks } from '../delimited/dialect';
import { parseDelimited, type Dialect } from '../delimited/parse';
import { parseRecord } from '../records';
import { entriesOf, textOfValue, unwrapped } from '../values';
import { choiceSetting, type FileHead } from '../reader';
import { headerOf } from './header';
import { jsonElements } from './json-array';
import { HEADERS } from './labels';

export interface TableShape {
  readonly kind: 'delimited' | 'json-lines' | 'json-array';
  readonly dialect: Dialect;
  /** Line of the first row that is data, from 1; before it stand remarks and names. */
  readonly firstLine: number;
  /** Whether the file names its columns. */
  readonly hasNames: boolean;
  readonly columns: readonly string[];
  /** Of JSON: keys whose objects are columns of their own ("user.id"). */
  readonly opened: ReadonlySet<string>;
  /** Of JSON: columns that hold objects or lists, and so no ids. */
  readonly nested: ReadonlySet<string>;
  /** First rows, by column; '' where a record lacks one. */
  readonly sample: readonly (readonly string[])[];
}

/** A table with what its columns say of themselves. */
export interface Shaped {
  readonly head: FileHead;
  readonly shape: TableShape;
  readonly evidence: readonly ColumnEvidence[];
}

const SAMPLE_ROWS = 4000;

/** null where the file holds no records. @throws AppError import/too-deep, import/too-many-columns */
export async function shaped(head: FileHead, settings: ReadingSettings): Promise<Shaped | null> {
  const shape = await tableShape(head, settings);
  if (!shape) return null;
  const evidence = shape.columns.map((column, at) => {
    // Objects and lists are nobody's id, rating or time.
    if (shape.nested.has(column)) return columnEvidence('', []);
    // A name that the file does not give says nothing.
    const name = shape.hasNames && !/^(column \d+|Unnamed: \d+)$/.test(column) ? column : '';
    return columnEvidence(
      name,
      shape.sample.map((row) => row[at] ?? '')
    );
  });
  return { head, shape, evidence };
}

async function tableShape(head: FileHead, settings: ReadingSettings): Promise<TableShape | null> {
  const first = head.text.trimStart()[0];
  if (first === '{' || first === '[') return jsonShape(head, first === '{' ? 'json-lines' : 'json-array');
  const said = choiceSetting(settings, 'header', HEADERS);
  const before = remarks(head.lines);
  const lines = head.lines.slice(before.count);
  const dialect = guessDialect(lines.slice(0, 40));
  const rows: { fields: readonly string[]; line: number }[] = [];
  for await (const batch of parseDelimited(once(wholeLines(head)), dialect, head.file.path)) {
    for (const row of batch) if (row.line > before.count && rows.length < SAMPLE_ROWS) rows.push(row);
  }
  const [top] = rows;
  if (!top || top.fields.length < 2 || top.fields.some((name) => name.includes('\0'))) return null;
  const names = before.last.split(dialect.delimiter);
  const isNamedByRemark = names.length === top.fields.length && names.length > 1;
  const fields = rows.map((row) => row.fields);
  const header = isNamedByRemark ? headerOf([names, ...fields], 'yes') : headerOf(fields, said);
  const isHeader = header.isHeader && !isNamedByRemark;
  return {
    kind: 'delimited',
    dialect,
    firstLine: isHeader ? (rows[1]?.line ?? top.line + 1) : top.line,
    hasNames: header.hasNames,
    columns: header.columns,
    opened: new Set(),
    nested: new Set(),
    sample: fields.slice(isHeader ? 1 : 0)
  };
}

/** An object of more keys than this is a list of something, and no part of the record. */
const MOST_OPENED = 12;

async function jsonShape(head: FileHead, kind: 'json-lines' | 'json-array'): Promise<TableShape | null> {
  const texts = kind === 'json-lines' ? head.lines : await elementTexts(head);
  const values = texts.slice(0, SAMPLE_ROWS).flatMap((text) => {
    const parsed = text.trim() === '' ? null : parseRecord(text);
    return parsed && 'record' in parsed ? [parsed.record] : [];
  });
  if (values.length === 0) return null;
  const inner = new Map<string, Set<string>>();
  const nested = new Set<string>();
  for (const record of values) {
    for (const [key, wrapped] of record) {
      const value = unwrapped(wrapped);
      if (typeof value !== 'object' || value === null) continue;
      nested.add(key);
      const keys = inner.get(key) ?? new Set();
      inner.set(key, keys);
      if (Array.isArray(value)) for (let at = 0; at <= MOST_OPENED; at++) keys.add(String(at));
      else for (const name of entriesOf(value).keys()) keys.add(name);
    }
  }
  const opened = new Set(
    [...inner].filter(([, keys]) => keys.size > 0 && keys.size <= MOST_OPENED).map(([key]) => key)
  );
  const records = values.map((record) => flat(record, opened));
  const columns = [...new Set(records.flatMap((record) => [...record.keys()]))];
  return {
    kind,
    dialect: { delimiter: ',', quotes: true },
    firstLine: 1,
    hasNames: true,
    columns,
    opened,
    nested,
    sample: records.map((record) => rowOf(record, columns))
  };
}

/** A line's values as texts by column; the reason where it holds no record. @throws AppError import/too-deep */
export function recordOf(text: string, { opened }: Pick<TableShape, 'opened'>): ReadonlyMap<string, string> | string {
  const parsed = parseRecord(text);
  return 'record' in parsed ? flat(parsed.record, opened) : parsed.reason;
}

function flat(record: ReadonlyMap<string, unknown>, opened: ReadonlySet<string>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, wrapped] of record) {
    const value = unwrapped(wrapped);
    const isOpened = opened.has(key) && typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isOpened) texts.set(key, textOfValue(value));
    else for (const [name, inside] of entriesOf(value)) texts.set(`${key}.${name}`, textOfValue(inside));
  }
  return texts;
}

export const rowOf = (record: ReadonlyMap<string, string>, columns: readonly string[]): string[] =>
  columns.map((column) => record.get(column) ?? '');

async function elementTexts(head: FileHead): Promise<string[]> {
  const texts: string[] = [];
  for await (const batch of jsonElements(once(head.text), head.file.path)) {
    for (const { text } of batch) texts.push(text);
  }
  return texts;
}

/** The head may end within a row, which is then left out. */
const wholeLines = (head: FileHead): string => head.lines.map((line) => `${line}\n`).join('');

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

// What a file of records looks like: delimited with or without a header, JSON lines, or one JSON array; its columns and first rows.
import { columnEvidence, type ColumnEvidence } from '../../detect/column';
import type { ReadingSettings } from '../../imports/record';
import { guessDialect, remarks } from '../delimited/dialect';
import { parseDelimited, type Dialect } from '../delimited/parse';
import { parseJson } from '../shared/json';
import { parseRecord } from '../shared/records';
import { entriesOf, textOfValue, unwrapped } from '../shared/values';
import { choiceSetting, type FileHead } from '../reader';
import { headerOf } from './header';
import { jsonElements, type RecordDepth } from './json-records';
import { HEADERS } from './labels';

export interface TableShape {
  /** JSON lines have a record a line; JSON has records over lines, in an array or by themselves. */
  readonly kind: 'delimited' | 'json-lines' | 'json';
  /** Of JSON. */
  readonly depth: RecordDepth;
  readonly dialect: Dialect;
  /** Whether lines end as on old Macs, with a carriage return alone. */
  readonly returns?: boolean;
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
  if (first === '{' || first === '[') return jsonShape(head);
  const said = choiceSetting(settings, 'header', HEADERS);
  const returns = !head.text.includes('\n') && head.text.includes('\r');
  const all = returns ? head.text.split('\r').slice(0, -1) : head.lines;
  const before = remarks(all);
  const lines = all.slice(before.count);
  const dialect = guessDialect(lines.slice(0, 40));
  const rows: { fields: readonly string[]; line: number }[] = [];
  for await (const batch of parseDelimited(once(wholeLines(all)), dialect, head.file.path)) {
    for (const row of batch) if (row.line > before.count && rows.length < SAMPLE_ROWS) rows.push(row);
  }
  const [top] = rows;
  if (!top || top.fields.length < 2 || isBinary(top.fields)) return null;
  const names = before.last.split(dialect.delimiter);
  const isNamedByRemark = names.length === top.fields.length && names.length > 1;
  const fields = rows.map((row) => row.fields);
  const header = isNamedByRemark ? headerOf([names, ...fields], 'yes') : headerOf(fields, said);
  const isHeader = header.isHeader && !isNamedByRemark;
  return {
    kind: 'delimited',
    returns,
    depth: 2,
    dialect,
    firstLine: isHeader ? (rows[1]?.line ?? top.line + 1) : top.line,
    hasNames: header.hasNames,
    columns: header.columns,
    opened: new Set(),
    nested: new Set(),
    sample: fields.slice(isHeader ? 1 : 0)
  };
}

/** Whether a first row has signs that no text has; Hive's \u0001 stands between fields. */
function isBinary(fields: readonly string[]): boolean {
  const isControl = (code: number): boolean => code < 9 || (code > 13 && code < 32);
  return fields.some((field) => [...field].some((sign) => isControl(sign.charCodeAt(0))));
}

/** An object of more keys than this is a list of something, and no part of the record. */
const MOST_OPENED = 12;

const WRAPPED = /^\s*\{\s*"[^"]*"\s*:\s*\[\s*[{[]/;

/** In what form the records of a JSON text stand. */
function jsonForm(head: FileHead): Pick<TableShape, 'kind' | 'depth'> {
  const [line = '', ...more] = head.lines.filter((text) => text.trim() !== '');
  if (head.text.trimStart().startsWith('[')) {
    // Lines of arrays are rows by themselves.
    const isWhole = head.lines.length > 1 && line.trimEnd().endsWith(']') && arrayOf(line) !== null;
    return isWhole ? { kind: 'json', depth: 1 } : { kind: 'json', depth: 2 };
  }
  const isWrapped = WRAPPED.test(head.text);
  if (isWrapped && more.length === 0) return { kind: 'json', depth: 3 };
  if ('record' in parseRecord(line)) return { kind: 'json-lines', depth: 1 };
  if (isWrapped) return { kind: 'json', depth: 3 };
  // A line that is no record among lines that are: one broken line is no other form.
  const areLines = head.lines.slice(1, 5).some((text) => text.startsWith('{') && 'record' in parseRecord(text));
  return areLines ? { kind: 'json-lines', depth: 1 } : { kind: 'json', depth: 1 };
}

/** The elements of a row that is a JSON array of plain values; null for anything else. */
function arrayOf(text: string): readonly unknown[] | null {
  try {
    const value = parseJson(text);
    return Array.isArray(value) && value.every((inner) => typeof inner !== 'object' || inner === null) ? value : null;
  } catch {
    return null;
  }
}

/** A record, or a row that is an array, whose values go by their places. */
function parsedRow(text: string): ReturnType<typeof parseRecord> {
  const row = text.trimStart().startsWith('[') ? arrayOf(text) : null;
  return row ? { record: new Map(row.map((value, at) => [`column ${at + 1}`, value])) } : parseRecord(text);
}

async function jsonShape(head: FileHead): Promise<TableShape | null> {
  const { kind, depth } = jsonForm(head);
  const texts = kind === 'json-lines' ? head.lines : await elementTexts(head, depth);
  const values = texts.slice(0, SAMPLE_ROWS).flatMap((text) => {
    const parsed = text.trim() === '' ? null : parsedRow(text);
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
    depth,
    dialect: { delimiter: ',', quotes: true },
    firstLine: 1,
    hasNames: !columns.includes('column 1'),
    columns,
    opened,
    nested,
    sample: records.map((record) => rowOf(record, columns))
  };
}

/** A line's values as texts by column; the reason where it holds no record. @throws AppError import/too-deep */
export function recordOf(text: string, { opened }: Pick<TableShape, 'opened'>): ReadonlyMap<string, string> | string {
  const parsed = parsedRow(text);
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

async function elementTexts(head: FileHead, depth: RecordDepth): Promise<string[]> {
  const texts: string[] = [];
  for await (const batch of jsonElements(once(head.text), head.file.path, depth)) {
    for (const { text } of batch) texts.push(text);
  }
  return texts;
}

/** The head may end within a row, which is then left out. */
const wholeLines = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

// Files of one record a line, as JSON or as a Python literal (older dumps are of the second kind, and some mix both): what the
// readers of published data sets share.
import { readLines } from '../bytes/lines';
import type { Preview } from '../inspection';
import type { FileRole } from '../raw/builder';
import { parsePythonLiteral, PythonSyntaxError } from './python-literal/parse';
import { PREVIEW_ROWS, shortCell, type FileHead, type ReadContext } from './reader';
import { entriesOf, textOfValue } from './values';

export type FileRecord = ReadonlyMap<string, unknown>;

type Parsed = { readonly record: FileRecord } | { readonly reason: string };

function asJson(text: string): Parsed | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { record: entriesOf(value) }
      : { reason: 'it is no record' };
  } catch {
    return null;
  }
}

function asPython(text: string): Parsed {
  try {
    const value = parsePythonLiteral(text);
    return value instanceof Map ? { record: value } : { reason: 'it is no record' };
  } catch (error) {
    if (error instanceof PythonSyntaxError)
      return { reason: `it is neither JSON nor a Python literal (${error.message})` };
    throw error;
  }
}

/** A line as a record: JSON where it is JSON, else a Python literal. */
export const parseRecord = (text: string): Parsed => asJson(text) ?? asPython(text);

/** Keys of the file's first records; empty where it holds none. */
export function recordKeys(head: FileHead): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const line of head.lines.slice(0, 20)) {
    const parsed = line.trimStart().startsWith('{') ? parseRecord(line) : null;
    if (parsed && 'record' in parsed) for (const key of parsed.record.keys()) keys.add(key);
  }
  return keys;
}

/**
 * Every record of a file, through its log.
 * @param take returns how many rows came of the record, or why it is left out
 */
export async function eachRecord(
  head: FileHead,
  role: FileRole,
  { builder, progress }: ReadContext,
  take: (record: FileRecord) => number | string
): Promise<void> {
  const { file } = head;
  const log = builder.file(file.path, role, file.size);
  for await (const batch of readLines(file, progress)) {
    for (const { text, line } of batch) {
      if (text.trim() === '') continue;
      const parsed = parseRecord(text);
      const taken = 'record' in parsed ? take(parsed.record) : parsed.reason;
      if (typeof taken === 'number') log.took(taken);
      else log.skip(taken, line, text);
    }
    progress.rows += batch.length;
  }
}

/** A record's value as text; '' where it has none. */
export const textAt = (record: FileRecord, key: string): string => textOfValue(record.get(key));

/** The first of `keys` that the record has, as text. */
export function firstText(record: FileRecord, ...keys: readonly string[]): string {
  for (const key of keys) {
    const text = textAt(record, key);
    if (text !== '') return text;
  }
  return '';
}

/** Attributes by the names they get; empty ones are left out. */
export const attributesFrom = (
  pairs: readonly (readonly [name: string, text: string])[]
): ReadonlyMap<string, string> =>
  new Map(pairs.filter(([, text]) => text.trim() !== '').map(([name, text]): [string, string] => [name, text.trim()]));

export function recordPreview(head: FileHead): Preview {
  const records = head.lines.slice(0, PREVIEW_ROWS).flatMap((line) => {
    const parsed = parseRecord(line);
    return 'record' in parsed ? [parsed.record] : [];
  });
  const columns = [...new Set(records.flatMap((record) => [...record.keys()]))];
  return {
    path: head.file.path,
    columns,
    rows: records.map((record) => columns.map((column) => shortCell(textAt(record, column))))
  };
}

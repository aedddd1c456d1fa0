// Files of one record a line, as JSON or as a Python literal (older dumps are of the second kind, and some mix both): what the
// readers of published data sets share.
import { AppError } from '#lib/errors/app-error';
import { idOfValue } from '../../detect/ids';
import { readLines } from '../../bytes/lines';
import type { ReadingProgress } from '../../bytes/text';
import type { InputFile } from '../../bytes/types';
import type { Preview } from '../../reading/inspection';
import type { FileLog, FileRole, NodeInput } from '../../raw/builder';
import { parseJson } from './json';
import { parsePythonLiteral, PythonSyntaxError } from '../python-literal/parse';
import { PREVIEW_ROWS, shortCell, type FileHead, type ReadContext } from '../reader';
import { DEEPEST, entriesOf, textOfValue } from './values';

/** Keys are data: a Map, whose `__proto__` is a key like any other. */
export type FileRecord = ReadonlyMap<string, unknown>;

type Parsed =
  | { readonly record: FileRecord }
  | { readonly reason: string; /** Characters before the failure. */ readonly at: number };

/** A JSON object opens so; a Python dict mostly does not, and is then spared a failed attempt. */
const MAY_BE_JSON = /^\s*\{\s*["}]/;

function asJson(text: string): Parsed | null {
  if (!MAY_BE_JSON.test(text)) return null;
  try {
    return { record: entriesOf(parseJson(text)) };
  } catch {
    return null;
  }
}

function asPython(text: string): Parsed {
  try {
    const value = parsePythonLiteral(text);
    return value instanceof Map ? { record: value } : { reason: 'it is no record', at: 0 };
  } catch (error) {
    if (error instanceof PythonSyntaxError)
      return { reason: `it is neither JSON nor a Python literal (${error.reason})`, at: error.at };
    throw error;
  }
}

/** A line as a record: JSON where it is JSON, else a Python literal. Nothing is executed. */
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

/** Characters shown before the place where a line fails. */
const BEFORE_FAILURE = 60;

/** The piece of a long line in which it fails, with the column. */
function failurePlace(text: string, at: number): string {
  const start = at > 2 * BEFORE_FAILURE ? at - BEFORE_FAILURE : 0;
  return start === 0 ? text : `character ${at + 1}: …${text.slice(start, at + 2 * BEFORE_FAILURE)}`;
}

/** A line's record, or why it has none and what to show of the line. */
export type RecordLine = { readonly line: number; readonly text: string } & (
  { readonly record: FileRecord } | { readonly reason: string; readonly sample: string }
);

/** The records of a file in batches; blank lines are none. */
export async function* recordLines(file: InputFile, progress: ReadingProgress): AsyncGenerator<readonly RecordLine[]> {
  for await (const batch of readLines(file, progress)) {
    yield batch.flatMap(({ text, line }): RecordLine[] => {
      if (text.trim() === '') return [];
      const parsed = parseRecord(text);
      if ('record' in parsed) return [{ line, text, record: parsed.record }];
      return [{ line, text, reason: parsed.reason, sample: failurePlace(text, parsed.at) }];
    });
    progress.rows += batch.length;
  }
}

/** Says of a part of a record that it could not be read; the rest of it is taken. */
export type NotePart = (reason: string, text: string) => void;

/** How many rows came of a record, or why it is left out. */
export type TakeRecord = (record: FileRecord, note: NotePart) => number | string;

/**
 * Every record of a file, through its log in the builder.
 * @throws AppError import/unreadable-lines where most of the file's first lines are no such records
 */
export const eachRecord = (
  { file }: FileHead,
  role: FileRole,
  { builder, progress }: ReadContext,
  take: TakeRecord
): Promise<void> => logRecords(file, builder.file(file.path, role, file.size), progress, take);

/** The same into a log of one's own. */
export async function logRecords(
  file: InputFile,
  log: FileLog,
  progress: ReadingProgress,
  take: TakeRecord
): Promise<void> {
  for await (const batch of recordLines(file, progress)) {
    for (const entry of batch) {
      if ('reason' in entry) {
        log.skip(entry.reason, entry.line, entry.sample);
        continue;
      }
      const note: NotePart = (reason, text) => log.note(reason, entry.line, text);
      const taken = withoutDeepOnes(() => take(entry.record, note));
      if (typeof taken === 'number') log.took(taken);
      else log.skip(taken, entry.line, entry.text);
    }
  }
}

/** One value that is nested without end costs its line, not the import. */
function withoutDeepOnes<Taken>(take: () => Taken): Taken | string {
  try {
    return take();
  } catch (error) {
    if (error instanceof AppError && error.code === 'import/too-deep')
      return `a value of it is nested more than ${DEEPEST} levels deep`;
    throw error;
  }
}

/** How a published data set describes users or items, one record each. */
export interface NodeRecords {
  /** Whether a file is of that kind. */
  matches(head: FileHead): boolean;
  /** The node that a record describes, or why it describes none. */
  node(record: FileRecord): NodeInput | string;
}

/** A file of descriptions into the builder; of several descriptions of a node the first stays. */
export function eachNode(
  head: FileHead,
  role: 'items' | 'users',
  records: NodeRecords,
  context: ReadContext
): Promise<void> {
  return eachRecord(head, role, context, (record) => {
    const node = records.node(record);
    if (typeof node === 'string') return node;
    const isNew = role === 'items' ? context.builder.item(node) : context.builder.user(node);
    return isNew ? 1 : 'its id stands in the file before';
  });
}

/** A record's value as text; '' where it has none. @throws AppError import/too-deep */
export const textAt = (record: FileRecord, key: string): string => textOfValue(record.get(key));

/** A record's value as an id; '' where it has none, and for objects and lists, which are none. */
export const idAt = (record: FileRecord, key: string): string => idOfValue(record.get(key)) ?? '';

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

// JSON lines about users and items, each found by the id it has in the data set. What a line holds beside its id is the caller's.
import { appError } from '#lib/errors/app-error';
import { ReadingProgress } from '../bytes/text';
import type { InputFile, ReadJob } from '../bytes/types';
import { recordLines, textAt, type FileRecord } from '../formats/shared/records';
import type { Dataset } from '../types';
import type { Node, NodeFiles } from './node-files';

export type NodeIds = Pick<Dataset, 'userIds' | 'itemIds'>;

export interface NodeLine {
  readonly node: Node;
  /** Row in the data set. */
  readonly row: number;
  readonly record: FileRecord;
  /** Makes an error of this line. @param reason half a sentence */
  fail(reason: string): never;
  readonly file: string;
  readonly line: number;
}

export interface NodeLinesReport {
  readonly lines: number;
  /** Ids that the data set does not have. */
  readonly unknown: number;
  /** The first of them; '' where there is none. */
  readonly unknownExample: string;
}

const ID_KEYS: Readonly<Record<Node, string>> = { user: 'user_id', item: 'item_id' };

/** What a line is about: by its own words, else by its file's name. null where neither says. */
function nodeOf(record: FileRecord, byFile: Node | null): { readonly node: Node; readonly id: string } | null {
  const said = record.get('node') ?? record.get('type');
  const [user, item] = [textAt(record, ID_KEYS.user), textAt(record, ID_KEYS.item)];
  const node =
    said === 'user' || said === 'item'
      ? said
      : user !== '' && item === ''
        ? 'user'
        : item !== '' && user === ''
          ? 'item'
          : byFile;
  if (node === null) return null;
  return { node, id: textAt(record, 'id') || textAt(record, ID_KEYS[node]) };
}

/**
 * Every line that is about a user or an item of the data set, once each.
 * @throws AppError files/bad-line (with file and line), files/no-known-id, internal/cancelled
 */
export async function readNodeLines(
  files: NodeFiles,
  ids: NodeIds,
  job: ReadJob,
  take: (line: NodeLine) => void
): Promise<NodeLinesReport> {
  const rows: Readonly<Record<Node, ReadonlyMap<string, number>>> = {
    user: new Map(ids.userIds.map((id, row) => [id, row])),
    item: new Map(ids.itemIds.map((id, row) => [id, row]))
  };
  const seen = new Map<string, number>();
  const parts: readonly (readonly [InputFile, Node | null])[] =
    files.kind === 'both' ? [[files.file, null]] : [[files.user, 'user'] as const, [files.item, 'item'] as const];
  const progress = new ReadingProgress(
    parts.map(([file]) => file),
    job
  );
  let [lines, unknown, unknownExample] = [0, 0, ''];
  for (const [file, byFile] of parts) {
    for await (const batch of recordLines(file, progress)) {
      for (const entry of batch) {
        const fail = (reason: string): never => {
          throw appError('files/bad-line', { reason }, { file: file.path, line: entry.line });
        };
        if ('reason' in entry) return fail(entry.reason);
        lines += 1;
        const about = nodeOf(entry.record, byFile);
        if (!about) return fail('it does not say whether it is about a user or an item');
        if (about.id === '') return fail('it has no id');
        const row = rows[about.node].get(about.id);
        if (row === undefined) {
          unknown += 1;
          unknownExample ||= about.id;
          continue;
        }
        const before = seen.get(`${about.node} ${about.id}`);
        if (before !== undefined) return fail(`${about.node} "${about.id}" stands on line ${before} already`);
        seen.set(`${about.node} ${about.id}`, entry.line);
        take({ node: about.node, row, record: entry.record, fail, file: file.path, line: entry.line });
      }
    }
  }
  if (lines === 0 || unknown === lines) {
    const known = ids.itemIds[0] ?? ids.userIds[0] ?? '';
    throw appError('files/no-known-id', { lines, example: unknownExample, known });
  }
  return { lines, unknown, unknownExample };
}

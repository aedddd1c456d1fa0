// Interactions as lists, one user a line: "user item item …", as LightGCN, NGCF and KGAT publish them (train.txt, test.txt), or one JSON
// object from user to items (train.json). Users may have no items. Lists that say which number is whom (item_list.txt with org_id and
// remap_id) give back the ids. Files of pairs and triples, in which a user comes again on every line, are tables and none of these.
import { appError } from '#lib/errors/app-error';
import { readLines } from '../../bytes/lines';
import { textOf } from '../../bytes/text';
import { namesNodes } from '../../detect/names';
import { splitOfFiles } from '../../detect/parts';
import type { Preview } from '../../reading/inspection';
import type { FileLog } from '../../raw/builder';
import {
  PREVIEW_ROWS,
  shortCell,
  type Detected,
  type FileHead,
  type FileUse,
  type FormatReader,
  type ReadContext
} from '../reader';
import { entriesOf } from '../shared/values';

type Side = 'user' | 'item';

const tokensOf = (line: string): string[] => line.trim().split(/\s+/);
const INTEGER = /^\d+$/;
/** `{"0": [1, 2], "1": []`: numbers of users, lists of numbers. */
const JSON_LISTS = /^\s*\{\s*"\d+"\s*:\s*\[\s*(\d+\s*[,\]]|\])/;

/** How far a file looks like lists: 2 where its lines differ in length, 1 where they could be rows of a table too, 0 where it does not. */
function listsIn(head: FileHead): 0 | 1 | 2 {
  if (JSON_LISTS.test(head.text)) return 2;
  const rows = head.lines.filter((line) => line.trim() !== '').map(tokensOf);
  if (rows.length === 0 || !rows.every((tokens) => tokens.every((token) => INTEGER.test(token)))) return 0;
  if (new Set(rows.map(([user]) => user)).size < rows.length) return 0;
  return new Set(rows.map(({ length }) => length)).size > 1 ? 2 : 1;
}

/** A list of ids, and where a line has which: "org_id remap_id", sometimes with more behind it. */
function idListOf(head: FileHead): { readonly side: Side; readonly original: number; readonly number: number } | null {
  const side = namesNodes(head.file.path);
  const names = tokensOf(head.lines[0] ?? '').map((name) => name.toLowerCase());
  const [original, number] = [names.indexOf('org_id'), names.indexOf('remap_id')];
  return side === null || original < 0 || number < 0 ? null : { side, original, number };
}

interface Found {
  /** With the part of each; undefined where there is one file and no split. */
  readonly lists: readonly { readonly head: FileHead; readonly part: number | undefined }[];
  readonly ids: readonly FileHead[];
  readonly whole: readonly string[];
}

function find(heads: readonly FileHead[]): Found | null {
  const ids = heads.filter((head) => idListOf(head) !== null);
  const lists = heads.filter((head) => !ids.includes(head) && listsIn(head) > 0);
  const [only, ...others] = lists;
  if (!only) return null;
  const split = splitOfFiles(lists.map(({ file }) => file.path));
  if (split === null)
    return others.length === 0 && listsIn(only) === 2
      ? { lists: [{ head: only, part: undefined }], ids, whole: [] }
      : null;
  const parts = lists.flatMap((head) => {
    const part = split.parts.get(head.file.path);
    return part === undefined ? [] : [{ head, part }];
  });
  // Of a split that holds out one item a user, the held-out file by itself could be a table.
  return parts.some(({ head }) => listsIn(head) === 2) ? { lists: parts, ids, whole: split.whole } : null;
}

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const found = find(heads);
  const [first] = found?.lists ?? [];
  if (!found || !first) return Promise.resolve(null);
  const uses = new Map<string, FileUse>(found.lists.map(({ head }) => [head.file.path, { role: 'interactions' }]));
  for (const head of found.ids) uses.set(head.file.path, { role: idListOf(head)?.side === 'user' ? 'users' : 'items' });
  for (const path of found.whole)
    uses.set(path, { role: 'ignored', because: 'the split beside it holds its interactions' });
  return Promise.resolve({
    certainty: 0.7,
    reason: `Each line of ${first.head.file.path} is a user and its items.`,
    uses
  });
}

/** Ids by the numbers that the lists have. */
type Ids = Readonly<Record<Side, Map<string, string>>>;

async function read(context: ReadContext): Promise<void> {
  const found = find(context.heads);
  if (!found) throw appError('import/missing-part', { format: 'lists', missing: 'a file of users with their items' });
  const ids: Ids = { user: new Map(), item: new Map() };
  for (const head of found.ids) await readIds(head, ids, context);
  const unknown = { user: new Set<string>(), item: new Set<string>() };
  const idOf = (side: Side, number: string): string => {
    const id = ids[side].get(number);
    if (id === undefined && ids[side].size > 0) unknown[side].add(number);
    return id ?? number;
  };
  for (const { head, part } of found.lists) {
    const log = context.builder.file(head.file.path, 'interactions', head.file.size);
    let idle = 0;
    const take = (user: string, items: readonly string[]): void => {
      if (items.length === 0) idle++;
      const from = idOf('user', user);
      for (const item of items) context.builder.interaction({ user: from, item: idOf('item', item), part });
      log.took(items.length);
    };
    await (JSON_LISTS.test(head.text) ? readObject(head, take, log, context) : readLists(head, take, log, context));
    if (idle > 0) context.builder.remark(`${idle} users of ${head.file.path} have no item there.`);
  }
  for (const side of ['user', 'item'] as const) {
    if (unknown[side].size > 0)
      context.builder.remark(`${unknown[side].size} ${side}s are in no list of ids and keep their numbers.`);
  }
}

async function readIds(head: FileHead, ids: Ids, { builder, progress }: ReadContext): Promise<void> {
  const list = idListOf(head);
  if (!list) return;
  const log = builder.file(head.file.path, list.side === 'user' ? 'users' : 'items', head.file.size);
  const width = tokensOf(head.lines[0] ?? '').length;
  for await (const batch of readLines(head.file, progress)) {
    for (const { text, line } of batch) {
      if (line === 1 || text.trim() === '') continue;
      const tokens = tokensOf(text);
      // An id of two columns may have spaces.
      const spaced = width === 2 && list.number === 1 ? [tokens.slice(0, -1).join(' '), tokens.at(-1) ?? ''] : tokens;
      const [original, number] = [spaced[list.original], spaced[list.number]];
      if (!original || !number) log.skip('it names no id or no number', line, text);
      else {
        ids[list.side].set(number, original);
        log.took();
      }
    }
  }
}

type Take = (user: string, items: readonly string[]) => void;

async function readLists({ file }: FileHead, take: Take, log: FileLog, { progress }: ReadContext): Promise<void> {
  for await (const batch of readLines(file, progress)) {
    for (const { text, line } of batch) {
      if (text.trim() === '') continue;
      const [user = '', ...items] = tokensOf(text);
      if ([user, ...items].every((token) => INTEGER.test(token))) take(user, items);
      else log.skip('something in it is no whole number', line, text);
    }
    progress.rows += batch.length;
  }
}

const LONGEST_OBJECT = 512 * 2 ** 20;

async function readObject({ file }: FileHead, take: Take, log: FileLog, { progress }: ReadContext): Promise<void> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of textOf(file, progress)) {
    pieces.push(piece);
    length += piece.length;
    if (length > LONGEST_OBJECT) throw appError('import/too-large', { most: LONGEST_OBJECT }, { file: file.path });
  }
  let lists: unknown;
  try {
    lists = JSON.parse(pieces.join(''));
  } catch (error) {
    throw appError(
      'import/unreadable-lines',
      { failed: 1, lines: 1, reason: 'it is no JSON' },
      { file: file.path, line: 1 },
      error
    );
  }
  for (const [user, items] of entriesOf(lists)) {
    if (Array.isArray(items)) take(user, items.map(String));
    else log.skip('a user has no list', 1, user);
  }
}

const previews = (heads: readonly FileHead[]): Promise<readonly Preview[]> =>
  Promise.resolve(
    (find(heads)?.lists ?? []).slice(0, 1).map(({ head }) => ({
      path: head.file.path,
      columns: ['user', 'items'],
      rows: head.lines.slice(0, PREVIEW_ROWS).map((line) => {
        const [user = '', ...items] = tokensOf(line);
        return [shortCell(user), shortCell(items.join(' '))];
      })
    }))
  );

export const adjacencyReader: FormatReader = {
  name: 'adjacency',
  label: 'Lists of items by user (LightGCN, NGCF, KGAT)',
  detect,
  fields: () => Promise.resolve([]),
  previews,
  read
};

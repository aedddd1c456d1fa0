// Reader of the open format: manifest.json, interactions.csv, items.jsonl, users.jsonl. Every row is accounted for: what
// does not fit is an error that names file and line, never a row silently dropped.
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import { contentDigest, readText, type FileSource } from '../../sources/source';
import { assignPaperSplit, makeSplit, pick, sortedOrder, SPLIT_NAMES } from '../../split/split';
import { columnsFromRows, type InteractionRow } from '../../columns/interaction-columns';
import type { Dataset, InteractionList, ItemText, SplitName, UserText } from '../../types';
import { parseCsv } from './csv';
import { MANIFEST_FILE, parseManifest, type Manifest } from './manifest';

const Attributes = v.optional(v.record(v.string(), v.string()), {});
const ItemLine = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  title: v.string(),
  description: v.optional(v.string()),
  attributes: Attributes
});
const UserLine = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  name: v.optional(v.string()),
  attributes: Attributes
});

interface Nodes<T> {
  readonly ids: readonly string[];
  readonly texts: readonly T[] | undefined;
  readonly index: ReadonlyMap<string, number>;
}

interface Interactions {
  readonly pairs: InteractionList;
  readonly texts: readonly InteractionRow[];
  /** Part of each pair, 0 train, 1 val, 2 test; null where the file has no split column. */
  readonly parts: Uint8Array | null;
}

/** Files that make up the data set's identity. The truth file is none of them. */
export async function openFormatFiles(source: FileSource): Promise<readonly string[]> {
  const { files } = parseManifest(await readText(source, MANIFEST_FILE));
  return [MANIFEST_FILE, files.interactions, files.items, files.users].filter((path) => path !== undefined);
}

export const openFormatDigest = async (source: FileSource): Promise<string> =>
  contentDigest(source, await openFormatFiles(source));

/** @throws AppError dataset/… with file and line */
export async function readOpenFormat(source: FileSource): Promise<Dataset> {
  const manifest = parseManifest(await readText(source, MANIFEST_FILE));
  const items = await readNodes(source, manifest.files.items, ItemLine);
  const users = await readNodes(source, manifest.files.users, UserLine);
  const rows = [...parseCsv(await readText(source, manifest.files.interactions), manifest.files.interactions)];
  const tables = {
    users: users ?? nodesFromColumn(rows, 'user_id', manifest.files.interactions),
    items: items ?? nodesFromColumn(rows, 'item_id', manifest.files.interactions)
  };
  const interactions = readInteractions(rows, manifest.files.interactions, tables, manifest);
  checkCounts(manifest, tables.users.ids.length, tables.items.ids.length, interactions.pairs.users.length);
  const dataset = await assemble(manifest, tables, interactions);
  // Made-up data have nobody's ratings to sum up.
  return manifest.synthetic ? dataset : (await import('./kept-attributes')).withKeptAttributes(dataset);
}

async function readNodes<T extends { id: string }>(
  source: FileSource,
  file: string | undefined,
  schema: v.GenericSchema<unknown, T>
): Promise<Nodes<T> | null> {
  if (!file) return null;
  const index = new Map<string, number>();
  const texts: T[] = [];
  const lines = (await readText(source, file)).split('\n');
  lines.forEach((text, at) => {
    if (text.trim() === '') return;
    const where = { file, line: at + 1 };
    const entry = parseLine(text, schema, where);
    if (index.has(entry.id)) throw appError('dataset/duplicate', { what: `The id "${entry.id}"` }, where);
    index.set(entry.id, texts.length);
    texts.push(entry);
  });
  return { ids: texts.map(({ id }) => id), texts, index };
}

function parseLine<T>(text: string, schema: v.GenericSchema<unknown, T>, where: { file: string; line: number }): T {
  const expected = 'one JSON object a line with "id" and, for items, "title"';
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw appError('dataset/broken-line', { reason: 'it is not JSON', expected }, where, error);
  }
  const result = v.safeParse(schema, raw);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const reason = `${v.getDotPath(issue) ?? 'the line'}: ${issue.message}`;
  throw appError('dataset/broken-line', { reason, expected }, where);
}

type Row = { readonly fields: readonly string[]; readonly line: number };

const COLUMNS = ['user_id', 'item_id', 'rating', 'timestamp', 'split', 'review'] as const;
const EXPECTED_COLUMNS = 'a first line naming user_id,item_id and, if any, rating,timestamp,split,review';

function columnsOf(rows: readonly Row[], file: string): ReadonlyMap<string, number> {
  const header = rows[0];
  const columns = new Map(header?.fields.map((name, at) => [name, at]) ?? []);
  const unknown = header?.fields.find((name) => !COLUMNS.some((known) => known === name));
  const reason =
    !columns.has('user_id') || !columns.has('item_id')
      ? 'a column is missing'
      : unknown && `unknown column "${unknown}"`;
  if (!header || reason) {
    throw appError(
      'dataset/broken-line',
      { reason: reason || 'the file is empty', expected: EXPECTED_COLUMNS },
      { file, line: 1 }
    );
  }
  return columns;
}

/** Without a file of users or items their ids are those of the interactions, in order of first appearance. */
function nodesFromColumn(rows: readonly Row[], column: 'user_id' | 'item_id', file: string): Nodes<never> {
  const at = columnsOf(rows, file).get(column) ?? 0;
  const index = new Map<string, number>();
  for (const { fields } of rows.slice(1)) {
    const id = fields[at];
    if (id && !index.has(id)) index.set(id, index.size);
  }
  return { ids: [...index.keys()], texts: undefined, index };
}

function readInteractions(
  rows: readonly Row[],
  file: string,
  tables: { readonly users: Nodes<unknown>; readonly items: Nodes<unknown> },
  manifest: Manifest
): Interactions {
  const columns = columnsOf(rows, file);
  const width = columns.size;
  const body = rows.slice(1);
  const users = new Int32Array(body.length);
  const items = new Int32Array(body.length);
  const withSplit = manifest.split.method === 'column';
  if (withSplit && !columns.has('split')) {
    throw appError(
      'dataset/broken-line',
      { reason: 'there is no split column', expected: 'a column "split", as the manifest says' },
      { file, line: 1 }
    );
  }
  const parts = new Uint8Array(body.length);
  const texts: InteractionRow[] = [];
  const seen = new Set<number>();
  body.forEach(({ fields, line }, row) => {
    const where = { file, line };
    if (fields.length !== width) {
      const reason = `it has ${fields.length} fields instead of ${width}`;
      throw appError('dataset/broken-line', { reason, expected: [...columns.keys()].join(',') }, where);
    }
    const field = (name: (typeof COLUMNS)[number]): string => fields[columns.get(name) ?? -1] ?? '';
    const user = lookUp(tables.users, 'user', field('user_id'), manifest.files.users ?? file, where);
    const item = lookUp(tables.items, 'item', field('item_id'), manifest.files.items ?? file, where);
    const pair = user * tables.items.ids.length + item;
    if (seen.has(pair)) {
      throw appError(
        'dataset/duplicate',
        { what: `The pair of user "${field('user_id')}" and item "${field('item_id')}"` },
        where
      );
    }
    seen.add(pair);
    users[row] = user;
    items[row] = item;
    if (withSplit) parts[row] = partOf(field('split'), where);
    texts.push(textOf(field('rating'), field('timestamp'), field('review'), where));
  });
  return { pairs: { users, items }, texts, parts: withSplit ? parts : null };
}

type LineWhere = { readonly file: string; readonly line: number };

function lookUp(nodes: Nodes<unknown>, kind: 'user' | 'item', id: string, file: string, where: LineWhere): number {
  const found = nodes.index.get(id);
  if (found === undefined) throw appError('dataset/unknown-id', { kind, id, file }, where);
  return found;
}

function partOf(text: string, where: LineWhere): number {
  const part = SPLIT_NAMES.findIndex((name) => name === text);
  if (part < 0)
    throw appError(
      'dataset/broken-line',
      { reason: `"${text}" is no part of a split`, expected: 'train, val or test' },
      where
    );
  return part;
}

function textOf(rating: string, timestamp: string, review: string, where: LineWhere): InteractionRow {
  return {
    ...(rating === '' ? {} : { rating: numberField('rating', rating, where) }),
    ...(timestamp === '' ? {} : { timestamp: numberField('timestamp', timestamp, where) }),
    ...(review === '' ? {} : { review })
  };
}

function numberField(name: string, text: string, where: LineWhere): number {
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw appError('dataset/broken-line', { reason: `${name} is "${text}"`, expected: 'a number' }, where);
}

function checkCounts(manifest: Manifest, users: number, items: number, interactions: number): void {
  const found = { users, items, interactions };
  for (const what of ['users', 'items', 'interactions'] as const) {
    if (manifest.counts[what] !== found[what]) {
      throw appError(
        'dataset/count-mismatch',
        { what, manifest: manifest.counts[what], found: found[what] },
        { file: MANIFEST_FILE }
      );
    }
  }
}

async function assemble(
  manifest: Manifest,
  tables: { readonly users: Nodes<UserText>; readonly items: Nodes<ItemText> },
  { pairs, texts, parts }: Interactions
): Promise<Dataset> {
  const userCount = tables.users.ids.length;
  const itemCount = tables.items.ids.length;
  const assigned =
    parts ?? assignPaperSplit(pairs, userCount, itemCount, manifest.split.method === 'paper' ? manifest.split.seed : 0);
  const order = sortedOrder(pairs);
  const positions = (part: number): number[] => order.filter((at) => assigned[at] === part);
  const [train, val, test] = [positions(0), positions(1), positions(2)];
  for (const [name, list] of [
    ['training', train],
    ['validation', val],
    ['test', test]
  ] as const) {
    if (list.length === 0) throw appError('dataset/empty-part', { part: name }, { file: manifest.files.interactions });
  }
  const byPart = <T>(of: (list: number[]) => T): Record<SplitName, T> => ({
    train: of(train),
    val: of(val),
    test: of(test)
  });
  return {
    name: manifest.name,
    provenance: {
      title: manifest.title,
      description: manifest.description,
      synthetic: manifest.synthetic,
      source: manifest.source,
      ...(manifest.license ? { license: manifest.license } : {}),
      generator: manifest.generator
    },
    userCount,
    itemCount,
    userIds: tables.users.ids,
    itemIds: tables.items.ids,
    split: await makeSplit(
      userCount,
      itemCount,
      byPart((list) => pick(pairs, list))
    ),
    ...(tables.items.texts ? { itemTexts: tables.items.texts.map(itemText) } : {}),
    ...(tables.users.texts ? { userTexts: tables.users.texts.map(userText) } : {}),
    interactionColumns: byPart((list) => columnsFromRows(list.map((at) => texts[at] ?? {})))
  };
}

const itemText = ({ title, description, attributes }: ItemText): ItemText => ({
  title,
  ...(description ? { description } : {}),
  attributes
});
const userText = ({ name, attributes }: UserText): UserText => ({ ...(name ? { name } : {}), attributes });

// RecBole's atomic files: .inter, .item and .user, every column named with its type ("item_id:token"), separated by tabs or by whatever
// else the header shows. Which columns are ids follows from types and joins: data sets have artist_id, session_id or hotel_id. Files whose
// names carry parts (*.train.inter, *.valid.inter, *.test.inter) are a split of their own.
import { appError } from '#lib/errors/app-error';
import { textOf } from '../../bytes/text';
import { timeForm, timeIn, type TimeForm } from '../../detect/times';
import { splitOfFiles, type FileSplit } from '../../detect/parts';
import type { Preview } from '../../reading/inspection';
import type { FileRole } from '../../raw/builder';
import { parseDelimited, type Dialect } from '../delimited/parse';
import { ownSplitRemark } from '../shared/own-split';
import {
  PREVIEW_ROWS,
  shortCell,
  type Detected,
  type FileHead,
  type FileUse,
  type FormatReader,
  type ReadContext
} from '../reader';
import { numberOf } from '../shared/values';

const ROLES: Readonly<Record<string, FileRole>> = { inter: 'interactions', item: 'items', user: 'users' };
const TYPES = /:(token|token_seq|float|float_seq)$/;
/** One name with its type, not several. */
const TYPED = /^[^:]+:(token|token_seq|float|float_seq)$/;

interface Atomic {
  readonly head: FileHead;
  readonly role: FileRole;
  readonly dialect: Dialect;
  /** Without types. */
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

/** The separator by which every column of the header has a type. */
const SEPARATORS = ['\t', ',', ' ', '|', ';', '::'];

function atomicOf(head: FileHead): Atomic | null {
  const role = ROLES[/\.(inter|item|user)$/.exec(head.name)?.[1] ?? ''];
  if (!role) return null;
  const header = head.lines[0] ?? '';
  for (const delimiter of SEPARATORS) {
    const names = header.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
    if (!names.every((name) => TYPED.test(name))) continue;
    return {
      head,
      role,
      dialect: { delimiter, quotes: delimiter === ',' || delimiter === ';' },
      columns: names.map((name) => name.replace(TYPES, '')),
      types: names.map((name) => TYPES.exec(name)?.[1] ?? '')
    };
  }
  return null;
}

/** Place of a column by its name; −1 for none. */
function place({ columns }: Atomic, ...names: readonly string[]): number {
  const plain = columns.map((column) => column.toLowerCase());
  for (const name of names) if (plain.includes(name)) return plain.indexOf(name);
  return -1;
}

const USERS = ['user_id', 'user', 'uid', 'session_id'];
const ITEMS = ['item_id', 'item', 'iid'];

interface Ids {
  readonly user: number;
  readonly item: number;
}

/** Ids of interactions: by name, else the tokens that tables of users and items begin with, else the first two tokens. */
function idsOf(inter: Atomic, tables: readonly Atomic[]): Ids {
  const tokens = inter.types.flatMap((type, at) => (type === 'token' ? [at] : []));
  const keyOf = (role: FileRole): number => {
    const key = tables.find((table) => table.role === role)?.columns[0];
    return key === undefined ? -1 : inter.columns.indexOf(key);
  };
  const first = (...places: readonly number[]): number => places.find((at) => at >= 0) ?? -1;
  const named = {
    user: first(place(inter, ...USERS), keyOf('users')),
    item: first(place(inter, ...ITEMS), keyOf('items'))
  };
  const user = first(named.user, ...tokens.filter((at) => at !== named.item));
  return { user, item: first(named.item, ...tokens.filter((at) => at !== user)) };
}

interface Found {
  readonly interactions: readonly Atomic[];
  readonly tables: readonly Atomic[];
  readonly split: FileSplit | null;
}

function find(heads: readonly FileHead[]): Found {
  const files = heads.flatMap((head) => atomicOf(head) ?? []);
  const interactions = files.filter(({ role }) => role === 'interactions');
  return {
    interactions,
    tables: files.filter(({ role }) => role !== 'interactions'),
    split: splitOfFiles(interactions.map(({ head }) => head.file.path))
  };
}

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const { interactions, tables, split } = find(heads);
  const [first] = interactions;
  if (!first) return Promise.resolve(null);
  const { user, item } = idsOf(first, tables);
  const because = `user “${first.columns[user] ?? ''}”, item “${first.columns[item] ?? ''}”`;
  const uses = new Map<string, FileUse>(
    [...interactions, ...tables].map(({ head, role }) => [
      head.file.path,
      { role, ...(role === 'interactions' ? { because } : {}) }
    ])
  );
  // A whole .inter beside its split holds every interaction twice.
  for (const path of split?.whole ?? [])
    uses.set(path, { role: 'ignored', because: 'the same interactions lie in its split' });
  const remarks = split ? [ownSplitRemark(split)] : [];
  const reason = `${first.head.file.path} names its columns with RecBole's types.`;
  return Promise.resolve({ certainty: 0.9, reason, uses, remarks });
}

async function read(context: ReadContext): Promise<void> {
  const { interactions, tables, split } = find(context.heads);
  const [first] = interactions;
  if (!first) throw appError('import/missing-part', { format: 'RecBole', missing: 'a file that ends in .inter' });
  const keys = idsOf(first, tables);
  const key = { items: first.columns[keys.item] ?? '', users: first.columns[keys.user] ?? '' };
  for (const role of ['items', 'users'] as const) {
    for (const table of tables) if (table.role === role) await readNodes(table, role, key[role], context);
  }
  for (const inter of interactions) {
    const part = split?.parts.get(inter.head.file.path);
    if (split === null || part !== undefined) await readInteractions(inter, idsOf(inter, tables), part, context);
  }
}

async function* rows({ head, dialect, columns, types }: Atomic, { progress }: ReadContext) {
  let skip = 1;
  for await (const batch of parseDelimited(textOf(head.file, progress), dialect, head.file.path)) {
    for (const { fields, line } of batch.slice(skip)) {
      // Words of the last column may be separated as columns are.
      const isOver = fields.length > columns.length && types.at(-1)?.endsWith('_seq');
      const last = columns.length - 1;
      yield { line, fields: isOver ? [...fields.slice(0, last), fields.slice(last).join(dialect.delimiter)] : fields };
    }
    progress.rows += batch.length;
    skip = 0;
  }
}

/** How the times of a column are written, from the file's beginning. */
function timesOf({ head, dialect, columns }: Atomic, at: number): TimeForm {
  const values = head.lines.slice(1).map((line) => line.split(dialect.delimiter)[at] ?? '');
  return timeForm(values, columns[at] ?? '');
}

async function readInteractions(
  inter: Atomic,
  { user: userAt, item: itemAt }: Ids,
  part: number | undefined,
  context: ReadContext
): Promise<void> {
  const { builder } = context;
  const { file } = inter.head;
  if (userAt < 0 || itemAt < 0) {
    const missing = 'two columns of type token, of users and of items';
    throw appError('import/missing-part', { format: 'RecBole', missing }, { file: file.path });
  }
  const [ratingAt, timeAt] = [
    place(inter, 'rating', 'stars', 'overall', 'score'),
    place(inter, 'timestamp', 'time', 'date')
  ];
  const reviewAt = place(inter, 'review', 'review_text', 'text');
  const times = timesOf(inter, timeAt);
  const log = builder.file(file.path, 'interactions', file.size);
  for await (const { fields, line } of rows(inter, context)) {
    const [user, item] = [fields[userAt], fields[itemAt]];
    if (!user || !item) {
      log.skip('it names no user or no item', line, fields.join('\t'));
      continue;
    }
    const [rating, timestamp, review] = [numberOf(fields[ratingAt]), timeIn(fields[timeAt], times), fields[reviewAt]];
    if (timestamp === undefined && fields[timeAt])
      log.note('its time is not understood, and counts as unknown', line, fields[timeAt]);
    builder.interaction({
      user,
      item,
      rating,
      timestamp,
      ...(review ? { review } : {}),
      part
    });
    log.took();
  }
}

async function readNodes(table: Atomic, role: 'items' | 'users', key: string, context: ReadContext): Promise<void> {
  const { builder } = context;
  const { columns, types, head } = table;
  // The column that interactions name, else the first token.
  const named = columns.indexOf(key);
  const idAt = named >= 0 ? named : types.indexOf('token');
  const titleAt =
    role === 'items' ? place(table, 'title', 'item_name', 'movie_title', 'name') : place(table, 'name', 'user_name');
  const descriptionAt = role === 'items' ? place(table, 'description', 'summary', 'plot') : -1;
  const log = builder.file(head.file.path, role, head.file.size);
  for await (const { fields, line } of rows(table, context)) {
    const id = fields[idAt];
    if (!id) {
      log.skip('it has no id', line, fields.join('\t'));
      continue;
    }
    const attributes = new Map(
      columns.flatMap((column, at): [string, string][] =>
        !fields[at] || [idAt, titleAt, descriptionAt].includes(at) ? [] : [[column, fields[at]]]
      )
    );
    const [title, description] = [fields[titleAt], fields[descriptionAt]];
    const node = { id, attributes, ...(title ? { title } : {}), ...(description ? { description } : {}) };
    if (role === 'items' ? builder.item(node) : builder.user(node)) log.took();
    else log.repeated('its id stands in the file before', line, fields.join('\t'));
  }
}

const previews = (heads: readonly FileHead[]): Promise<readonly Preview[]> =>
  Promise.resolve(
    heads
      .flatMap((head) => atomicOf(head) ?? [])
      .map(({ head, columns, types, dialect }) => ({
        path: head.file.path,
        columns: columns.map((column, at) => `${column}:${types[at] ?? ''}`),
        rows: head.lines.slice(1, PREVIEW_ROWS + 1).map((line) => line.split(dialect.delimiter).map(shortCell))
      }))
  );

export const recboleReader: FormatReader = {
  name: 'recbole',
  label: 'RecBole atomic files',
  detect,
  fields: () => Promise.resolve([]),
  previews,
  read
};

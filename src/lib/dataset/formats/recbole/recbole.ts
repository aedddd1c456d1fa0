// RecBole's atomic files: .inter, .item and .user, tab-separated, every column named with its type ("item_id:token"). Three .inter
// files called *.train.inter, *.valid.inter and *.test.inter are a split of their own.
import { appError } from '#lib/errors/app-error';
import { textOf } from '../../bytes/text';
import type { Preview } from '../../inspection';
import type { FileRole } from '../../raw/builder';
import { parseDelimited, type Dialect } from '../delimited/parse';
import {
  PREVIEW_ROWS,
  shortCell,
  type Detected,
  type FileHead,
  type FileUse,
  type FormatReader,
  type ReadContext
} from '../reader';
import { numberOf, timeOf } from '../values';

const DIALECT: Dialect = { delimiter: '\t', quotes: false };
const ROLES: Readonly<Record<string, FileRole>> = { inter: 'interactions', item: 'items', user: 'users' };
const SPLITS: Readonly<Record<string, number>> = { train: 0, valid: 1, test: 2 };
const TYPES = /:(token|token_seq|float|float_seq)$/;

const roleOf = (head: FileHead): FileRole | null => {
  const role = ROLES[/\.(inter|item|user)$/.exec(head.name)?.[1] ?? ''];
  return role && columnsOf(head).every((column) => TYPES.test(column)) ? role : null;
};
const columnsOf = (head: FileHead): string[] => (head.lines[0] ?? '').split('\t');
const partOf = (head: FileHead): number | undefined =>
  SPLITS[/\.(train|valid|test)\.inter$/.exec(head.name)?.[1] ?? ''];

/** Place of a column by its name without type; −1 for none. */
function place(columns: readonly string[], ...names: readonly string[]): number {
  const plain = columns.map((column) => column.replace(TYPES, '').toLowerCase());
  for (const name of names) if (plain.includes(name)) return plain.indexOf(name);
  return -1;
}

function detect(heads: readonly FileHead[]): Promise<Detected | null> {
  const uses = new Map<string, FileUse>();
  for (const head of heads) {
    const role = roleOf(head);
    if (role) uses.set(head.file.path, { role });
  }
  const interactions = heads.filter((head) => roleOf(head) === 'interactions');
  if (interactions.length === 0) return Promise.resolve(null);
  // A whole .inter beside its split holds every interaction twice.
  const split = interactions.filter((head) => partOf(head) !== undefined);
  if (split.length > 0 && split.length < interactions.length) {
    for (const head of interactions) {
      if (partOf(head) === undefined)
        uses.set(head.file.path, { role: 'ignored', because: 'the same interactions lie in its split' });
    }
  }
  const reason = `${interactions[0]?.file.path ?? ''} names its columns with RecBole's types.`;
  return Promise.resolve({ certainty: 0.9, reason, uses });
}

async function read(context: ReadContext): Promise<void> {
  const detected = await detect(context.heads);
  if (!detected) throw appError('import/missing-part', { format: 'RecBole', missing: 'a file that ends in .inter' });
  for (const role of ['items', 'users', 'interactions'] as const) {
    for (const head of context.heads) {
      if (detected.uses.get(head.file.path)?.role !== role) continue;
      await (role === 'interactions' ? readInteractions(head, context) : readNodes(head, role, context));
    }
  }
}

async function* rows(head: FileHead, { progress }: ReadContext) {
  let skip = 1;
  for await (const batch of parseDelimited(textOf(head.file, progress), DIALECT, head.file.path)) {
    yield* batch.slice(skip);
    progress.rows += batch.length;
    skip = 0;
  }
}

async function readInteractions(head: FileHead, context: ReadContext): Promise<void> {
  const { builder } = context;
  const columns = columnsOf(head);
  const [userAt, itemAt] = [place(columns, 'user_id', 'user'), place(columns, 'item_id', 'item')];
  if (userAt < 0 || itemAt < 0) {
    throw appError(
      'import/missing-part',
      { format: 'RecBole', missing: 'the columns user_id and item_id' },
      { file: head.file.path }
    );
  }
  const [ratingAt, timeAt] = [place(columns, 'rating', 'stars', 'overall'), place(columns, 'timestamp', 'time')];
  const reviewAt = place(columns, 'review', 'review_text', 'text');
  const part = partOf(head);
  const log = builder.file(head.file.path, 'interactions', head.file.size);
  for await (const { fields, line } of rows(head, context)) {
    const [user, item] = [fields[userAt], fields[itemAt]];
    if (!user || !item) {
      log.skip('it names no user or no item', line, fields.join('\t'));
      continue;
    }
    const [rating, timestamp, review] = [numberOf(fields[ratingAt]), timeOf(fields[timeAt]), fields[reviewAt]];
    builder.interaction({
      user,
      item,
      ...(rating === undefined ? {} : { rating }),
      ...(timestamp === undefined ? {} : { timestamp }),
      ...(review ? { review } : {}),
      ...(part === undefined ? {} : { part })
    });
    log.took();
  }
}

async function readNodes(head: FileHead, role: 'items' | 'users', context: ReadContext): Promise<void> {
  const { builder } = context;
  const columns = columnsOf(head);
  const idAt = role === 'items' ? place(columns, 'item_id', 'item') : place(columns, 'user_id', 'user');
  const titleAt =
    role === 'items'
      ? place(columns, 'title', 'item_name', 'movie_title', 'name')
      : place(columns, 'name', 'user_name');
  const descriptionAt = role === 'items' ? place(columns, 'description', 'summary', 'plot') : -1;
  const log = builder.file(head.file.path, role, head.file.size);
  for await (const { fields, line } of rows(head, context)) {
    const id = fields[idAt];
    if (!id) {
      log.skip('it has no id', line, fields.join('\t'));
      continue;
    }
    const attributes = new Map(
      columns.flatMap((column, at): [string, string][] =>
        !fields[at] || [idAt, titleAt, descriptionAt].includes(at) ? [] : [[column.replace(TYPES, ''), fields[at]]]
      )
    );
    const [title, description] = [fields[titleAt], fields[descriptionAt]];
    const node = { id, attributes, ...(title ? { title } : {}), ...(description ? { description } : {}) };
    if (role === 'items' ? builder.item(node) : builder.user(node)) log.took();
    else log.skip('its id stands in the file before', line, fields.join('\t'));
  }
}

const previews = (heads: readonly FileHead[]): Promise<readonly Preview[]> =>
  Promise.resolve(
    heads
      .filter((head) => roleOf(head))
      .map((head) => ({
        path: head.file.path,
        columns: columnsOf(head),
        rows: head.lines.slice(1, PREVIEW_ROWS + 1).map((line) => line.split('\t').map(shortCell))
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

// Tables of anybody's making: interactions as CSV, TSV, JSON lines or a JSON array, with tables of items and users where there are
// some. Which file is which, and which column is what, is guessed and can be said otherwise.
import { appError } from '#lib/errors/app-error';
import type { ReadingSettings } from '../../imports/record';
import type { Preview, ReadingField } from '../../inspection';
import type { FileLog, RawDataBuilder } from '../../raw/builder';
import {
  PREVIEW_ROWS,
  shortCell,
  textSetting,
  type Detected,
  type FileHead,
  type FileUse,
  type FormatReader,
  type ReadContext
} from '../reader';
import { numberOf, timeOf } from '../values';
import {
  HELP,
  interactionMapping,
  itemMapping,
  LABELS,
  partOf,
  userMapping,
  type ColumnKey,
  type GuessedColumn,
  type InteractionColumn,
  type ItemColumn,
  type Mapping,
  type UserColumn
} from './mapping';
import { tableRows } from './records';
import { tableShape, type TableShape } from './shape';

interface Shaped {
  readonly head: FileHead;
  readonly shape: TableShape;
}

interface Table<Key extends ColumnKey> extends Shaped {
  readonly mapping: Mapping<Key>;
}

interface Tables {
  /** Several where the interactions are cut into files of the same columns. */
  readonly interactions: readonly Table<InteractionColumn>[];
  readonly items: Table<ItemColumn> | null;
  readonly users: Table<UserColumn> | null;
  /** Files that are none of these, and why. */
  readonly ignored: ReadonlyMap<string, string>;
}

async function tablesOf(heads: readonly FileHead[], settings: ReadingSettings): Promise<Tables> {
  const ignored = new Map<string, string>();
  const shaped: Shaped[] = [];
  for (const head of heads) {
    const shape = await tableShape(head);
    if (shape) shaped.push({ head, shape });
    else ignored.set(head.file.path, 'it holds no records');
  }
  const said = (key: string) => textSetting(settings, key);
  const isNode = (path: string): boolean => path === said('items_file') || path === said('users_file');
  const interactions = shaped
    .map(({ head, shape }) => ({ head, shape, mapping: interactionMapping(shape, settings) }))
    .filter(({ head, mapping }) => {
      const wanted = said('interactions_file');
      if (wanted !== undefined) return head.file.path === wanted;
      return !isNode(head.file.path) && mapping.user_column.column !== '' && mapping.item_column.column !== '';
    });
  const rest = shaped.filter(({ head }) => !interactions.some((table) => table.head === head));
  const ids = (key: 'user_column' | 'item_column'): ReadonlySet<string> =>
    new Set(interactions.flatMap(({ shape, mapping }) => valuesOf(shape, mapping[key].column)));
  const items = bestTable(
    rest,
    said('items_file'),
    (shape) => itemMapping(shape, settings, ids('item_column')),
    (mapping) => mapping.item_id_column
  );
  const others = rest.filter(({ head }) => head !== items?.head);
  const users = bestTable(
    others,
    said('users_file'),
    (shape) => userMapping(shape, settings, ids('user_column')),
    (mapping) => mapping.user_id_column
  );
  for (const { head } of others) {
    if (head !== users?.head) ignored.set(head.file.path, 'no column of it joins the interactions');
  }
  return { interactions, items, users, ignored };
}

function valuesOf({ columns, sample }: TableShape, column: string): string[] {
  const at = columns.indexOf(column);
  return at < 0 ? [] : sample.map((row) => row[at] ?? '');
}

/** The table that was named, else the one whose id joins the interactions, else one that has an id by name. */
function bestTable<Key extends ColumnKey>(
  tables: readonly Shaped[],
  named: string | undefined,
  map: (shape: TableShape) => Mapping<Key>,
  idOf: (mapping: Mapping<Key>) => GuessedColumn
): Table<Key> | null {
  const candidates = tables
    .filter(({ head }) => named === undefined || head.file.path === named)
    .map(({ head, shape }) => ({ head, shape, mapping: map(shape) }))
    .filter(({ mapping }) => idOf(mapping).column !== '');
  return candidates.find(({ mapping }) => idOf(mapping).because.startsWith('its values')) ?? candidates[0] ?? null;
}

async function detect(heads: readonly FileHead[], settings: ReadingSettings): Promise<Detected | null> {
  const tables = await tablesOf(heads, settings);
  const [first] = tables.interactions;
  if (!first) return null;
  const uses = new Map<string, FileUse>(
    [...tables.ignored].map(([path, because]) => [path, { role: 'ignored', because }])
  );
  for (const { head } of tables.interactions) uses.set(head.file.path, { role: 'interactions' });
  if (tables.items) uses.set(tables.items.head.file.path, { role: 'items' });
  if (tables.users) uses.set(tables.users.head.file.path, { role: 'users' });
  const { user_column: user, item_column: item } = first.mapping;
  const reason = `${first.head.file.path} has a column of users (“${user.column}”) and one of items (“${item.column}”).`;
  return { certainty: 0.4, reason, uses };
}

function columnField(key: ColumnKey, guess: GuessedColumn, columns: readonly string[]): ReadingField {
  const because = guess.because ? { because: guess.because } : {};
  return {
    key,
    label: LABELS[key],
    help: HELP[key],
    type: 'choice',
    options: ['', ...columns],
    value: guess.column,
    ...because
  };
}

async function fields(heads: readonly FileHead[], settings: ReadingSettings): Promise<readonly ReadingField[]> {
  const { interactions, items, users } = await tablesOf(heads, settings);
  const paths = ['', ...heads.map(({ file }) => file.path)];
  const fileField = (key: string, label: string, value: string): ReadingField => ({
    key,
    label,
    help: `Which file holds the ${label.toLowerCase()}.`,
    type: 'choice',
    options: paths,
    value
  });
  const files =
    heads.length < 2
      ? []
      : [
          ...(interactions.length > 1
            ? []
            : [fileField('interactions_file', 'Interactions', interactions[0]?.head.file.path ?? '')]),
          fileField('items_file', 'Items', items?.head.file.path ?? ''),
          fileField('users_file', 'Users', users?.head.file.path ?? '')
        ];
  const columnsOf = <Key extends ColumnKey>(
    table: Table<Key> | null | undefined,
    keys: readonly Key[]
  ): ReadingField[] => (table ? keys.map((key) => columnField(key, table.mapping[key], table.shape.columns)) : []);
  return [
    ...files,
    ...columnsOf(interactions[0], [
      'user_column',
      'item_column',
      'rating_column',
      'time_column',
      'review_column',
      'split_column'
    ]),
    ...columnsOf(items, ['item_id_column', 'title_column', 'description_column']),
    ...columnsOf(users, ['user_id_column', 'name_column'])
  ];
}

async function previews(heads: readonly FileHead[], settings: ReadingSettings): Promise<readonly Preview[]> {
  const { interactions, items, users } = await tablesOf(heads, settings);
  return [...interactions.slice(0, 1), items, users].flatMap((table) =>
    table
      ? [
          {
            path: table.head.file.path,
            columns: table.shape.columns,
            rows: table.shape.sample.slice(0, PREVIEW_ROWS).map((row) => row.map(shortCell))
          }
        ]
      : []
  );
}

/** Place of a column; −1 for none. @throws AppError import/no-column where it is named but not there */
function place({ shape, head }: Shaped, column: string): number {
  if (column === '') return -1;
  const at = shape.columns.indexOf(column);
  if (at < 0) {
    throw appError('import/no-column', { column, known: shape.columns.join(', ') }, { file: head.file.path });
  }
  return at;
}

async function read({ heads, settings, builder, progress }: ReadContext): Promise<void> {
  const { interactions, items, users } = await tablesOf(heads, settings);
  if (interactions.length === 0) {
    throw appError('import/missing-part', {
      format: 'tables',
      missing: 'a table with a column of users and one of items'
    });
  }
  if (items) await readItems(items, builder, progress);
  if (users) await readUsers(users, builder, progress);
  for (const table of interactions) await readInteractions(table, builder, progress);
}

async function readInteractions(
  table: Table<InteractionColumn>,
  builder: RawDataBuilder,
  progress: ReadContext['progress']
): Promise<void> {
  const { file } = table.head;
  const log = builder.file(file.path, 'interactions', file.size);
  const at = (key: InteractionColumn): number => place(table, table.mapping[key].column);
  const [userAt, itemAt, ratingAt] = [at('user_column'), at('item_column'), at('rating_column')];
  const [timeAt, reviewAt, splitAt] = [at('time_column'), at('review_column'), at('split_column')];
  if (userAt < 0 || itemAt < 0) {
    throw appError(
      'import/missing-part',
      { format: 'tables', missing: 'a column of users and one of items' },
      { file: file.path }
    );
  }
  await eachRow(table, log, progress, (fields, line) => {
    const [user, item] = [fields[userAt], fields[itemAt]];
    const text = (): string => fields.join(',');
    if (!user || !item) return void log.skip('it names no user or no item', line, text());
    const rating = numberOf(fields[ratingAt]);
    if (rating === undefined && fields[ratingAt]?.trim()) return void log.skip('its rating is no number', line, text());
    const part = splitAt < 0 ? undefined : partOf(fields[splitAt]);
    if (splitAt >= 0 && part === undefined)
      return void log.skip('its part of the split is none of train, val, test', line, text());
    const timestamp = timeOf(fields[timeAt]);
    const review = fields[reviewAt];
    builder.interaction({
      user,
      item,
      ...(rating === undefined ? {} : { rating }),
      ...(timestamp === undefined ? {} : { timestamp }),
      ...(review ? { review } : {}),
      ...(part === undefined ? {} : { part })
    });
    log.took();
  });
}

async function eachRow(
  table: Shaped,
  log: FileLog,
  progress: ReadContext['progress'],
  take: (fields: readonly string[], line: number) => void
): Promise<void> {
  for await (const batch of tableRows(table.head.file, table.shape, progress)) {
    for (const row of batch) {
      if (row.ok) take(row.fields, row.line);
      else log.skip(row.reason, row.line, row.text);
    }
    progress.rows += batch.length;
  }
}

async function readItems(
  table: Table<ItemColumn>,
  builder: RawDataBuilder,
  progress: ReadContext['progress']
): Promise<void> {
  const { mapping, shape, head } = table;
  const log = builder.file(head.file.path, 'items', head.file.size);
  const [idAt, titleAt, descriptionAt] = [
    place(table, mapping.item_id_column.column),
    place(table, mapping.title_column.column),
    place(table, mapping.description_column.column)
  ];
  await eachRow(table, log, progress, (fields, line) => {
    const id = fields[idAt];
    if (!id) return void log.skip('it has no id', line, fields.join(','));
    const attributes = new Map(
      shape.columns.flatMap((column, at): [string, string][] => {
        const value = fields[at] ?? '';
        return value === '' || at === idAt || at === titleAt || at === descriptionAt ? [] : [[column, value]];
      })
    );
    const [title, description] = [fields[titleAt], fields[descriptionAt]];
    const isNew = builder.item({
      id,
      attributes,
      ...(title ? { title } : {}),
      ...(description ? { description } : {})
    });
    if (isNew) log.took();
    else log.skip('its id stands in the file before', line, fields.join(','));
  });
}

async function readUsers(
  table: Table<UserColumn>,
  builder: RawDataBuilder,
  progress: ReadContext['progress']
): Promise<void> {
  const { mapping, shape, head } = table;
  const log = builder.file(head.file.path, 'users', head.file.size);
  const [idAt, nameAt] = [place(table, mapping.user_id_column.column), place(table, mapping.name_column.column)];
  await eachRow(table, log, progress, (fields, line) => {
    const id = fields[idAt];
    if (!id) return void log.skip('it has no id', line, fields.join(','));
    const attributes = new Map(
      shape.columns.flatMap((column, at): [string, string][] =>
        !fields[at] || at === idAt || at === nameAt ? [] : [[column, fields[at]]]
      )
    );
    const title = fields[nameAt];
    if (builder.user({ id, attributes, ...(title ? { title } : {}) })) log.took();
    else log.skip('its id stands in the file before', line, fields.join(','));
  });
}

export const tableReader: FormatReader = {
  name: 'table',
  label: 'Tables (CSV, TSV, JSON)',
  detect,
  fields,
  previews,
  read
};

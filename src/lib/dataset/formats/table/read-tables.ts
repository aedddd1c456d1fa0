// Rows of tables into raw data: ids, numbers and times as their columns write them. What a row lacks it is left out for or stays
// without, and either is counted.
import { appError } from '#lib/errors/app-error';
import { ReadingProgress } from '../../bytes/text';
import { idForm, idText, type IdForm } from '../../detect/ids';
import { partIn, splitForm } from '../../detect/interactions';
import { isMissing } from '../../detect/missing';
import { numberForm, numberIn } from '../../detect/numbers';
import { isOpenDate, orderOf, timeForm, timeIn, type TimeForm } from '../../detect/times';
import type { FileLog, RawDataBuilder } from '../../raw/builder';
import { textSetting, type ReadContext } from '../reader';
import type { ColumnKey, InteractionColumn, ItemColumn, UserColumn } from './labels';
import type { Table, Tables } from './mapping';
import { tableRows } from './records';
import type { Shaped } from './shape';

/** @throws AppError import/no-column, import/nested-id, … */
export async function readTables({ interactions, items, users }: Tables, context: ReadContext): Promise<void> {
  if (items) await readItems(items, context);
  if (users) await readUsers(users, context);
  for (const table of interactions) await readInteractions(table, interactions, context);
}

/** @throws AppError import/no-column, import/nested-id where there is no such column */
function columnAt({ shape, head }: Pick<Shaped, 'shape' | 'head'>, column: string): number {
  const at = shape.columns.indexOf(column);
  if (at >= 0) return at;
  const inside = shape.columns.filter((name) => name.startsWith(`${column}.`));
  if (inside.length > 0)
    throw appError('import/nested-id', { column, inside: inside.join(', ') }, { file: head.file.path });
  throw appError('import/no-column', { column, known: shape.columns.join(', ') }, { file: head.file.path });
}

/** Place of a column; −1 for none. @throws AppError import/no-column where it is named but not there */
function place<Key extends ColumnKey>(table: Table<Key>, key: Key): number {
  const { column } = table.mapping[key];
  return column === '' ? -1 : columnAt(table, column);
}

/** Place of a column of ids. @throws AppError import/nested-id */
function idPlace<Key extends ColumnKey>(table: Table<Key>, key: Key): number {
  const at = place(table, key);
  const column = table.mapping[key].column;
  if (at >= 0 && table.shape.nested.has(column))
    throw appError('import/nested-id', { column, inside: '' }, { file: table.head.file.path });
  return at;
}

/** Values of a column in the first rows of tables. */
function* valuesOf(tables: readonly Table<InteractionColumn>[], key: InteractionColumn): Generator<string> {
  for (const table of tables) {
    const at = place(table, key);
    if (at >= 0) for (const row of table.shape.sample) yield row[at] ?? '';
  }
}

const formAt = ({ shape }: Shaped, at: number): IdForm => idForm(shape.sample.map((row) => row[at] ?? ''));

/** How times are written: what the first rows leave open (is 03/04 March or April?) all rows may decide. */
async function timesOf(tables: readonly Table<InteractionColumn>[], { settings }: ReadContext): Promise<TimeForm> {
  const values = [...valuesOf(tables, 'time_column')];
  const form = timeForm(values, tables[0]?.mapping.time_column.column ?? '');
  const said = textSetting(settings, 'dates');
  if (said === 'day-first' || said === 'month-first') return { ...form, order: said };
  if (form.order !== null || !values.some(isOpenDate) || values.some((value) => orderOf(value) !== null)) return form;
  for (const table of tables) {
    const at = place(table, 'time_column');
    for await (const batch of tableRows(table.head.file, table.shape, new ReadingProgress([], {}))) {
      for (const row of batch) {
        const order = row.ok ? orderOf(row.fields[at] ?? '') : null;
        if (order !== null) return { ...form, order };
      }
    }
  }
  return form;
}

async function readInteractions(
  table: Table<InteractionColumn>,
  all: readonly Table<InteractionColumn>[],
  context: ReadContext
): Promise<void> {
  const { builder, progress } = context;
  const { file } = table.head;
  const log = builder.file(file.path, 'interactions', file.size);
  const [userAt, itemAt] = [idPlace(table, 'user_column'), idPlace(table, 'item_column')];
  const [ratingAt, timeAt] = [place(table, 'rating_column'), place(table, 'time_column')];
  const [reviewAt, splitAt] = [place(table, 'review_column'), place(table, 'split_column')];
  if (userAt < 0 || itemAt < 0) {
    throw appError(
      'import/missing-part',
      { format: 'tables', missing: 'a column of users and one of items' },
      { file: file.path }
    );
  }
  const [users, items] = [formAt(table, userAt), formAt(table, itemAt)];
  const ratings = numberForm(valuesOf(all, 'rating_column'));
  const times = timeAt < 0 ? null : await timesOf(all, context);
  const splitColumn = table.evidence[splitAt];
  const parts = (splitColumn && splitForm(splitColumn)) ?? 'words';
  // Files that were put together have a header where each began.
  const names = { user: table.mapping.user_column.column, item: table.mapping.item_column.column };
  const describe = ownDescriptions(table, builder);
  await eachRow(table, log, progress, (fields, line) => {
    const [user, item] = [idText(fields[userAt], users), idText(fields[itemAt], items)];
    const text = (): string => fields.join(',');
    if (user === names.user && item === names.item)
      return void log.repeated('it names the columns once more', line, text());
    if (user === '' || item === '') return void log.skip('it names no user or no item', line, text());
    const rated = fields[ratingAt];
    const rating = numberIn(rated, ratings);
    if (rating === undefined && rated !== undefined && !isMissing(rated)) {
      if (ratings.none === null || Number(rated) !== ratings.none)
        return void log.skip('its rating is no number', line, text());
      log.note(`a rating of ${ratings.none} is taken for none`, line, text());
    }
    const part = splitAt < 0 ? table.part : partIn(fields[splitAt], parts);
    if (splitAt >= 0 && part === undefined)
      return void log.skip('its part of the split is none of train, val, test', line, text());
    const timestamp = times === null ? undefined : timeIn(fields[timeAt], times);
    if (times !== null && timestamp === undefined && !isMissing(fields[timeAt] ?? ''))
      log.note('its time is not understood, and counts as unknown', line, fields[timeAt] ?? '');
    describe(item, fields);
    const review = fields[reviewAt];
    builder.interaction({
      user,
      item,
      rating,
      timestamp,
      ...(review ? { review } : {}),
      part
    });
    log.took();
  });
}

/** Describes an item the first time that it stands in a table that has words of its own for items. */
function ownDescriptions(
  { shape, own, head }: Table<InteractionColumn>,
  builder: RawDataBuilder
): (item: string, fields: readonly string[]) => void {
  if (!own) return () => undefined;
  const at = (column: string): number => (column === '' ? -1 : columnAt({ shape, head }, column));
  const [titleAt, descriptionAt] = [at(own.title_column.column), at(own.description_column.column)];
  if (titleAt < 0 && descriptionAt < 0 && own.attributes.length === 0) return () => undefined;
  const seen = new Set<string>();
  return (id, fields) => {
    if (seen.has(id)) return;
    seen.add(id);
    const [title, description] = [textAt(fields, titleAt), textAt(fields, descriptionAt)];
    const attributes = attributesOf(
      fields,
      own.attributes.map((place): [string, number] => [shape.columns[place] ?? '', place])
    );
    builder.item({ id, attributes, ...(title ? { title } : {}), ...(description ? { description } : {}) });
  };
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

async function readItems(table: Table<ItemColumn>, { builder, progress }: ReadContext): Promise<void> {
  const { head } = table;
  const log = builder.file(head.file.path, 'items', head.file.size);
  const idAt = idPlace(table, 'item_id_column');
  const [titleAt, descriptionAt] = [place(table, 'title_column'), place(table, 'description_column')];
  await eachNode(table, log, progress, { idAt, others: [titleAt, descriptionAt] }, (id, fields, attributes) => {
    const [title, description] = [textAt(fields, titleAt), textAt(fields, descriptionAt)];
    return builder.item({ id, attributes, ...(title ? { title } : {}), ...(description ? { description } : {}) });
  });
}

async function readUsers(table: Table<UserColumn>, { builder, progress }: ReadContext): Promise<void> {
  const { head } = table;
  const log = builder.file(head.file.path, 'users', head.file.size);
  const [idAt, nameAt] = [idPlace(table, 'user_id_column'), place(table, 'name_column')];
  await eachNode(table, log, progress, { idAt, others: [nameAt] }, (id, fields, attributes) => {
    const title = textAt(fields, nameAt);
    return builder.user({ id, attributes, ...(title ? { title } : {}) });
  });
}

type TakeNode = (
  id: string,
  fields: readonly string[],
  attributes: ReadonlyMap<string, string>
) => ReturnType<RawDataBuilder['item']>;

function eachNode(
  table: Table<ItemColumn> | Table<UserColumn>,
  log: FileLog,
  progress: ReadContext['progress'],
  { idAt, others }: { readonly idAt: number; readonly others: readonly number[] },
  take: TakeNode
): Promise<void> {
  const { shape, keptOut } = table;
  const form = formAt(table, idAt);
  const kept = shape.columns.flatMap((column, at): [string, number][] =>
    at === idAt || others.includes(at) || keptOut.has(column) ? [] : [[column, at]]
  );
  return eachRow(table, log, progress, (fields, line) => {
    const id = idText(fields[idAt], form);
    if (id === '') return void log.skip('it has no id', line, fields.join(','));
    if (take(id, fields, attributesOf(fields, kept))) log.took();
    else log.repeated('its id stands in the file before', line, fields.join(','));
  });
}

/** What programs write for nothing; "none" and "-" may be words of an attribute. */
const NOTHING = new Set(['', 'nan', 'NaN', 'NULL', 'null', '\\N', '<NA>', 'None']);
const isNothing = (value: string): boolean => NOTHING.has(value);

const attributesOf = (
  fields: readonly string[],
  kept: readonly (readonly [column: string, at: number])[]
): ReadonlyMap<string, string> =>
  new Map(
    kept.flatMap(([column, at]): [string, string][] => {
      const value = fields[at] ?? '';
      return isNothing(value) ? [] : [[column, value]];
    })
  );

const textAt = (fields: readonly string[], at: number): string => {
  const text = fields[at] ?? '';
  return isNothing(text) ? '' : text;
};

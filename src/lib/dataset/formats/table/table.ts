// Tables of anybody's making: interactions as CSV, TSV, JSON lines or a JSON array, with tables of items and users where there are
// some. Which file is which, and which column is what, is decided in dataset/detect and can be said otherwise.
import { isOpenDate } from '../../detect/times';
import type { ReadingSettings } from '../../imports/record';
import type { Preview, ReadingField } from '../../reading/inspection';
import {
  choiceSetting,
  PREVIEW_ROWS,
  shortCell,
  textSetting,
  type Detected,
  type FileHead,
  type FormatReader
} from '../reader';
import { detectedOf } from './describe';
import {
  DATE_ORDERS,
  HEADERS,
  HELP,
  INTERACTION_KEYS,
  ITEM_KEYS,
  LABELS,
  USER_KEYS,
  type ColumnKey,
  type GuessedColumn
} from './labels';
import { tablesOf, type Table, type Tables } from './mapping';
import { readTables } from './read-tables';

async function detect(heads: readonly FileHead[], settings: ReadingSettings): Promise<Detected | null> {
  const tables = await tablesOf(heads, settings);
  const detected = tables && detectedOf(tables);
  if (!detected) return null;
  return {
    ...detected,
    fields: (all) => fields(tables, all, settings),
    previews: () => previews(tables),
    async read(context) {
      choiceSetting(settings, 'dates', DATE_ORDERS);
      await readTables(tables, settings, context);
    }
  };
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

function fields(
  { interactions, items, users, question }: Tables,
  heads: readonly FileHead[],
  settings: ReadingSettings
): readonly ReadingField[] {
  const paths = ['', ...heads.map(({ file }) => file.path)];
  const fileField = (key: string, label: string, value: string, options: readonly string[] = paths): ReadingField => ({
    key,
    label,
    help: `Which file holds the ${label.toLowerCase()}.`,
    type: 'choice',
    options,
    value
  });
  const isAsked = question?.kind === 'which-file';
  const said = textSetting(settings, 'interactions_file') ?? interactions[0]?.head.file.path ?? '';
  const files =
    heads.length < 2
      ? []
      : [
          ...(interactions.length > 1 && !isAsked && textSetting(settings, 'interactions_file') === undefined
            ? []
            : [
                isAsked
                  ? fileField('interactions_file', 'Interactions', '', ['', ...question.paths])
                  : fileField(
                      'interactions_file',
                      'Interactions',
                      said,
                      said === '' || paths.includes(said) ? paths : [...paths, said]
                    )
              ]),
          fileField('items_file', 'Items', items?.head.file.path ?? ''),
          fileField('users_file', 'Users', users?.head.file.path ?? '')
        ];
  const columnsOf = <Key extends ColumnKey>(
    table: Table<Key> | null | undefined,
    keys: readonly Key[]
  ): ReadingField[] => (table ? keys.map((key) => columnField(key, table.mapping[key], table.shape.columns)) : []);
  const formField = (key: string, label: string, help: string, options: readonly string[]): ReadingField => ({
    key,
    label,
    help,
    type: 'choice',
    options,
    value: textSetting(settings, key) ?? 'auto'
  });
  const first = interactions[0];
  const hasDates = first?.shape.sample.some((row) =>
    isOpenDate(row[first.shape.columns.indexOf(first.mapping.time_column.column)] ?? '')
  );
  return [
    ...files,
    ...columnsOf(first, INTERACTION_KEYS),
    ...columnsOf(items, ITEM_KEYS),
    ...(first?.own
      ? (['title_column', 'description_column'] as const).flatMap((key) =>
          first.own ? [columnField(key, first.own[key], first.shape.columns)] : []
        )
      : []),
    ...columnsOf(users, USER_KEYS),
    ...(first?.shape.kind === 'delimited'
      ? [formField('header', 'Header', 'Whether the first row names the columns; auto: its values tell.', HEADERS)]
      : []),
    ...(hasDates
      ? [formField('dates', 'Order of dates', 'Of dates such as 03/04/2011; auto: a day above 12 tells.', DATE_ORDERS)]
      : [])
  ];
}

const previews = ({ interactions, items, users }: Tables): readonly Preview[] =>
  [...interactions.slice(0, 1), items, users].flatMap((table) =>
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

export const tableReader: FormatReader = { name: 'table', label: 'Tables (CSV, TSV, JSON)', detect };

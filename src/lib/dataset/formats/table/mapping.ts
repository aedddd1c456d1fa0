// Which column of which file is what, by the keys of the dataset cell: what the place of detection (dataset/detect) finds, with what the
// reader says instead.
import { appError } from '#lib/errors/app-error';
import type { ColumnEvidence } from '../../detect/column';
import type { Guess, InteractionRole } from '../../detect/interactions';
import { attributeKeptOut, descriptionColumn, titleColumn } from '../../detect/nodes';
import type { Part } from '../../detect/parts';
import { tableRoles, type NodeTable, type OpenQuestion, type SaidRoles, type TableEvidence } from '../../detect/roles';
import type { ReadingSettings } from '../../imports/record';
import { textSetting, type FileHead } from '../reader';
import type { ColumnKey, InteractionColumn, ItemColumn, UserColumn } from './labels';
import { ownItems, type OwnItems } from './own-items';
import { shaped, type Shaped } from './shape';

export interface GuessedColumn {
  /** '' for none. */
  readonly column: string;
  /** Why; '' where nothing fits. */
  readonly because: string;
}
export type Mapping<Key extends ColumnKey> = Readonly<Record<Key, GuessedColumn>>;

export interface Table<Key extends ColumnKey> extends Shaped {
  readonly mapping: Mapping<Key>;
  /** Of a table of nodes: columns that go into no text, and why. */
  readonly keptOut: ReadonlyMap<string, string>;
  /** Of interactions without a table of items: what they say of items themselves. */
  readonly own?: OwnItems;
  /** Of interactions: what the file's name says. */
  readonly part?: Part;
}

export interface Tables {
  readonly interactions: readonly Table<InteractionColumn>[];
  readonly items: Table<ItemColumn> | null;
  readonly users: Table<UserColumn> | null;
  /** Files that are none of these, and why. */
  readonly ignored: ReadonlyMap<string, string>;
  readonly question: OpenQuestion | null;
  readonly withoutValidation: boolean;
}

const ROLE_KEYS: Readonly<Record<InteractionRole, InteractionColumn>> = {
  user: 'user_column',
  item: 'item_column',
  rating: 'rating_column',
  time: 'time_column',
  review: 'review_column',
  split: 'split_column'
};

type Evident = TableEvidence & { readonly shaped: Shaped };

/** null where no file could hold interactions. @throws AppError import/too-deep, import/too-many-columns */
export async function tablesOf(heads: readonly FileHead[], settings: ReadingSettings): Promise<Tables | null> {
  const ignored = new Map<string, string>();
  const tables: Evident[] = [];
  for (const head of heads) {
    const found = await shaped(head, settings);
    if (found) tables.push(evident(found));
    else ignored.set(head.file.path, 'it holds no records');
  }
  const roles = tableRoles(tables, saidRoles(heads, settings));
  if (!roles) {
    checkSaid(tables, settings);
    return null;
  }
  const interactions = roles.interactions.map(({ table, columns, part }): Table<InteractionColumn> => {
    const guess = (role: InteractionRole): GuessedColumn => {
      const found = guessed(table, columns[role], ROLE_KEYS[role], settings);
      // A test file without ratings has none, where the training file has the column that was said.
      const isElsewhere = roles.interactions.some((other) => other.table.names.includes(found.column));
      return !table.names.includes(found.column) && isElsewhere ? { column: '', because: '' } : found;
    };
    const taken = new Set(Object.values(columns).map(({ at }) => at));
    return {
      ...table.shaped,
      keptOut: new Map(),
      ...(roles.items ? {} : { own: ownItems(table.shaped, columns.item.at, taken, settings) }),
      part,
      mapping: {
        user_column: guess('user'),
        item_column: guess('item'),
        rating_column: guess('rating'),
        time_column: guess('time'),
        review_column: guess('review'),
        split_column: guess('split')
      }
    };
  });
  return {
    interactions,
    items: roles.items && itemTable(roles.items, settings),
    users: roles.users && userTable(roles.users, settings),
    ignored: new Map([...ignored, ...roles.ignored]),
    question: roles.question,
    withoutValidation: roles.withoutValidation
  };
}

/** @throws AppError import/no-column, import/nested-id, import/no-such-choice where what was said is not there */
function checkSaid(tables: readonly Evident[], settings: ReadingSettings): void {
  const [first] = tables;
  if (!first) return;
  for (const key of ['user_column', 'item_column']) {
    const column = textSetting(settings, key);
    if (!column || tables.some(({ names }) => names.includes(column))) continue;
    const inside = first.names.filter((name) => name.startsWith(`${column}.`));
    if (inside.length > 0)
      throw appError('import/nested-id', { column, inside: inside.join(', ') }, { file: first.path });
    throw appError('import/no-column', { column, known: first.names.join(', ') }, { file: first.path });
  }
  const value = textSetting(settings, 'interactions_file');
  if (value)
    throw appError('import/no-such-choice', {
      key: 'interactions_file',
      value,
      known: tables.map(({ path }) => path).join(', ')
    });
}

const evident = (found: Shaped): Evident => ({
  path: found.head.file.path,
  names: found.shape.columns,
  hasNames: found.shape.hasNames,
  columns: found.evidence,
  rows: found.shape.sample,
  shaped: found
});

function saidRoles(heads: readonly FileHead[], settings: ReadingSettings): SaidRoles {
  const said = (key: string): string | null => textSetting(settings, key) || null;
  const interactions = said('interactions_file');
  const known = heads.map(({ file }) => file.path);
  const column = (key: ColumnKey): string | undefined => textSetting(settings, key);
  const columns = Object.entries(ROLE_KEYS).flatMap(([role, key]) => {
    const name = column(key);
    return name === undefined ? [] : [[role, name]];
  });
  const [itemId, userId] = [column('item_id_column'), column('user_id_column')];
  return {
    interactions:
      interactions === null
        ? null
        : known.includes(interactions)
          ? [interactions]
          : interactions.split(',').map((path) => path.trim()),
    items: said('items_file'),
    users: said('users_file'),
    columns: {
      ...Object.fromEntries(columns),
      itemId,
      userId
    }
  };
}

/** What the reader said of a column, else the guess. */
function guessed(
  { names }: TableEvidence,
  { at, because }: Guess,
  key: ColumnKey,
  settings: ReadingSettings
): GuessedColumn {
  const said = textSetting(settings, key);
  return said === undefined ? { column: names[at] ?? '', because } : { column: said, because: '' };
}

const columnAt = ({ names }: TableEvidence, name: string): number => names.indexOf(name);

function itemTable({ table, key }: NodeTable<Evident>, settings: ReadingSettings): Table<ItemColumn> {
  const id = guessed(table, key, 'item_id_column', settings);
  const taken = new Set([columnAt(table, id.column)]);
  const title = guessed(table, titleColumn(table.columns, taken), 'title_column', settings);
  taken.add(columnAt(table, title.column));
  const description = guessed(table, descriptionColumn(table.columns, taken), 'description_column', settings);
  taken.add(columnAt(table, description.column));
  const mapping = { item_id_column: id, title_column: title, description_column: description };
  return { ...table.shaped, mapping, keptOut: keptOutOf(table, taken) };
}

function userTable({ table, key }: NodeTable<Evident>, settings: ReadingSettings): Table<UserColumn> {
  const id = guessed(table, key, 'user_id_column', settings);
  const taken = new Set([columnAt(table, id.column)]);
  const name = guessed(table, titleColumn(table.columns, taken), 'name_column', settings);
  taken.add(columnAt(table, name.column));
  return { ...table.shaped, mapping: { user_id_column: id, name_column: name }, keptOut: keptOutOf(table, taken) };
}

/** Values that tell what a column holds. */
const TELLING_ROWS = 50;

function keptOutOf({ names, columns, rows }: TableEvidence, taken: ReadonlySet<number>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [at, column] of columns.entries()) {
    if (taken.has(at)) continue;
    const reason = keptOutBecause(
      column,
      rows.slice(0, TELLING_ROWS).map((row) => row[at] ?? '')
    );
    if (reason) found.set(names[at] ?? '', reason);
  }
  return found;
}

const keptOutBecause = (column: ColumnEvidence, values: readonly string[]): string | null =>
  // A row number says nothing of an item.
  column.name === '' && column.counts ? 'row numbers' : attributeKeptOut(column, values);

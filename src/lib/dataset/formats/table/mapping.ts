// Which column of a table is what: guessed from names and values with a reason for each, and open to correction. Keys are those of
// the dataset cell.
import type { ReadingSettings } from '../../imports/record';
import type { TableShape } from './shape';

export type InteractionColumn =
  'user_column' | 'item_column' | 'rating_column' | 'time_column' | 'review_column' | 'split_column';
export type ItemColumn = 'item_id_column' | 'title_column' | 'description_column';
export type UserColumn = 'user_id_column' | 'name_column';
export type ColumnKey = InteractionColumn | ItemColumn | UserColumn;

/** Names by which columns go, the most telling first. Underscores, hyphens, spaces and case do not count. */
const NAMES: Readonly<Record<ColumnKey, readonly string[]>> = {
  user_column: ['userid', 'user', 'uid', 'reviewerid', 'customerid', 'username', 'memberid', 'accountid', 'u'],
  item_column: [
    'itemid',
    'item',
    'iid',
    'movieid',
    'parentasin',
    'asin',
    'productid',
    'businessid',
    'bookid',
    'isbn',
    'gameid',
    'appid',
    'songid',
    'trackid',
    'artistid',
    'articleid',
    'i'
  ],
  rating_column: ['rating', 'ratings', 'stars', 'overall', 'score', 'bookrating', 'rate'],
  time_column: ['timestamp', 'unixreviewtime', 'time', 'ts', 'date', 'datetime', 'reviewtime', 'createdat', 'unixtime'],
  review_column: ['review', 'reviewtext', 'text', 'comment', 'body', 'reviewbody', 'content'],
  split_column: ['split', 'part', 'fold'],
  item_id_column: [
    'itemid',
    'iid',
    'movieid',
    'parentasin',
    'asin',
    'productid',
    'businessid',
    'bookid',
    'isbn',
    'gameid',
    'appid',
    'songid',
    'trackid',
    'artistid',
    'articleid',
    'id'
  ],
  title_column: ['title', 'name', 'movietitle', 'producttitle', 'booktitle', 'itemname', 'appname'],
  description_column: ['description', 'plot', 'summary', 'overview', 'synopsis', 'abstract', 'about', 'text'],
  user_id_column: ['userid', 'uid', 'reviewerid', 'customerid', 'memberid', 'id'],
  name_column: ['name', 'username', 'reviewername', 'nickname']
};

export const LABELS: Readonly<Record<ColumnKey, string>> = {
  user_column: 'User',
  item_column: 'Item',
  rating_column: 'Rating',
  time_column: 'Time',
  review_column: 'Review',
  split_column: 'Part of the split',
  item_id_column: 'Id of the item',
  title_column: 'Title',
  description_column: 'Description',
  user_id_column: 'Id of the user',
  name_column: 'Name'
};

export const HELP: Readonly<Record<ColumnKey, string>> = {
  user_column: 'Who clicked, bought or rated.',
  item_column: 'What was clicked, bought or rated.',
  rating_column: 'A number; a filter can then ask for a least rating.',
  time_column: 'Seconds or milliseconds since 1970, or a date; dates without a zone are UTC.',
  review_column: 'What the user wrote of the item.',
  split_column: 'train, val or test, where the file brings its own split.',
  item_id_column: 'By it the table of items is joined to the interactions.',
  title_column: 'What the item is called.',
  description_column: 'What profiles of items are made from. All other columns of the table are kept as attributes.',
  user_id_column: 'By it the table of users is joined to the interactions.',
  name_column: 'What the user is called.'
};

export interface GuessedColumn {
  /** '' for none. */
  readonly column: string;
  /** Why; '' where nothing fits. */
  readonly because: string;
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
    .replace(/:(token|float|tokenseq|floatseq)$/, '');

function byName(key: ColumnKey, columns: readonly string[], taken: ReadonlySet<string>): GuessedColumn {
  for (const name of NAMES[key]) {
    const column = columns.find((candidate) => !taken.has(candidate) && plain(candidate) === name);
    if (column !== undefined) return { column, because: `it is called “${column}”` };
  }
  return { column: '', because: '' };
}

/** What a reader said of a column, else the guess. */
function chosen(key: ColumnKey, guess: GuessedColumn, settings: ReadingSettings): GuessedColumn {
  const said = settings[key];
  return said === undefined ? guess : { column: String(said), because: '' };
}

export type Mapping<Key extends ColumnKey> = Readonly<Record<Key, GuessedColumn>>;

const POSITIONS: readonly InteractionColumn[] = ['user_column', 'item_column', 'rating_column', 'time_column'];

/** Columns of a table of interactions; without a header the usual order: user, item, rating, time. */
export function interactionMapping(shape: TableShape, settings: ReadingSettings): Mapping<InteractionColumn> {
  const taken = new Set<string>();
  const guess = (key: InteractionColumn): GuessedColumn => {
    const position = POSITIONS.indexOf(key);
    const named = shape.hasHeader
      ? byName(key, shape.columns, taken)
      : { column: shape.columns[position] ?? '', because: 'the file has no header, and this is the usual order' };
    const found = chosen(key, position < 0 && !shape.hasHeader ? { column: '', because: '' } : named, settings);
    if (key === 'split_column' && settings[key] === undefined && !isSplit(shape, found.column))
      return { column: '', because: '' };
    if (found.column) taken.add(found.column);
    return found;
  };
  return {
    user_column: guess('user_column'),
    item_column: guess('item_column'),
    rating_column: guess('rating_column'),
    time_column: guess('time_column'),
    review_column: guess('review_column'),
    split_column: guess('split_column')
  };
}

export const PARTS = ['train', 'val', 'test'] as const;

/** The part that a text names: 0 train, 1 val, 2 test; undefined for none. */
export function partOf(text: string | undefined): number | undefined {
  const name = text?.trim().toLowerCase();
  if (name === 'valid' || name === 'validation') return 1;
  const part = PARTS.findIndex((known) => known === name);
  return part < 0 ? undefined : part;
}

function isSplit({ columns, sample }: TableShape, column: string): boolean {
  const at = columns.indexOf(column);
  return at >= 0 && sample.length > 0 && sample.every((row) => partOf(row[at]) !== undefined);
}

/** @param known ids that interactions name: the column whose values are among them is the id, whatever it is called */
export function itemMapping(
  shape: TableShape,
  settings: ReadingSettings,
  known: ReadonlySet<string>
): Mapping<ItemColumn> {
  const id = chosen(
    'item_id_column',
    joined(shape, known) ?? byName('item_id_column', shape.columns, new Set()),
    settings
  );
  const title = chosen('title_column', byName('title_column', shape.columns, new Set([id.column])), settings);
  const taken = new Set([id.column, title.column]);
  return {
    item_id_column: id,
    title_column: title,
    description_column: chosen('description_column', byName('description_column', shape.columns, taken), settings)
  };
}

export function userMapping(
  shape: TableShape,
  settings: ReadingSettings,
  known: ReadonlySet<string>
): Mapping<UserColumn> {
  const id = chosen(
    'user_id_column',
    joined(shape, known) ?? byName('user_id_column', shape.columns, new Set()),
    settings
  );
  return {
    user_id_column: id,
    name_column: chosen('name_column', byName('name_column', shape.columns, new Set([id.column])), settings)
  };
}

/** Share of a sample's values that must be known ids. */
const JOINS_FROM = 0.3;

function joined({ columns, sample }: TableShape, known: ReadonlySet<string>): GuessedColumn | null {
  if (known.size === 0 || sample.length === 0) return null;
  const shares = columns.map((column, at) => {
    const values = new Set(sample.map((row) => row[at] ?? ''));
    // An id tells rows apart; a genre or a year that happens to be among the ids does not.
    const isKey = values.size > 0.95 * sample.length;
    return { column, share: isKey ? [...values].filter((value) => known.has(value)).length / values.size : 0 };
  });
  const best = shares.reduce((a, b) => (b.share > a.share ? b : a), { column: '', share: 0 });
  if (best.share < JOINS_FROM) return null;
  return { column: best.column, because: `its values are among the ids of the interactions` };
}

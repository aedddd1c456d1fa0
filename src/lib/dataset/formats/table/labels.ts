// The keys by which a dataset cell says which column is what, with their labels: without code, so that forms can list them cheaply.

export const INTERACTION_KEYS = [
  'user_column',
  'item_column',
  'rating_column',
  'time_column',
  'review_column',
  'split_column'
] as const;
export const ITEM_KEYS = ['item_id_column', 'title_column', 'description_column'] as const;
export const USER_KEYS = ['user_id_column', 'name_column'] as const;
/** In the order of the table of a form. */
export const COLUMN_KEYS = [...INTERACTION_KEYS, ...ITEM_KEYS, ...USER_KEYS] as const;

export type InteractionColumn = (typeof INTERACTION_KEYS)[number];
export type ItemColumn = (typeof ITEM_KEYS)[number];
export type UserColumn = (typeof USER_KEYS)[number];
export type ColumnKey = (typeof COLUMN_KEYS)[number];

/** The column under a key. */
export interface GuessedColumn {
  /** '' for none. */
  readonly column: string;
  /** Why; '' where nothing fits. */
  readonly because: string;
}

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
  time_column: 'Seconds (or milli-, micro-, nanoseconds) since 1970, or a date; dates without a zone are UTC.',
  review_column: 'What the user wrote of the item.',
  split_column: 'train, val or test, where the file brings its own split.',
  item_id_column: 'By it the table of items is joined to the interactions.',
  title_column: 'What the item is called.',
  description_column:
    'What profiles of items are made from. Other columns are kept as attributes, but for sums of ratings and addresses.',
  user_id_column: 'By it the table of users is joined to the interactions.',
  name_column: 'What the user is called.'
};

export const HEADERS = ['auto', 'yes', 'no'] as const;
export const DATE_ORDERS = ['auto', 'day-first', 'month-first'] as const;

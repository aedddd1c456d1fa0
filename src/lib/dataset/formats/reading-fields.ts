// The settings of all readers as keys of the dataset cell. Their values are guessed from the files; a cell names only what it wants
// otherwise, or wants to have in writing.
import { HELP, LABELS, type ColumnKey } from './table/mapping';

export interface ReadingKey {
  readonly key: string;
  readonly label: string;
  readonly help: string;
}

/** In the order of the table of a form. */
const COLUMNS: readonly ColumnKey[] = [
  'user_column',
  'item_column',
  'rating_column',
  'time_column',
  'review_column',
  'split_column',
  'item_id_column',
  'title_column',
  'description_column',
  'user_id_column',
  'name_column'
];

const file = (what: string): ReadingKey => ({
  key: `${what}_file`,
  label: `File of ${what}`,
  help: `Which of several files holds the ${what}; guessed from their columns.`
});

export const READING_KEYS: readonly ReadingKey[] = [
  {
    key: 'format',
    label: 'Format',
    help: 'open, official, table, movielens, recbole, amazon, yelp or steam; guessed from the files.'
  },
  {
    key: 'encoding',
    label: 'Encoding',
    help: 'Of the texts of all files: windows-1252, gbk, shift_jis, euc-kr, … UTF-8, UTF-16 and Windows-1252 are known by their bytes. utf-8 reads broken characters as “�”.'
  },
  file('interactions'),
  file('items'),
  file('users'),
  ...COLUMNS.map((key) => ({ key, label: `Column: ${LABELS[key].toLowerCase()}`, help: HELP[key] })),
  {
    key: 'review_text',
    label: 'Text of reviews',
    help: 'What of an Amazon review is kept: text, summary-and-text, or none.'
  }
];

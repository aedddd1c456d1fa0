// The settings of all readers as keys of the dataset cell. Their values are guessed from the files; a cell names only what it wants
// otherwise, or wants to have in writing.
import { ROW_FORMATS, WHOLE_FORMATS } from './names';
import { COLUMN_KEYS, HELP, LABELS } from '../table/labels';

export interface ReadingKey {
  readonly key: string;
  readonly label: string;
  readonly help: string;
}

const file = (what: string): ReadingKey => ({
  key: `${what}_file`,
  label: `File of ${what}`,
  help: `Which of several files holds the ${what}; guessed from names, columns and values.${
    what === 'interactions' ? ' Several with commas between them.' : ''
  }`
});

export const READING_KEYS: readonly ReadingKey[] = [
  {
    key: 'format',
    label: 'Format',
    help: `${[...WHOLE_FORMATS, ...ROW_FORMATS].join(', ')}; guessed from the files.`
  },
  {
    key: 'encoding',
    label: 'Encoding',
    help: 'Of the texts of all files: windows-1252, gbk, shift_jis, euc-kr, … UTF-8, UTF-16 and Windows-1252 are known by their bytes. utf-8 reads broken characters as “�”.'
  },
  file('interactions'),
  file('items'),
  file('users'),
  ...COLUMN_KEYS.map((key) => ({ key, label: `Column: ${LABELS[key].toLowerCase()}`, help: HELP[key] })),
  {
    key: 'header',
    label: 'Header',
    help: 'Whether the first row of a table names its columns: yes, no, or auto (told by its values).'
  },
  {
    key: 'dates',
    label: 'Order of dates',
    help: 'Of dates such as 03/04/2011: day-first, month-first, or auto (a day above 12 in the column decides).'
  },
  {
    key: 'review_text',
    label: 'Text of reviews',
    help: 'What of an Amazon review is kept: text, summary-and-text, or none.'
  }
];

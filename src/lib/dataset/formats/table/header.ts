// Whether the first row of a delimited file names its columns: told by the row and by what stands below it, since data sets come with
// names, with numbers that pandas writes where nobody gave names (0, 1, 2), and with nothing.
import { namedId, wordsOf } from '../../detect/names';
import { looksLikeTime } from '../../detect/times';

export interface Header {
  /** Whether the first row is no data. */
  readonly isHeader: boolean;
  /** Whether it says what the columns are; numbers do not. */
  readonly hasNames: boolean;
  /** One name a column, each once. */
  readonly columns: readonly string[];
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));
const WORDS = new Set([
  'rating',
  'ratings',
  'stars',
  'score',
  'overall',
  'timestamp',
  'time',
  'date',
  'title',
  'name',
  'description',
  'review',
  'text',
  'genre',
  'genres',
  'category',
  'label',
  'split',
  'weight',
  'count'
]);

/** @param rows the first ones, the first of all among them @param said what the reader says */
export function headerOf(rows: readonly (readonly string[])[], said: 'auto' | 'yes' | 'no'): Header {
  const [first = [], ...below] = rows;
  const width = commonWidth(below.length > 0 ? below : rows);
  // R writes the names of its rows without a name for them.
  const cells = first.length === width - 1 && below.length > 0 ? ['', ...first] : first;
  const unnamed = (count: number): string[] => Array.from({ length: count }, (_, at) => `column ${at + 1}`);
  const none: Header = { isHeader: false, hasNames: false, columns: unnamed(Math.max(width, first.length)) };
  if (said === 'no') return none;
  if (countsColumns(cells, below)) return { isHeader: true, hasNames: false, columns: named(cells) };
  if (said === 'yes' || namesColumns(cells, below)) return { isHeader: true, hasNames: true, columns: named(cells) };
  return none;
}

function commonWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

/** Names, with one for columns that have none, and each once. */
function named(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  return cells.map((cell, at) => {
    const name = cell.trim() || `column ${at + 1}`;
    const own = seen.has(name) ? `${name} (column ${at + 1})` : name;
    seen.add(own);
    return own;
  });
}

/** 0, 1, 2 …, with an empty cell before them where pandas wrote row numbers too. */
function countsColumns(cells: readonly string[], below: readonly (readonly string[])[]): boolean {
  const numbers = cells[0]?.trim() === '' ? cells.slice(1) : cells;
  if (numbers.length === 0 || !numbers.every((cell, at) => cell.trim() === String(at))) return false;
  if (numbers.length < cells.length) return true;
  // It could be user 0 with item 1. Data that begin so have more of user 0, and no column that such a number does not fit.
  const values = (at: number): string[] => below.map((row) => row[at] ?? '');
  const misfits = cells.some((cell, at) => {
    const column = values(at).filter((value) => value.trim() !== '');
    return column.length > 0 && (!column.some(isNumber) || (column.every(looksLikeTime) && !looksLikeTime(cell)));
  });
  const again = (at: number): boolean => values(at).some((value) => value.trim() === cells[at]);
  return misfits || !again(0) || !again(1);
}

function namesColumns(cells: readonly string[], below: readonly (readonly string[])[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (
    filled.length === 0 ||
    new Set(filled).size < filled.length ||
    filled.some((cell) => isNumber(cell) || looksLikeTime(cell))
  )
    return false;
  if (filled.length < cells.length - 1) return false;
  if (below.length === 0) return true;
  const known = filled.filter((cell) => {
    const { user, item } = namedId(cell);
    return cell.length < 40 && (Math.max(user, item) >= 1.5 || wordsOf(cell).some((word) => WORDS.has(word)));
  }).length;
  const alike = cells.map((cell, at) => {
    const values = below.map((row) => row[at] ?? '').filter((value) => value.trim() !== '');
    return {
      isOther:
        values.length > 0 &&
        values.filter((value) => isNumber(value) || looksLikeTime(value)).length > 0.8 * values.length,
      again: values.includes(cell),
      sameShape:
        values.length > 0 &&
        /\d/.test(cell) &&
        values.filter((value) => shapeOf(value) === shapeOf(cell)).length > 0.5 * values.length
    };
  });
  // Texts over numbers are names.
  if (alike.some(({ isOther }) => isOther)) return true;
  // A row that says what columns hold is none of data, even where files that were put together have it again.
  if (known > 1) return true;
  if (alike.some(({ again }) => again)) return false;
  return known > 0 || !alike.some(({ sameShape }) => sameShape);
}

/** "u12" and "u7" are of one shape. */
const shapeOf = (text: string): string =>
  text
    .trim()
    .replace(/\d+/g, '9')
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A');

// Which column of a table of items or users is what: the id by its join with the interactions, title and description by their names, and
// which of the others may go into texts. What sums up ratings does not: held-out ones are in it.
import { canBeIds, isKey, isScale, type ColumnEvidence } from './column';
import type { Guess } from './interactions';
import { NOTHING } from './interactions';
import { JOINS_FROM, joinOf, NO_JOIN, type Join } from './joins';
import { columnLeftOut } from '../text/attributes';
import { isBareId, namesNodes, type Side } from './names';

export interface FoundKey extends Guess {
  readonly join: Join;
}

/**
 * The column that tells the rows of a table apart and joins the interactions.
 * @param named the columns of interactions that name that side; several where they are cut into files
 * @param path of the table
 */
export function keyColumn(
  columns: readonly ColumnEvidence[],
  named: readonly ColumnEvidence[],
  side: Side,
  path: string
): FoundKey {
  let best: FoundKey = { ...NOTHING, join: NO_JOIN };
  const isOfThatSide = namesNodes(path) === side;
  for (const [at, column] of columns.entries()) {
    if (!canBeIds(column) || !isKey(column)) continue;
    const joins = named.map((other) => joinOf(column, other, isOfThatSide));
    const join = joins.reduce((a, b) => (b.strength > a.strength ? b : a), NO_JOIN);
    if (join.strength >= JOINS_FROM && join.strength > best.join.strength)
      best = { at, because: join.because, sure: true, join };
  }
  return best;
}

/** An id by its name alone, where nothing joins. */
export function keyByName(columns: readonly ColumnEvidence[], side: Side): Guess {
  const ranked = columns
    .map((column, at) => ({ column, at, score: isBareId(column.name) ? 1 : column.named[side] }))
    .filter(({ column, score }) => score >= 1 && (column.filled === 0 || canBeIds(column)))
    .sort((a, b) => b.score - a.score);
  const [first] = ranked;
  return first ? { at: first.at, because: `it is called “${first.column.name}”`, sure: true } : NOTHING;
}

const TITLES = new Set(['title', 'name']);
const BESIDE_TITLES = new Set(
  (
    'item product movie film book song track artist album game app business restaurant hotel venue place anime manga recipe beer wine show series course podcast ' +
    'video news article event paper document english original full display short main primary long prod doc poi user member reviewer customer'
  ).split(' ')
);
const DESCRIPTIONS = [
  'description',
  'desc',
  'plot',
  'summary',
  'overview',
  'synopsis',
  'abstract',
  'about',
  'text',
  'blurb',
  'content',
  'body',
  'details',
  'detail desc',
  'short description',
  'long description',
  'product description',
  'item description',
  'book description',
  'movie description',
  'storyline',
  'caption'
];

/** @param taken the id and other columns that are spoken for */
export function titleColumn(columns: readonly ColumnEvidence[], taken: ReadonlySet<number>): Guess {
  const idWords = [...taken].flatMap((at) => columns[at]?.words ?? []);
  const ranked = columns
    .map((column, at) => {
      const { words } = column;
      const fits =
        words.some((word) => TITLES.has(word) || word === 'username') &&
        words.every((word) => TITLES.has(word) || BESIDE_TITLES.has(word) || word === 'username');
      const shares = words.some((word) => idWords.includes(word) && word !== 'id') ? 2 : 0;
      return {
        column,
        at,
        score: !fits ? -1 : shares + (words.length === 1 ? 1.5 : 1) + (words.includes('title') ? 0.3 : 0)
      };
    })
    .filter(({ at, score, column }) => score >= 0 && !taken.has(at) && column.numbers < 0.9)
    .sort((a, b) => b.score - a.score || a.at - b.at);
  const [first] = ranked;
  return first ? { at: first.at, because: `it is called “${first.column.name}”`, sure: true } : NOTHING;
}

export function descriptionColumn(columns: readonly ColumnEvidence[], taken: ReadonlySet<number>): Guess {
  const ranked = columns
    .map((column, at) => ({ column, at, rank: DESCRIPTIONS.indexOf(column.words.join(' ')) }))
    .filter(({ at, rank, column }) => rank >= 0 && !taken.has(at) && column.numbers < 0.9)
    .sort((a, b) => a.rank - b.rank);
  const [first] = ranked;
  return first ? { at: first.at, because: `it is called “${first.column.name}”`, sure: true } : NOTHING;
}

/** Why a column may not go into texts (text/attributes.ts decides it by name and values); null where it may. */
export const attributeKeptOut = (column: ColumnEvidence, values: readonly string[]): string | null =>
  columnLeftOut(column.name, values);

/** Whether a table has words to describe its rows by: without any it is a table of links between ids. */
export const hasWords = (columns: readonly ColumnEvidence[]): boolean =>
  columns.some((column) => column.filled > 0 && column.numbers < 0.5 && !isScale(column));

// Which of several tables holds the interactions, which describes items, which users, and why the others are not read. Names of files
// and columns, values and joins count together; where two tables could be the interactions, nobody guesses: the reader is asked.
import { isKey, isTimes, type ColumnEvidence } from './column';
import {
  interactionColumns,
  isSure,
  type InteractionColumns,
  type InteractionRole,
  type TableKey
} from './interactions';
import { overlapOf } from './joins';
import { fileWords, namesInteractions, namesNodes, sameName, wordsOf, type Side } from './names';
import { hasWords, keyByName, keyColumn, titleColumn, type FoundKey } from './nodes';
import { foldsOf, splitOfFiles, type Part } from './parts';

/** What is known of a file that holds rows. */
export interface TableEvidence {
  readonly path: string;
  /** Names of its columns, as shown. */
  readonly names: readonly string[];
  readonly hasNames: boolean;
  readonly columns: readonly ColumnEvidence[];
  /** First rows. */
  readonly rows: readonly (readonly string[])[];
}

/** What the reader said. */
export interface SaidRoles {
  /** Paths; null where nothing is said. */
  readonly interactions: readonly string[] | null;
  readonly items: string | null;
  readonly users: string | null;
  /** Names of columns by what they hold; '' for none. */
  readonly columns: Partial<Readonly<Record<InteractionRole | 'itemId' | 'userId', string>>>;
}

export interface InteractionTable<T> {
  readonly table: T;
  readonly columns: InteractionColumns;
  /** By the file's name, where the files are a split. */
  readonly part?: Part;
}

export interface NodeTable<T> {
  readonly table: T;
  readonly key: FoundKey;
}

/** What only the reader can say. */
export type OpenQuestion =
  | { readonly kind: 'which-file'; readonly paths: readonly string[] }
  | {
      readonly kind: 'which-columns';
      readonly path: string;
      readonly columns: readonly string[];
      readonly open: readonly Side[];
    };

export interface TableRoles<T> {
  /** Several where the interactions are cut into files. */
  readonly interactions: readonly InteractionTable<T>[];
  readonly items: NodeTable<T> | null;
  readonly users: NodeTable<T> | null;
  /** Files that are not read, and why. */
  readonly ignored: ReadonlyMap<string, string>;
  readonly question: OpenQuestion | null;
  /** Whether the files' names are a split without a validation part. */
  readonly withoutValidation: boolean;
}

interface Candidate<T> {
  readonly table: T;
  readonly columns: InteractionColumns;
  readonly rank: number;
  /** Why it is none of interactions, where it surely is not. */
  readonly against: string;
}

/** Two tables as likely as this to be the interactions are a question. */
const AS_LIKELY = 0.6;

/** @returns null where no table could hold interactions, whatever was said */
export function tableRoles<T extends TableEvidence>(tables: readonly T[], said: SaidRoles): TableRoles<T> | null {
  const ignored = new Map<string, string>();
  const nodePaths = [said.items, said.users];
  const all = tables
    .filter(({ path }) => !nodePaths.includes(path) && (said.interactions?.includes(path) ?? true))
    .map((table) => candidate(table, tables, said))
    .filter((found) => found !== null);
  const chosen = said.interactions ? { tables: all, question: null } : chooseInteractions(all, ignored);
  if (chosen.tables.length === 0) return null;
  const [first] = chosen.tables;
  const split = splitOfFiles(chosen.tables.map(({ table }) => table.path));
  const interactions = chosen.tables.map(({ table, columns }): InteractionTable<T> => {
    const part = split?.parts.get(table.path);
    return { table, columns, part };
  });
  const open = first && !isSure(first.columns) && chosen.question === null ? first : null;
  const rest = tables.filter((table) => !chosen.tables.some((other) => other.table === table));
  const { items, users } = nodeTables(rest, interactions, said, ignored);
  for (const { table, against } of all) {
    if (ignored.has(table.path) || [...interactions, items, users].some((used) => used?.table === table)) continue;
    ignored.set(table.path, against);
  }
  return {
    interactions,
    items,
    users,
    ignored,
    question: open ? whichColumns(open) : chosen.question,
    withoutValidation: split !== null && !split.hasValidation
  };
}

function whichColumns<T extends TableEvidence>({ table, columns }: Candidate<T>): OpenQuestion {
  const open = (['user', 'item'] as const).filter((side) => columns[side].at < 0 || !columns[side].sure);
  return { kind: 'which-columns', path: table.path, columns: table.names, open };
}

/** Columns of the other tables that tell their rows apart. */
function keysBeside<T extends TableEvidence>(table: T, tables: readonly T[]): TableKey[] {
  return tables.flatMap((other) => {
    if (other === table || sameColumns(other, table)) return [];
    const side = sideOf(other);
    const named = keyByName(other.columns, side);
    // Of several columns that tell rows apart the id is the one that is called so, else any may be.
    return other.columns.flatMap((column, at) =>
      isKey(column) && column.rows > 1 && (named.at < 0 || named.at === at || column.numbers < 0.5)
        ? [{ column, side }]
        : []
    );
  });
}

const PERSONS = new Set([
  'age',
  'gender',
  'sex',
  'occupation',
  'birthday',
  'birth',
  'yob',
  'email',
  'country',
  'job',
  'zip'
]);

/** Whose table it is, where it is one of nodes: of items, unless its name or its columns speak of persons. */
function sideOf(table: TableEvidence): Side {
  const byName = namesNodes(table.path);
  if (byName) return byName;
  const words = table.columns.flatMap(({ name }) => wordsOf(name));
  return words.some((word) => PERSONS.has(word)) && titleColumn(table.columns, new Set()).at < 0 ? 'user' : 'item';
}

const sameColumns = (a: TableEvidence, b: TableEvidence): boolean =>
  a.names.length === b.names.length && a.names.every((name, at) => name === b.names[at]);

function candidate<T extends TableEvidence>(table: T, tables: readonly T[], said: SaidRoles): Candidate<T> | null {
  const places: Partial<Record<InteractionRole, number>> = {};
  for (const role of ['user', 'item', 'rating', 'time', 'review', 'split'] as const) {
    const name = said.columns[role];
    if (name === undefined) continue;
    const at = name === '' ? -1 : table.names.indexOf(name);
    // A column of a user or an item that was said but is not there: another table has it.
    if (at < 0 && name !== '' && (role === 'user' || role === 'item') && said.interactions === null) return null;
    places[role] = at;
  }
  const columns = interactionColumns(table.columns, {
    hasNames: table.hasNames,
    keys: keysBeside(table, tables),
    said: places
  });
  return { table, columns, ...rankOf(table, columns) };
}

const TAGS = new Set(['tag', 'tagid', 'tags', 'label']);
const FRIENDS = new Set(
  'friend friends friendship trustee truster followee follower trust edge edges network social relation'.split(' ')
);

function rankOf(table: TableEvidence, columns: InteractionColumns): { rank: number; against: string } {
  const { user, item, rating, time, review } = columns;
  const byFile = namesInteractions(table.path);
  const [items, timed] = [table.columns[item.at], table.columns[time.at]];
  const words = table.columns.flatMap((column, at) => (at === user.at ? [] : wordsOf(column.name)));
  const isTagged = words.some((word) => TAGS.has(word)) && rating.at < 0;
  const isFriends = words.some((word) => FRIENDS.has(word)) || fileWords(table.path).some((word) => FRIENDS.has(word));
  const isOnce = (column: ColumnEvidence | undefined): boolean =>
    column !== undefined && column.rows >= 10 && isKey(column);
  const describes = isOnce(items) || isOnce(table.columns[user.at]);
  const sides = user.at >= 0 && item.at >= 0;
  const rank =
    (sides ? (user.sure ? 1 : 0) + (item.sure ? 1 : 0) : -3) +
    1.5 * byFile +
    (rating.at >= 0 ? 1 : 0) +
    (timed && isTimes(timed) ? 0.5 : 0) +
    (review.at >= 0 ? 0.5 : 0) -
    (isTagged ? 2.5 : 0) -
    (isFriends ? 4 : 0) -
    (describes ? 1.5 : 0) -
    (namesNodes(table.path) && byFile <= 0 ? 1 : 0);
  const against = !sides
    ? 'it has no columns of both users and items'
    : isFriends
      ? 'it says which users know or trust each other'
      : isTagged
        ? 'it says who gave which item a tag'
        : byFile < 0
          ? 'by its name it is a list of wishes or the like, no record of what users did'
          : 'another file is more surely the interactions';
  return { rank, against };
}

interface Chosen<T> {
  readonly tables: readonly Candidate<T>[];
  readonly question: OpenQuestion | null;
}

function chooseInteractions<T extends TableEvidence>(
  all: readonly Candidate<T>[],
  ignored: Map<string, string>
): Chosen<T> {
  const ranked = [...all].sort((a, b) => b.rank - a.rank);
  const [best] = ranked;
  if (!best) return { tables: [], question: null };
  // A whole file that is as likely as its split is no better.
  const like = ranked.filter(
    (other) => other === best || sameColumns(best.table, other.table) || sameRoles(best, other)
  );
  const split = splitOfFiles(like.map(({ table }) => table.path));
  const [fold, ...folds] = foldsOf(like.map(({ table }) => table.path));
  if (fold && folds.length > 0) {
    const own = like.filter(({ table }) => fold.includes(table.path));
    return { tables: own, question: { kind: 'which-file', paths: [fold, ...folds].map((paths) => paths.join(', ')) } };
  }
  for (const path of split?.whole ?? [])
    ignored.set(path, 'the names of other files are a split, and this is no part of it');
  const group = split
    ? like.filter(({ table }) => split.parts.has(table.path))
    : ranked.filter((other) => other === best || isOneWith(best, other));
  const twins = ranked.filter(
    (other) => !group.includes(other) && !ignored.has(other.table.path) && group.some((one) => holdsTheSame(one, other))
  );
  for (const { table } of twins) ignored.set(table.path, `it holds the same pairs as ${best.table.path}`);
  const rivals = ranked.filter(
    (other) =>
      !group.includes(other) &&
      !twins.includes(other) &&
      !ignored.has(other.table.path) &&
      isSure(other.columns) &&
      other.rank > best.rank - AS_LIKELY
  );
  const byPath = (tables: readonly Candidate<T>[]): Candidate<T>[] => all.filter((one) => tables.includes(one));
  if (rivals.length === 0 || best.rank < 0) return { tables: byPath(group), question: null };
  const paths = byPath([...group, ...rivals]).map(({ table }) => table.path);
  return { tables: byPath(group), question: { kind: 'which-file', paths } };
}

/** Whether two tables are pieces of one: of the same columns, and told apart by numbers or by parts of a split only. */
function isOneWith<T extends TableEvidence>(a: Candidate<T>, b: Candidate<T>): boolean {
  const [one, other] = [a.table, b.table];
  return sameColumns(one, other) && pieceOf(one.path) === pieceOf(other.path);
}

const sameRoles = <T extends TableEvidence>(a: Candidate<T>, b: Candidate<T>): boolean =>
  (['user', 'item'] as const).every((side) => a.table.names[a.columns[side].at] === b.table.names[b.columns[side].at]);

/** A name without the numbers in it: "part-0001" and "part-0002" are one. */
const pieceOf = (path: string): string => path.replace(/\d+/g, '#');

const PAIRS = 400;
const SAME = 0.9;

/** Whether the first rows of two tables name the same pairs. */
function holdsTheSame<T extends TableEvidence>(a: Candidate<T>, b: Candidate<T>): boolean {
  const pairs = ({ table, columns }: Candidate<T>): Set<string> =>
    new Set(table.rows.slice(0, PAIRS).map((row) => `${row[columns.user.at] ?? ''}\0${row[columns.item.at] ?? ''}`));
  if (!isSure(b.columns)) return false;
  return overlapOf(pairs(a), pairs(b)) > SAME;
}

function nodeTables<T extends TableEvidence>(
  rest: readonly T[],
  interactions: readonly InteractionTable<T>[],
  said: SaidRoles,
  ignored: Map<string, string>
): { items: NodeTable<T> | null; users: NodeTable<T> | null } {
  const columnsOf = (side: Side): ColumnEvidence[] =>
    interactions.flatMap(({ table, columns }) => table.columns[columns[side].at] ?? []);
  const find = (side: Side, named: string | null, not: T | undefined): NodeTable<T> | null => {
    const column = said.columns[side === 'item' ? 'itemId' : 'userId'];
    const found = rest
      .filter((table) => table !== not && (named === null || table.path === named))
      .flatMap((table) => {
        const at = column === undefined ? -1 : table.names.indexOf(column);
        const joined = keyColumn(table.columns, columnsOf(side), side, table.path);
        const byName = keyByName(table.columns, side);
        const key: FoundKey =
          at >= 0
            ? { ...joined, at, because: '' }
            : joined.at < 0 && named !== null
              ? { ...joined, ...byName }
              : joined;
        if (named === null && (key.at < 0 || !canDescribe(table, key, columnsOf(side)))) return [];
        return [{ table, key, score: nodeScore(table, key, side) }];
      })
      .sort((a, b) => b.score - a.score);
    const [best] = found;
    return best && (named !== null || best.score > 0) ? { table: best.table, key: best.key } : null;
  };
  const users = (not: T | undefined) => find('user', said.users, not);
  // A table that joins both sides is of the side that it joins better.
  const item = find('item', said.items, undefined);
  const user = users(undefined);
  const isContested = item !== null && item.table === user?.table;
  const itemWins = isContested && nodeScore(item.table, item.key, 'item') >= nodeScore(user.table, user.key, 'user');
  const items = isContested && !itemWins ? find('item', said.items, user.table) : item;
  const foundUsers = isContested && itemWins ? users(item.table) : user;
  for (const table of rest) {
    if (table === items?.table || table === foundUsers?.table || ignored.has(table.path)) continue;
    const reason = whyNot(table, columnsOf, items, foundUsers);
    if (reason) ignored.set(table.path, reason);
  }
  return { items, users: foundUsers };
}

/** A table of numbers only describes what it names by the same name: others are maps between ids, or samples of a submission. */
function canDescribe(table: TableEvidence, { at }: FoundKey, named: readonly ColumnEvidence[]): boolean {
  if (namesInteractions(table.path) < 0) return false;
  const key = table.columns[at];
  const others = table.columns.filter((column) => column !== key);
  return hasWords(others) || (key !== undefined && named.some(({ name }) => sameName(name, key.name)));
}

function nodeScore(table: TableEvidence, key: FoundKey, side: Side): number {
  const other = namesNodes(table.path);
  const named = other === side ? 0.3 : other === null ? 0 : -0.5;
  if (side === 'user') return key.join.strength + named + (sideOf(table) === 'user' ? 0.3 : -0.3);
  const titled = titleColumn(table.columns, new Set([key.at])).at >= 0 ? 0.6 : 0;
  return (
    key.join.strength + named + titled + (hasWords(table.columns) ? 0.3 : -0.2) + (sideOf(table) === 'item' ? 0 : -0.3)
  );
}

function whyNot<T extends TableEvidence>(
  table: T,
  columnsOf: (side: Side) => ColumnEvidence[],
  items: NodeTable<T> | null,
  users: NodeTable<T> | null
): string {
  for (const [side, used] of [
    ['item', items],
    ['user', users]
  ] as const) {
    const key = keyColumn(table.columns, columnsOf(side), side, table.path);
    if (key.at >= 0 && used) return `${used.table.path} describes the ${side}s already`;
  }
  const repeats = table.columns.some(
    (column) => !isKey(column) && Math.max(column.named.item, column.named.user) >= 2.5
  );
  if (namesInteractions(table.path) < 0) return 'by its name it is a list of wishes, tags or the like';
  if (repeats) return 'its ids stand in several rows each: it describes nothing by one row';
  return 'no column of it joins the interactions';
}

// Which column of a table of interactions is what: from the names of its columns, from their values, and from the keys of the tables
// beside it. Each answer has its reason; one that rests on nothing but the usual order is not sure, and then the reader is asked.
//
//   const columns = columnsEvidence(names, firstRows);
//   const found = interactionColumns(columns, { hasNames: true, itemKeys: keysOf(otherTables) });
//   found.user.at, found.item.at …      places of columns; −1 for none
//   isSure(found)                       whether both sides are beyond doubt
import { canBeIds, isCalledRating, isDegrees, isScale, isTimes, type ColumnEvidence } from './column';
import { JOINS_FROM, joinOf } from './joins';
import type { Side } from './names';
import { partOf, type Part } from './parts';

export const INTERACTION_ROLES = ['user', 'item', 'rating', 'time', 'review', 'split'] as const;
export type InteractionRole = (typeof INTERACTION_ROLES)[number];

export interface Guess {
  /** Place of the column; −1 for none. */
  readonly at: number;
  /** Why; '' where nothing fits, or where the reader said it. */
  readonly because: string;
  /** Whether it is beyond doubt. */
  readonly sure: boolean;
}

export const NOTHING: Guess = { at: -1, because: '', sure: true };

export type InteractionColumns = Readonly<Record<InteractionRole, Guess>>;

export interface InteractionContext {
  /** Whether the file names its columns; numbers that count them are no names. */
  readonly hasNames: boolean;
  /** Columns of other tables whose values tell their rows apart, and of whom those tables are: what joins them names that side. */
  readonly keys?: readonly TableKey[];
  /** Places that the reader said; −1 for none. */
  readonly said?: Partial<Readonly<Record<InteractionRole, number>>>;
}

export interface TableKey {
  readonly column: ColumnEvidence;
  readonly side: Side;
}

export const isSure = ({ user, item }: InteractionColumns): boolean =>
  user.at >= 0 && item.at >= 0 && user.sure && item.sure;

export function interactionColumns(
  columns: readonly ColumnEvidence[],
  context: InteractionContext
): InteractionColumns {
  const said = context.said ?? {};
  const taken = new Set<number>(Object.values(said).filter((at) => at >= 0));
  const take = (role: InteractionRole, guess: () => Guess): Guess => {
    const at = said[role];
    const found = at === undefined ? guess() : { at, because: '', sure: true };
    if (found.at >= 0) taken.add(found.at);
    return found;
  };
  const free = (at: number): boolean => !taken.has(at);
  // What is surely a time, a part or a text is no id: those columns first.
  const split = take('split', () => splitColumn(columns, free));
  const time = take('time', () => timeColumn(columns, context.hasNames, free));
  const sides = idColumns(columns, context, free);
  const user = take('user', () => sides.user);
  const item = take('item', () => (sides.item.at === user.at ? NOTHING : sides.item));
  const byOrder = !context.hasNames || !(user.sure && item.sure);
  const rating = take('rating', () => ratingColumn(columns, byOrder, free));
  const review = take('review', () => reviewColumn(columns, free));
  return { user, item, rating, time, review, split };
}

const called = ({ name }: ColumnEvidence): string => `it is called “${name}”`;

interface Sides {
  readonly user: Guess;
  readonly item: Guess;
}

/** A name that says "id of a user" or "of an item" and nothing else. */
const NAMED = 1.5;

function idColumns(
  columns: readonly ColumnEvidence[],
  context: InteractionContext,
  free: (at: number) => boolean
): Sides {
  const candidates = columns.flatMap((column, at) => {
    if (!free(at)) return [];
    const { user, item } = column.named;
    const isNamed = context.hasNames && Math.max(user, item) >= NAMED;
    if (column.filled === 0 && !isNamed) return [];
    if (column.filled > 0 && !isNamed && (!canBeIds(column) || isDegrees(column) || isTimes(column))) return [];
    if (column.filled > 0 && isNamed && !canBeIds(column) && Math.max(user, item) < 3) return [];
    // A row number tells rows apart, not users.
    if (column.counts && column.ids.size === column.rows && column.rows > 2 && !isNamed) return [];
    // An id of things that are neither, with a name that says so.
    if (context.hasNames && user < 0 && item < 0 && !joinsKey(column, context)) return [];
    return [{ column, at }];
  });
  return context.hasNames ? byNames(candidates, context) : byOrder(candidates, context, columns.length);
}

/** Whether the reader said which column names a side. */
const isSaid = ({ said }: InteractionContext, side: Side): boolean => (said?.[side] ?? -1) >= 0;

type Candidate = { readonly column: ColumnEvidence; readonly at: number };

const joinsKey = (column: ColumnEvidence, { keys = [] }: InteractionContext, side?: Side): boolean =>
  keys.some((key) => {
    if (side !== undefined && key.side !== side) return false;
    const { strength, overlap } = joinOf(key.column, column);
    return strength >= JOINS_FROM && overlap > 0;
  });

/** More columns than this without names are no list of interactions. */
const MOST_UNNAMED = 12;
/** So many rows of one value tell that it is no id. */
const TELLING = 10;

/** Columns without names, in the usual order: users before items. */
function byOrder(candidates: readonly Candidate[], context: InteractionContext, columnCount: number): Sides {
  const because = 'its values come again and again as ids do, and users stand before items';
  // A matrix of ratings has columns without names too; so has a list of one user.
  const sure = (column: ColumnEvidence): boolean =>
    columnCount <= MOST_UNNAMED && (column.ids.size > 1 || column.rows < TELLING);
  const guess = (found: Candidate | undefined): Guess =>
    found ? { at: found.at, because, sure: sure(found.column) } : NOTHING;
  // What the reader said is no candidate any more.
  const rest = isSaid(context, 'user') ? candidates : candidates.slice(1);
  // A word for what was done ("pv", "buy") is no item.
  const second =
    rest.find(({ column }) => column.ids.size > 8 || [...column.ids].some((id) => /\d/.test(id))) ?? rest[0];
  return { user: guess(candidates[0]), item: guess(isSaid(context, 'item') ? undefined : second) };
}

/** Of two names of items equally telling, the one with so many times the values is the finer. */
const FINER = 1.2;

function byNames(candidates: readonly Candidate[], context: InteractionContext): Sides {
  const score = ({ column }: Candidate, side: 'user' | 'item'): number => {
    const emptier = column.rows > 0 && column.filled < column.rows / 2 ? -1.6 : 0;
    const other = side === 'item' ? column.named.user : column.named.item;
    const joins = other < NAMED && joinsKey(column, context, side) ? 2 : 0;
    return column.named[side] + joins + emptier;
  };
  const best = (side: 'user' | 'item', not: number): Candidate | undefined =>
    candidates
      .filter(({ at }) => at !== not)
      .reduce<Candidate | undefined>((a, b) => {
        const lead = a ? score(a, side) - score(b, side) : -1;
        // Of an artist and a track the track is the item: what there are more of.
        const isFiner = a !== undefined && b.column.ids.size > FINER * a.column.ids.size;
        return a && (lead > 0 || (lead === 0 && !isFiner)) ? a : b;
      }, undefined);
  const reason = (found: Candidate, side: 'user' | 'item'): string =>
    found.column.named[side] >= NAMED || !joinsKey(found.column, context, side)
      ? called(found.column)
      : 'its values tell the rows of the table beside it apart';
  const guess = (found: Candidate | undefined, side: 'user' | 'item'): Guess | null =>
    found && score(found, side) >= NAMED ? { at: found.at, because: reason(found, side), sure: true } : null;
  const item = isSaid(context, 'item') ? NOTHING : guess(best('item', -1), 'item');
  const user = isSaid(context, 'user') ? NOTHING : guess(best('user', item?.at ?? -1), 'user');
  const left = candidates.filter(({ at, column }) => at !== item?.at && at !== user?.at && !isCalledRating(column));
  const [only, another] = left;
  if (user && item) return { user, item };
  if (user) {
    // An id by its form ("anime_id") before one that only could be.
    const items = left.filter(({ column }) => column.named.item >= 0);
    const ids = items.filter(({ column }) => column.named.item > 0);
    const [id, second] = ids.length > 0 ? ids : items;
    return { user, item: remaining(id, 'item', second !== undefined) };
  }
  if (item) {
    const [user, rival] = left.filter(({ column }) => column.named.user >= 0);
    return { user: remaining(user, 'user', rival !== undefined), item };
  }
  const order = 'users mostly stand before items';
  return {
    user: only ? { at: only.at, because: order, sure: false } : NOTHING,
    item: another ? { at: another.at, because: order, sure: false } : NOTHING
  };
}

/**
 * What is left for the other side: beyond doubt where it is alone, its values repeat, and its name or its values are those of ids. Few
 * words or small numbers may be anything.
 */
function remaining(found: Candidate | undefined, side: Side, hasRivals: boolean): Guess {
  if (!found) return NOTHING;
  const { ids, filled, rows, named, numbers } = found.column;
  const repeats = ids.size < filled || rows < 20;
  const areIds = named[side] > 0 || (numbers < 0.5 && (ids.size > 20 || [...ids].some((id) => /\d/.test(id))));
  return { at: found.at, because: 'it is the column of ids that is left', sure: !hasRivals && repeats && areIds };
}

const COUNTED = new Set([
  'count',
  'counts',
  'average',
  'avg',
  'mean',
  'num',
  'total',
  'helpful',
  'std',
  'date',
  'time',
  'id',
  'usefull',
  'useful'
]);
const RATING_ORDER = [
  'rating',
  'ratings',
  'stars',
  'star',
  'overall',
  'score',
  'rate',
  'rated',
  'grade',
  'points',
  'vote'
];

function ratingColumn(columns: readonly ColumnEvidence[], byValues: boolean, free: (at: number) => boolean): Guess {
  const named = columns
    .map((column, at) => ({ column, at, rank: RATING_ORDER.findIndex((word) => column.words.includes(word)) }))
    .filter(({ column, at, rank }) => free(at) && rank >= 0 && !column.words.some((word) => COUNTED.has(word)))
    .filter(({ column }) => column.words.length === 1 || column.filled === 0 || column.numbers > 0.5)
    .sort((a, b) => a.rank - b.rank || a.column.words.length - b.column.words.length || a.at - b.at);
  const [first] = named;
  if (first) return { at: first.at, because: called(first.column), sure: true };
  const label = columns.findIndex((column, at) => free(at) && isLabel(column));
  const labelled = columns[label];
  if (labelled) return { at: label, because: `${called(labelled)}, and is 0 or 1`, sure: true };
  if (!byValues) return NOTHING;
  const at = columns.findIndex(
    (column, place) =>
      free(place) && isScale(column) && column.named.user <= 0 && column.named.item <= 0 && !column.counts
  );
  return at < 0 ? NOTHING : { at, because: 'its values are few and small numbers, as ratings are', sure: true };
}

const LABELS = new Set([
  'label',
  'click',
  'clicked',
  'is click',
  'like',
  'liked',
  'is like',
  'target',
  'purchased',
  'bought'
]);

/** Whether a column says of each row whether there was a deed at all: 0 or 1. */
export const isLabel = ({ words, ids }: ColumnEvidence): boolean =>
  LABELS.has(words.join(' ')) && ids.size === 2 && ids.has('0') && ids.has('1');

const TIME_WORDS = new Set([
  'timestamp',
  'time',
  'ts',
  'date',
  'datetime',
  'unixtime',
  'at',
  'when',
  'day',
  'unix',
  'epoch',
  'utc',
  'created',
  'posted',
  'timestr',
  'dat',
  'ordered'
]);
/** Times of other things, and no points in time. */
const NO_TIME = new Set([
  'birth',
  'birthday',
  'release',
  'released',
  'publish',
  'published',
  'publication',
  'updated',
  'update',
  'zone',
  'tz',
  'timezone',
  'offset',
  'duration',
  'spent',
  'play',
  'playtime',
  'month',
  'week',
  'weekday',
  'hour',
  'since'
]);

function timeColumn(columns: readonly ColumnEvidence[], hasNames: boolean, free: (at: number) => boolean): Guess {
  let best: Guess = NOTHING;
  let most = 0;
  for (const [at, column] of columns.entries()) {
    if (!free(at) || column.words.some((word) => NO_TIME.has(word))) continue;
    const isNamed = column.words.some((word) => TIME_WORDS.has(word));
    const exact = column.words.some((word) => word === 'timestamp' || word === 'ts' || word === 'unix')
      ? 0.5
      : column.words.includes('time')
        ? 0.3
        : 0;
    const isId = Math.max(column.named.user, column.named.item) >= NAMED;
    const byValues = isTimes(column) && !isId ? (hasNames ? 1.5 : 2) : 0;
    // A name alone says it of numbers and of texts that may be dates ("at", in "category_at", does not).
    const byName = !isNamed
      ? 0
      : column.filled === 0 || column.numbers > 0.5 || column.times > 0 || /\d/.test([...column.ids][0] ?? '')
        ? 1.5
        : 0;
    const score = byName + byValues + (byName > 0 ? exact : 0);
    if (score <= most) continue;
    most = score;
    best = { at, because: byName > 0 ? called(column) : 'its values look like times', sure: true };
  }
  return best;
}

const REVIEW_ORDER = [
  'reviewtext',
  'review text',
  'review body',
  'review',
  'text',
  'comment',
  'body',
  'content',
  'opinion',
  'tip',
  'message',
  'comments',
  'review content',
  'user review',
  'full review'
];

function reviewColumn(columns: readonly ColumnEvidence[], free: (at: number) => boolean): Guess {
  const ranked = columns
    .map((column, at) => ({ column, at, rank: REVIEW_ORDER.indexOf(column.words.join(' ')) }))
    .filter(({ column, at, rank }) => free(at) && rank >= 0 && column.numbers < 0.5)
    .sort((a, b) => a.rank - b.rank);
  const [first] = ranked;
  return first ? { at: first.at, because: called(first.column), sure: true } : NOTHING;
}

const SPLIT_NAMES = new Set([
  'split',
  'x label',
  'set',
  'part',
  'subset',
  'partition',
  'fold',
  'phase',
  'data split',
  'usage',
  'mode'
]);

const NUMBERED = new Set(['0', '1', '2']);

/** How a column names the parts of a split: by words, or by 0, 1, 2 where its name leaves no doubt (MMRec's x_label). */
export function splitForm(column: ColumnEvidence): 'words' | 'numbers' | null {
  const isNamed = SPLIT_NAMES.has(column.words.join(' '));
  if (column.parts && (isNamed || column.ids.size > 1)) return 'words';
  const numbered =
    [...column.ids].every((id) => NUMBERED.has(id)) && column.ids.size > 0 && column.filled === column.rows;
  const leavesNoDoubt = ['x label', 'split', 'data split', 'subset', 'partition'].includes(column.words.join(' '));
  return numbered && leavesNoDoubt && (column.ids.size === 3 || column.words[0] === 'x') ? 'numbers' : null;
}

/** The part that a value of such a column names. */
export function partIn(text: string | undefined, form: 'words' | 'numbers'): Part | undefined {
  if (form === 'words') return partOf(text);
  const number = Number(text?.trim() || NaN);
  return number === 0 || number === 1 || number === 2 ? number : undefined;
}

function splitColumn(columns: readonly ColumnEvidence[], free: (at: number) => boolean): Guess {
  const at = columns.findIndex((column, place) => free(place) && splitForm(column) !== null);
  const column = columns[at];
  return column
    ? { at, because: `its values name the parts of a split (${[...column.ids].slice(0, 3).join(', ')})`, sure: true }
    : NOTHING;
}

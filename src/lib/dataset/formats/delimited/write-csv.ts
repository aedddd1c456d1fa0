// CSV files (RFC 4180): interactions with the part they are in, items, users. Data stay as they are: a field that a spreadsheet would
// take for a formula is not changed.
import { valuesOf } from '../shared/attribute-values';
import { ratingAt, reviewTextAt, shortRating, timestampAt } from '../../columns/interaction-columns';
import { SPLIT_NAMES } from '../../split/split';
import type { Dataset, SplitName } from '../../types';
import { csvField } from '../open/csv';
import { textChunks, type DataFile } from '../writer';

const row = (fields: readonly string[]): string => fields.map(csvField).join(',');

export function writeCsv(dataset: Dataset): DataFile[] {
  return [
    { path: 'interactions.csv', chunks: textChunks(interactionRows(dataset)) },
    { path: 'items.csv', chunks: textChunks(itemRows(dataset)) },
    { path: 'users.csv', chunks: textChunks(userRows(dataset)) }
  ];
}

/** All interactions by user and item, whichever part they are in. */
export function* interactionRows({
  split,
  userIds,
  itemIds,
  itemCount,
  interactionColumns
}: Dataset): Generator<string> {
  yield 'user_id,item_id,rating,timestamp,split,review';
  const places = { train: 0, val: 0, test: 0 };
  const pairAt = (part: SplitName): number => {
    const { users, items } = split[part];
    const [user, item] = [users[places[part]], items[places[part]]];
    return user === undefined || item === undefined ? Infinity : user * itemCount + item;
  };
  for (;;) {
    // Each part is sorted: the next row is the smallest of their heads.
    const part = SPLIT_NAMES.reduce((a, b) => (pairAt(b) < pairAt(a) ? b : a));
    const pair = pairAt(part);
    if (pair === Infinity) return;
    const at = places[part]++;
    const columns = interactionColumns?.[part];
    const [rating, time] = [ratingAt(columns, at), timestampAt(columns, at)];
    yield row([
      userIds[Math.floor(pair / itemCount)] ?? '',
      itemIds[pair % itemCount] ?? '',
      rating === undefined ? '' : shortRating(rating),
      time === undefined ? '' : String(time),
      part,
      reviewTextAt(columns, at) ?? ''
    ]);
  }
}

const namesOf = (nodes: readonly { readonly attributes: Readonly<Record<string, string>> }[]): string[] => [
  ...new Set(nodes.flatMap(({ attributes }) => Object.keys(attributes)))
];

function* itemRows({ itemIds, itemTexts = [] }: Dataset): Generator<string> {
  const names = namesOf(itemTexts);
  yield row(['item_id', 'title', 'description', ...names]);
  for (const [at, id] of itemIds.entries()) {
    const text = itemTexts[at];
    yield row([id, text?.title ?? '', text?.description ?? '', ...valuesOf(text, names)]);
  }
}

function* userRows({ userIds, userTexts = [] }: Dataset): Generator<string> {
  const names = namesOf(userTexts);
  yield row(['user_id', 'name', ...names]);
  for (const [at, id] of userIds.entries()) {
    const text = userTexts[at];
    yield row([id, text?.name ?? '', ...valuesOf(text, names)]);
  }
}

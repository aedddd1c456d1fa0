// RecBole's atomic files, the split as three .inter files for its setting `benchmark_filename: [train, valid, test]`. The format has no
// quotes: tabs and line breaks inside texts become spaces.
import { valuesOf } from '../shared/attribute-values';
import { ratingAt, shortRating, timestampAt } from '../../columns/interaction-columns';
import { SPLIT_NAMES } from '../../split/split';
import type { Dataset, SplitName } from '../../types';
import { textChunks, type DataFile } from '../writer';

const NAMES: Readonly<Record<SplitName, string>> = { train: 'train', val: 'valid', test: 'test' };

const plain = (text: string): string => text.replace(/[\t\r\n]+/g, ' ').trim();

export function writeRecbole(dataset: Dataset): DataFile[] {
  const base = dataset.name.replace(/[^\w-]+/g, '-') || 'data';
  return [
    ...SPLIT_NAMES.map((part) => ({
      path: `${base}.${NAMES[part]}.inter`,
      chunks: textChunks(interactionLines(dataset, part))
    })),
    { path: `${base}.item`, chunks: textChunks(itemLines(dataset)) },
    { path: `${base}.user`, chunks: textChunks(userLines(dataset)) }
  ];
}

function* interactionLines(
  { split, userIds, itemIds, interactionColumns }: Dataset,
  part: SplitName
): Generator<string> {
  const columns = interactionColumns?.[part];
  const [hasRatings, hasTimes] = [
    SPLIT_NAMES.some((name) => interactionColumns?.[name].ratings),
    SPLIT_NAMES.some((name) => interactionColumns?.[name].timestamps)
  ];
  yield [
    'user_id:token',
    'item_id:token',
    ...(hasRatings ? ['rating:float'] : []),
    ...(hasTimes ? ['timestamp:float'] : [])
  ].join('\t');
  const { users, items } = split[part];
  for (let row = 0; row < users.length; row++) {
    const [rating, time] = [ratingAt(columns, row), timestampAt(columns, row)];
    yield [
      plain(userIds[users[row] ?? 0] ?? ''),
      plain(itemIds[items[row] ?? 0] ?? ''),
      ...(hasRatings ? [rating === undefined ? '' : shortRating(rating)] : []),
      ...(hasTimes ? [time === undefined ? '' : String(time)] : [])
    ].join('\t');
  }
}

/** Attribute names of all nodes, in the order in which they first stand. */
const attributeNames = (nodes: readonly { readonly attributes: Readonly<Record<string, string>> }[]): string[] => [
  ...new Set(nodes.flatMap(({ attributes }) => Object.keys(attributes)))
];

function* itemLines({ itemIds, itemTexts = [] }: Dataset): Generator<string> {
  const names = attributeNames(itemTexts);
  const fields = names.map((name) => `${plain(name).replace(/[:\s]+/g, '_')}:token_seq`);
  yield ['item_id:token', 'title:token_seq', 'description:token_seq', ...fields].join('\t');
  for (const [row, id] of itemIds.entries()) {
    const text = itemTexts[row];
    const values = [text?.title ?? '', text?.description ?? '', ...valuesOf(text, names)];
    yield [id, ...values].map(plain).join('\t');
  }
}

function* userLines({ userIds, userTexts = [] }: Dataset): Generator<string> {
  const names = attributeNames(userTexts);
  const fields = names.map((name) => `${plain(name).replace(/[:\s]+/g, '_')}:token`);
  yield ['user_id:token', 'name:token_seq', ...fields].join('\t');
  for (const [row, id] of userIds.entries()) {
    const text = userTexts[row];
    yield [id, text?.name ?? '', ...valuesOf(text, names)].map(plain).join('\t');
  }
}

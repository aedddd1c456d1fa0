// A data set as raw data, so that preparation can start from one that was read whole (the open format, the official folder): rows in
// the order train, val, test, with their part as the files' own split.
import { TextColumn, TextColumnBuilder } from '../columns/text-column';
import { reviewTextAt } from '../columns/interaction-columns';
import { SPLIT_NAMES } from '../split/split';
import type { Dataset, InteractionColumns, ItemText, UserText } from '../types';
import type { RawData, RawNodes } from './types';

export function rawFromDataset(dataset: Dataset): RawData {
  const { split, interactionColumns, itemTexts, userTexts, vectors, profiles } = dataset;
  const sizes = SPLIT_NAMES.map((part) => split[part].users.length);
  const count = sizes.reduce((a, b) => a + b, 0);
  const joined = <A extends Int32Array | Uint8Array>(
    to: A,
    of: (part: (typeof SPLIT_NAMES)[number]) => ArrayLike<number>
  ): A => {
    let at = 0;
    SPLIT_NAMES.forEach((part, index) => {
      to.set(of(part), at);
      at += sizes[index] ?? 0;
    });
    return to;
  };
  return {
    vectors,
    profiles,
    name: dataset.name,
    provenance: dataset.provenance,
    users: nodesOf(
      dataset.userIds,
      userTexts,
      (text) => text.name,
      () => undefined
    ),
    items: nodesOf(
      dataset.itemIds,
      itemTexts,
      (text) => text.title,
      (text) => text.description
    ),
    interactions: {
      users: joined(new Int32Array(count), (part) => split[part].users),
      items: joined(new Int32Array(count), (part) => split[part].items),
      ...joinedColumns(interactionColumns, sizes, count),
      // All in one part are no split.
      parts: sizes.includes(count)
        ? null
        : joined(new Uint8Array(count), (part) =>
            new Uint8Array(split[part].users.length).fill(SPLIT_NAMES.indexOf(part))
          )
    }
  };
}

function nodesOf<Text extends ItemText | UserText>(
  ids: readonly string[],
  texts: readonly Text[] | undefined,
  titleOf: (text: Text) => string | undefined,
  descriptionOf: (text: Text) => string | undefined
): RawNodes {
  const column = (of: (text: Text) => string | undefined): TextColumn | null => {
    const made = texts && TextColumn.from(texts.map((text) => of(text) || undefined));
    return made && made.count() > 0 ? made : null;
  };
  return {
    ids,
    described: texts ? new Uint8Array(ids.length).fill(1) : null,
    titles: column(titleOf),
    descriptions: column(descriptionOf),
    attributes: column(({ attributes }) =>
      Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : undefined
    )
  };
}

function joinedColumns(
  columns: Dataset['interactionColumns'],
  sizes: readonly number[],
  count: number
): Pick<RawData['interactions'], 'ratings' | 'timestamps' | 'reviews'> {
  const parts: readonly (InteractionColumns | undefined)[] = SPLIT_NAMES.map((part) => columns?.[part]);
  const numbers = <A extends Float32Array | Float64Array>(
    to: A,
    of: (part: InteractionColumns) => A | null
  ): A | null => {
    to.fill(NaN);
    let at = 0;
    let any = false;
    parts.forEach((part, index) => {
      const values = part && of(part);
      if (values) {
        to.set(values, at);
        any = true;
      }
      at += sizes[index] ?? 0;
    });
    return any ? to : null;
  };
  const reviews = new TextColumnBuilder();
  parts.forEach((part, index) => {
    for (let row = 0; row < (sizes[index] ?? 0); row++) reviews.add(reviewTextAt(part, row));
  });
  const texts = reviews.finish();
  return {
    ratings: numbers(new Float32Array(count), ({ ratings }) => ratings),
    timestamps: numbers(new Float64Array(count), ({ timestamps }) => timestamps),
    reviews: texts.count() > 0 ? texts : null
  };
}

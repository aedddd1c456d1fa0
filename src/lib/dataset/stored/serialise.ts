// A data set as JSON and typed arrays, for the artifact store, and back. Texts of nodes stay JSON; what is known of interactions
// and all numbers are arrays.
import * as v from 'valibot';
import { parseStored } from '#lib/storage/parse-stored';
import { columnsFromRows, textColumnArrays, textColumnFrom } from '../columns/interaction-columns';
import type { Dataset, InteractionColumns, InteractionList, SplitName } from '../types';

type Block = Float32Array | Float64Array | Int32Array | Uint8Array;
type Arrays = Readonly<Record<string, Block>>;

const Attributes = v.record(v.string(), v.string());
const Interaction = v.object({
  rating: v.optional(v.number()),
  timestamp: v.optional(v.number()),
  review: v.optional(v.string())
});
const Texts = v.array(v.nullable(v.string()));
const Reasons = v.array(v.string());
export const StoredProfiles = v.object({
  users: Texts,
  items: Texts,
  reasons: v.exactOptional(v.object({ users: Reasons, items: Reasons }))
});

export const StoredProvenance = v.object({
  title: v.string(),
  description: v.string(),
  synthetic: v.boolean(),
  source: v.string(),
  license: v.optional(v.string()),
  generator: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])))
});

const Stored = v.object({
  name: v.string(),
  provenance: StoredProvenance,
  userCount: v.number(),
  itemCount: v.number(),
  userIds: v.array(v.string()),
  itemIds: v.array(v.string()),
  splitHash: v.string(),
  itemTexts: v.optional(
    v.array(v.object({ title: v.string(), description: v.optional(v.string()), attributes: Attributes }))
  ),
  userTexts: v.optional(v.array(v.object({ name: v.optional(v.string()), attributes: Attributes }))),
  /** Whether the arrays hold columns of the interactions. */
  columns: v.optional(v.boolean()),
  /** As it was before there were columns. */
  interactionTexts: v.optional(
    v.object({ train: v.array(Interaction), val: v.array(Interaction), test: v.array(Interaction) })
  ),
  profiles: v.optional(StoredProfiles),
  vectorDimensions: v.optional(v.number())
});

const PARTS: readonly SplitName[] = ['train', 'val', 'test'];

export function datasetToStored(dataset: Dataset): { json: unknown; arrays: Record<string, Block> } {
  const { split, vectors, interactionColumns, ...rest } = dataset;
  const arrays: Record<string, Block> = {};
  for (const part of PARTS) {
    arrays[`${part}.users`] = split[part].users;
    arrays[`${part}.items`] = split[part].items;
    if (interactionColumns) Object.assign(arrays, columnArrays(part, interactionColumns[part]));
  }
  if (vectors) {
    arrays['vectors.users'] = vectors.users;
    arrays['vectors.items'] = vectors.items;
    arrays['vectors.userPresent'] = vectors.userPresent;
    arrays['vectors.itemPresent'] = vectors.itemPresent;
  }
  return {
    json: {
      ...rest,
      splitHash: split.hash,
      ...(interactionColumns ? { columns: true } : {}),
      ...(vectors ? { vectorDimensions: vectors.dimensions } : {})
    },
    arrays
  };
}

/** @throws Error with the reason where the JSON is of another shape, an array is missing, or they do not fit each other */
export function datasetFromStored(json: unknown, arrays: Arrays): Dataset {
  const { splitHash, vectorDimensions, columns, interactionTexts, ...rest } = parseStored(Stored, json);
  const integers = (name: string): Int32Array => {
    const block = arrays[name];
    if (block instanceof Int32Array) return block;
    throw new Error(`The stored data set has no array ${name}`);
  };
  const { userCount, itemCount, userIds, itemIds } = rest;
  if (userIds.length !== userCount || itemIds.length !== itemCount) throw new Error('ids and counts do not fit');
  const part = (name: SplitName): InteractionList => {
    const [users, items] = [integers(`${name}.users`), integers(`${name}.items`)];
    const isWithin = (of: Int32Array, count: number): boolean => of.every((index) => index >= 0 && index < count);
    if (users.length !== items.length || !isWithin(users, userCount) || !isWithin(items, itemCount))
      throw new Error(`the interactions of ${name} do not fit users and items`);
    return { users, items };
  };
  const byPart = (of: (part: SplitName) => InteractionColumns): Record<SplitName, InteractionColumns> => ({
    train: of('train'),
    val: of('val'),
    test: of('test')
  });
  return {
    ...rest,
    split: { train: part('train'), val: part('val'), test: part('test'), hash: splitHash },
    ...(interactionTexts ? { interactionColumns: byPart((name) => columnsFromRows(interactionTexts[name])) } : {}),
    ...(columns ? { interactionColumns: byPart((name) => storedColumns(name, arrays)) } : {}),
    ...(vectorDimensions === undefined ? {} : { vectors: storedVectors(vectorDimensions, arrays) })
  };
}

function columnArrays(part: SplitName, { ratings, timestamps, reviews }: InteractionColumns): Arrays {
  return {
    ...(ratings ? { [`${part}.ratings`]: ratings } : {}),
    ...(timestamps ? { [`${part}.timestamps`]: timestamps } : {}),
    ...(reviews ? textColumnArrays(`${part}.reviews`, reviews) : {})
  };
}

function storedColumns(part: SplitName, arrays: Arrays): InteractionColumns {
  const { [`${part}.ratings`]: ratings, [`${part}.timestamps`]: timestamps } = arrays;
  return {
    ratings: ratings instanceof Float32Array ? ratings : null,
    timestamps: timestamps instanceof Float64Array ? timestamps : null,
    reviews: textColumnFrom(`${part}.reviews`, arrays)
  };
}

/** The vectors among stored arrays. @throws Error where one is missing */
export function storedVectors(
  dimensions: number,
  arrays: Readonly<Record<string, unknown>>
): NonNullable<Dataset['vectors']> {
  const { 'vectors.users': users, 'vectors.items': items } = arrays;
  const { 'vectors.userPresent': userPresent, 'vectors.itemPresent': itemPresent } = arrays;
  if (
    !(users instanceof Float32Array) ||
    !(items instanceof Float32Array) ||
    !(userPresent instanceof Uint8Array) ||
    !(itemPresent instanceof Uint8Array)
  ) {
    throw new Error('The stored data set has lost its vectors');
  }
  return { dimensions, users, items, userPresent, itemPresent };
}

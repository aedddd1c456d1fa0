// Raw data as JSON and arrays, for storage and for workers, and back. Nothing is copied: the columns are arrays already; only ids,
// which are used as texts everywhere, are packed into a column.
import * as v from 'valibot';
import { parseStored } from '#lib/storage/parse-stored';
import { textColumnArrays, textColumnFrom } from '../columns/interaction-columns';
import { TextColumn } from '../columns/text-column';
import { StoredProfiles, StoredProvenance, storedVectors } from '../stored/serialise';
import type { RawData, RawNodes } from './types';

type Block = Float32Array | Float64Array | Int32Array | Uint8Array;
type Arrays = Readonly<Record<string, Block>>;

const Stored = v.object({
  name: v.string(),
  provenance: StoredProvenance,
  vectorDimensions: v.optional(v.number()),
  profiles: v.optional(StoredProfiles)
});

const SIDES = ['users', 'items'] as const;
const TEXTS = ['titles', 'descriptions', 'attributes'] as const;

export function rawToStored({ name, provenance, users, items, interactions, vectors, profiles }: RawData): {
  readonly json: unknown;
  readonly arrays: Arrays;
} {
  const { ratings, timestamps, reviews, parts } = interactions;
  const arrays: Record<string, Block> = {
    'interactions.users': interactions.users,
    'interactions.items': interactions.items,
    ...(ratings ? { 'interactions.ratings': ratings } : {}),
    ...(timestamps ? { 'interactions.timestamps': timestamps } : {}),
    ...(reviews ? textColumnArrays('interactions.reviews', reviews) : {}),
    ...(parts ? { 'interactions.parts': parts } : {})
  };
  for (const side of SIDES) {
    const nodes = { users, items }[side];
    Object.assign(arrays, textColumnArrays(`${side}.ids`, TextColumn.from(nodes.ids)));
    if (nodes.described) arrays[`${side}.described`] = nodes.described;
    for (const text of TEXTS) {
      const column = nodes[text];
      if (column) Object.assign(arrays, textColumnArrays(`${side}.${text}`, column));
    }
  }
  if (vectors) {
    arrays['vectors.users'] = vectors.users;
    arrays['vectors.items'] = vectors.items;
    arrays['vectors.userPresent'] = vectors.userPresent;
    arrays['vectors.itemPresent'] = vectors.itemPresent;
  }
  const json = {
    name,
    provenance,
    ...(vectors ? { vectorDimensions: vectors.dimensions } : {}),
    ...(profiles ? { profiles } : {})
  };
  return { json, arrays };
}

/** @throws Error with the reason where the JSON is of another shape, or an array is missing */
export function rawFromStored(json: unknown, arrays: Readonly<Record<string, unknown>>): RawData {
  const { name, provenance, vectorDimensions, profiles } = parseStored(Stored, json);
  const { 'interactions.users': users, 'interactions.items': items } = arrays;
  const { 'interactions.ratings': ratings, 'interactions.timestamps': timestamps } = arrays;
  const { 'interactions.parts': parts } = arrays;
  if (!(users instanceof Int32Array) || !(items instanceof Int32Array)) throw new Error('The interactions are missing');
  return {
    name,
    provenance,
    users: storedNodes('users', arrays),
    items: storedNodes('items', arrays),
    interactions: {
      users,
      items,
      ratings: ratings instanceof Float32Array ? ratings : null,
      timestamps: timestamps instanceof Float64Array ? timestamps : null,
      reviews: textColumnFrom('interactions.reviews', arrays),
      parts: parts instanceof Uint8Array ? parts : null
    },
    ...(vectorDimensions === undefined ? {} : { vectors: storedVectors(vectorDimensions, arrays) }),
    ...(profiles ? { profiles } : {})
  };
}

function storedNodes(side: (typeof SIDES)[number], arrays: Readonly<Record<string, unknown>>): RawNodes {
  const ids = textColumnFrom(`${side}.ids`, arrays);
  if (!ids) throw new Error(`The ids of the ${side} are missing`);
  const described = arrays[`${side}.described`];
  return {
    ids: Array.from({ length: ids.length }, (_, row) => ids.get(row) ?? ''),
    described: described instanceof Uint8Array ? described : null,
    titles: textColumnFrom(`${side}.titles`, arrays),
    descriptions: textColumnFrom(`${side}.descriptions`, arrays),
    attributes: textColumnFrom(`${side}.attributes`, arrays)
  };
}

// Embeddings as the artifact store keeps them: JSON for what they are, float32 blocks for the vectors.
import * as v from 'valibot';
import { parseStored } from '#lib/storage/parse-stored';
import type { ArrayBlock } from '#lib/storage/types';
import type { EmbeddingSet } from './types';

/** Raised when the form changes; a migration goes with it. */
export const EMBEDDING_SET_VERSION = 1;

const Stored = v.object({
  version: v.literal(EMBEDDING_SET_VERSION),
  dimensions: v.pipe(v.number(), v.integer(), v.minValue(1)),
  provenance: v.object({
    encoder: v.string(),
    label: v.string(),
    version: v.number(),
    settings: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
    facts: v.record(v.string(), v.union([v.string(), v.number()]))
  })
});

export interface StoredEmbeddings {
  readonly json: v.InferOutput<typeof Stored>;
  readonly arrays: {
    readonly users: Float32Array; // [users, dimensions]
    readonly items: Float32Array; // [items, dimensions]
    readonly userPresent: Uint8Array; // [users]
    readonly itemPresent: Uint8Array; // [items]
  };
}

export function embeddingSetToStored({ vectors, provenance }: EmbeddingSet): StoredEmbeddings {
  const { dimensions, users, items, userPresent, itemPresent } = vectors;
  return {
    json: {
      version: EMBEDDING_SET_VERSION,
      dimensions,
      provenance: { ...provenance, settings: { ...provenance.settings }, facts: { ...provenance.facts } }
    },
    arrays: { users, items, userPresent, itemPresent }
  };
}

/** Reads back what `embeddingSetToStored` made. @throws Error with the reason for anything else */
export function embeddingSetFromStored(json: unknown, arrays: Readonly<Record<string, ArrayBlock>>): EmbeddingSet {
  const { dimensions, provenance } = parseStored(Stored, json);
  const { users, items, userPresent, itemPresent } = arrays;
  if (
    !(users instanceof Float32Array) ||
    !(items instanceof Float32Array) ||
    !(userPresent instanceof Uint8Array) ||
    !(itemPresent instanceof Uint8Array)
  ) {
    throw new Error('an array is missing or of another type');
  }
  if (users.length !== userPresent.length * dimensions || items.length !== itemPresent.length * dimensions) {
    throw new Error('the arrays do not fit each other');
  }
  return { vectors: { dimensions, users, items, userPresent, itemPresent }, provenance };
}

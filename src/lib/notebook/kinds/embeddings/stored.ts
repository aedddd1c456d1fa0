// The stored set of vectors, and what is shown of it. The vectors are embeddings/serialise.ts's.
import * as v from 'valibot';
import { embeddingSetFromStored } from '#lib/embeddings/serialise';
import type { EmbeddingSet } from '#lib/embeddings/types';
import { parseStored, type Stored } from '#lib/storage/parse-stored';
import { held, jsonForm, usageOf } from '../forms';
import { oneArtifact, STORED_VERSION, type StoredForm } from '../stored-form';

const Apartness = v.object({
  nodes: v.number(),
  empty: v.number(),
  same: v.number(),
  cosine: v.nullable(v.number())
});

/** See studies/words-worth. */
const Words = v.object({
  recall: v.nullable(
    v.object({
      part: v.picklist(['validation', 'test']),
      value: v.number(),
      chance: v.number(),
      users: v.number(),
      of: v.number()
    })
  ),
  users: Apartness,
  items: Apartness,
  firstShare: v.nullable(v.number()),
  languages: v.array(v.object({ name: v.string(), texts: v.number() })),
  warnings: v.array(v.string())
});

const Result = v.object({
  kind: v.literal('embeddings'),
  encoder: v.string(),
  label: v.string(),
  dimensions: v.number(),
  users: v.number(),
  items: v.number(),
  without: v.number(),
  facts: v.record(v.string(), v.union([v.string(), v.number()])),
  /** A few items with their nearest items by cosine, to judge the space by eye. */
  neighbours: v.array(
    v.object({ title: v.string(), nearest: v.array(v.object({ title: v.string(), cosine: v.number() })) })
  ),
  /** Left out of what was stored before it was measured. */
  words: v.exactOptional(Words),
  /** Left out where no service was asked. */
  usage: v.exactOptional(usageOf(['text']))
});

export type EmbeddingsResult = Stored<typeof Result>;

const Form = held(Result);

export const embeddingsForm: StoredForm<{ readonly set: EmbeddingSet; readonly result: EmbeddingsResult }> = {
  kind: 'embeddings',
  version: STORED_VERSION,
  read({ json, arrays }) {
    const { data, result } = parseStored(Form, json);
    return { set: embeddingSetFromStored(data, arrays), result };
  }
};

export const embeddingsHead = jsonForm('embeddings', Form);

export const embeddingsStored = oneArtifact(embeddingsHead, ({ result }) => ({ result }), embeddingsForm);

/** What is shown, where it comes from elsewhere. */
export const embeddingsShown = Result;

// The stored set of vectors, and what is shown of it. The vectors are embeddings/serialise.ts's.
import * as v from 'valibot';
import { embeddingSetFromStored } from '#lib/embeddings/serialise';
import type { EmbeddingSet } from '#lib/embeddings/types';
import { parseStored, type Stored } from '#lib/storage/parse-stored';
import { held, jsonForm, usageOf } from '../forms';
import { oneArtifact, STORED_VERSION, type StoredForm } from '../stored-form';

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

export const embeddingsStored = oneArtifact(jsonForm('embeddings', Form), ({ result }) => ({ result }), embeddingsForm);

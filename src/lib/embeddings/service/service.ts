// Encoder "openai": asks an embedding service for the vector of every profile text (paper §4.1: text-embedding-ada-002 on the summary
// alone). What was paid for once comes from the store.
import { appError } from '#lib/errors/app-error';
import { embedAll } from '#lib/llm/vectors';
import { usageReport } from '#lib/llm/usage';
import type { EmbeddingSet, EncoderContext, EncoderInput, TextEncoder } from '../types';
import { SERVICE, type ServiceSettings } from './settings';

async function encode(
  { users, items }: EncoderInput,
  { model, dimensions }: ServiceSettings,
  _seed: number,
  { llm, ...control }: EncoderContext
): Promise<EmbeddingSet> {
  if (!llm) throw appError('llm/no-endpoint', {});
  const texts = [...users, ...items].flatMap((text) => (text === null ? [] : [text]));
  if (texts.length === 0) throw appError('embeddings/no-texts', {});
  const answers = await embedAll(texts, { model, dimensions }, llm, control, 'Vectors');
  const width = answers[0]?.vector.length ?? 0;
  const narrow = answers.find(({ vector }) => vector.length !== width);
  if (narrow) {
    const reason = `vectors of ${width} and of ${narrow.vector.length} numbers`;
    throw appError('llm/bad-answer', { host: narrow.record.host, reason });
  }
  let next = 0;
  const filled = (rows: readonly (string | null)[]) => {
    const values = new Float32Array(rows.length * width);
    const present = Uint8Array.from(rows, (text) => (text === null ? 0 : 1));
    rows.forEach((text, row) => {
      const vector = text === null ? undefined : answers[next++]?.vector;
      if (vector) values.set(vector, row * width);
    });
    return { values, present };
  };
  const [user, item] = [filled(users), filled(items)];
  const usage = usageReport({ text: answers.map(({ record }) => ({ ...record, calls: 0, problem: null })) }, ['text']);
  return {
    vectors: {
      dimensions: width,
      users: user.values,
      items: item.values,
      userPresent: user.present,
      itemPresent: item.present
    },
    provenance: {
      encoder: SERVICE.name,
      label: `Embeddings by ${model}.`,
      version: SERVICE.version,
      settings: { model, dimensions },
      facts: { model, texts: texts.length }
    },
    ...(usage && { usage })
  };
}

export const serviceEncoder: TextEncoder<ServiceSettings> = {
  name: SERVICE.name,
  label: SERVICE.label,
  version: SERVICE.version,
  encode
};

// Encoder "openai": asks an embedding service for the vector of every profile text (paper §4.1: text-embedding-ada-002 on the summary
// alone). What was paid for once comes from the store.
import { appError } from '#lib/errors/app-error';
import { embedAll } from '#lib/llm/answers/vectors';
import { usageReport } from '#lib/llm/cost/usage';
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
  const widths = [...new Set(answers.flatMap(({ vector }) => vector?.length ?? []))];
  const [width = 0] = widths;
  const refused = answers.filter(({ vector }) => vector === null);
  const reason = refused[0]?.record.detail ?? '';
  const host = answers[0]?.record.host ?? '';
  if (width === 0) throw appError('llm/all-refused', { host, count: refused.length, said: reason });
  if (widths.length > 1) {
    throw appError('llm/bad-answer', { host, reason: `vectors of ${widths.join(' and of ')} numbers` });
  }
  let next = 0;
  const filled = (rows: readonly (string | null)[]) => {
    const values = new Float32Array(rows.length * width);
    const present = new Uint8Array(rows.length);
    rows.forEach((text, row) => {
      const vector = text === null ? null : answers[next++]?.vector;
      if (!vector) return;
      values.set(vector, row * width);
      present[row] = 1;
    });
    return { values, present };
  };
  const [user, item] = [filled(users), filled(items)];
  const usage = usageReport(
    { text: answers.map(({ record }) => ({ ...record, calls: 0, problem: record.problem ?? null })) },
    ['text']
  );
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
      facts: {
        model,
        texts: texts.length,
        ...(refused.length > 0 && { 'refused by the service': refused.length, 'the first of them': reason })
      }
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

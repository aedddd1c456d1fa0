// Encoder "local": profile texts through a text encoder on the reader's machine (paper Fig. 4 compares such encoders). Nothing is asked of a
// service; weights are downloaded once.
import { appError } from '#lib/errors/app-error';
import { rest } from '#lib/work/work';
import type { EmbeddingSet, EncoderContext, EncoderInput, TextEncoder } from '../types';
import { openTextModel } from './model';
import { pooled } from './pool';
import { LOCAL, type LocalSettings } from './settings';

async function encode(
  { users, items }: EncoderInput,
  settings: LocalSettings,
  _seed: number,
  { models, ...work }: EncoderContext
): Promise<EmbeddingSet> {
  const { model, precision, prefix, pooling, normalise, tokens, batch } = settings;
  if (!models) throw appError('embeddings/no-models', {});
  const rows = [...users, ...items];
  const texts = rows.flatMap((text, row) => (text === null ? [] : [{ text: `${prefix}${text}`, row }]));
  if (texts.length === 0) throw appError('embeddings/no-texts', {});
  const opened = await openTextModel(model, precision, models, work);
  let values: Float32Array | null = null;
  let width = 0;
  try {
    for (let at = 0; at < texts.length; at += batch) {
      work.report?.({ label: 'Encoding texts', done: at, total: texts.length });
      await rest(work, 'The encoding');
      const part = texts.slice(at, at + batch);
      const encoded = await opened.encode(
        part.map(({ text }) => text),
        tokens
      );
      const vectors = pooled(encoded, pooling, normalise);
      [, , width] = encoded.shape;
      values ??= new Float32Array(rows.length * width);
      for (const [index, { row }] of part.entries())
        values.set(vectors.subarray(index * width, (index + 1) * width), row * width);
    }
  } finally {
    await opened.close();
  }
  const present = Uint8Array.from(rows, (text) => (text === null ? 0 : 1));
  const all = values ?? new Float32Array(0);
  return {
    vectors: {
      dimensions: width,
      users: all.slice(0, users.length * width),
      items: all.slice(users.length * width),
      userPresent: present.slice(0, users.length),
      itemPresent: present.slice(users.length)
    },
    provenance: {
      encoder: LOCAL.name,
      label: `Embeddings by ${model}, computed on this machine.`,
      version: LOCAL.version,
      settings: { ...settings },
      facts: { model, texts: texts.length }
    }
  };
}

export const localEncoder: TextEncoder<LocalSettings> = {
  name: LOCAL.name,
  label: LOCAL.label,
  version: LOCAL.version,
  encode
};

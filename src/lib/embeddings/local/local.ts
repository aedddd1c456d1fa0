// Encoder "local": profile texts through a text encoder on the reader's machine (paper Fig. 4 compares such encoders). Nothing is asked of a
// service; weights are downloaded once.
import { appError } from '#lib/errors/app-error';
import { identifyingSettings } from '#lib/settings/resolve';
import { rest } from '#lib/work/work';
import { vectorsOfRows } from '../rows';
import type { EmbeddingSet, EncoderContext, EncoderInput, TextEncoder } from '../types';
import { openOnDevice } from './on-device';
import { pooled } from './pool';
import { knownEncoder } from './presets';
import { LOCAL, type LocalSettings } from './settings';

async function encode(
  { users, items }: EncoderInput,
  settings: LocalSettings,
  _seed: number,
  { models, ...work }: EncoderContext
): Promise<EmbeddingSet> {
  const { model, precision, preset, prefix, userPrefix, itemPrefix, truncate, tokens, batch } = settings;
  if (!models) throw appError('models/none-here', {});
  const known = knownEncoder(model);
  if (known?.noHalf && precision === 'fp16') throw appError('models/no-half', { model }, { field: 'precision' });
  const rows = [
    ...users.map((text) => ({ text, before: `${prefix}${userPrefix}` })),
    ...items.map((text) => ({ text, before: `${prefix}${itemPrefix}` }))
  ];
  const texts = rows.flatMap(({ text, before }, row) => (text === null ? [] : [{ text: `${before}${text}`, row }]));
  if (texts.length === 0) throw appError('embeddings/no-texts', {});
  const opened = await openOnDevice(settings, models, work);
  let values: Float32Array | null = null;
  let width = 0;
  try {
    for (let at = 0; at < texts.length; at += batch) {
      work.report?.({ label: 'Encoding texts', done: at, total: texts.length });
      await rest(work, 'The encoding');
      const part = texts.slice(at, at + batch);
      const encoded = await opened.model.encode(
        part.map(({ text }) => text),
        tokens
      );
      const full = encoded.shape.at(-1) ?? 0;
      if (truncate > full) throw appError('models/too-wide', { truncate, width: full }, { field: 'truncate' });
      const vectors = pooled(encoded, settings);
      const unusable = vectors.find((value) => !Number.isFinite(value));
      if (unusable !== undefined) {
        const reason = `it gave ${unusable} where a number belongs; other weights may do better ("precision").`;
        throw appError('models/unfit', { model, reason }, { field: 'precision' });
      }
      width = truncate > 0 ? truncate : full;
      values ??= new Float32Array(rows.length * width);
      for (const [index, { row }] of part.entries())
        values.set(vectors.subarray(index * width, (index + 1) * width), row * width);
    }
  } finally {
    await opened.close();
  }
  const present = Uint8Array.from(rows, ({ text }) => (text === null ? 0 : 1));
  return {
    vectors: vectorsOfRows(values ?? new Float32Array(0), present, users.length, width),
    provenance: {
      encoder: LOCAL.name,
      label: `Embeddings by ${model}, computed on this machine.`,
      version: LOCAL.version,
      settings: asStored(settings),
      facts: {
        model,
        texts: texts.length,
        ...(opened.device !== null && { device: opened.device }),
        ...(preset !== 'none' && known && { licence: known.licence })
      }
    }
  };
}

/** As the notebook has them, without what no result is asked for by, and without what came later where it is off. */
function asStored({
  preset: _preset,
  device: _device,
  revision,
  userPrefix,
  itemPrefix,
  truncate,
  ...others
}: LocalSettings): EmbeddingSet['provenance']['settings'] {
  return {
    ...others,
    ...identifyingSettings(LOCAL.fields, {
      revision,
      user_prefix: userPrefix,
      item_prefix: itemPrefix,
      truncate
    })
  };
}

export const localEncoder: TextEncoder<LocalSettings> = {
  name: LOCAL.name,
  label: LOCAL.label,
  version: LOCAL.version,
  encode
};

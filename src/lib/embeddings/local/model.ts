// A text encoder of @huggingface/transformers: tokenizer and weights by name, on WebAssembly or on a GPU. Loaded only when such an encoder
// runs; pooling is done elsewhere (pool.ts).
import { appError } from '#lib/errors/app-error';
import type { Gpu } from '#lib/local-models/gpu';
import { fromHub, sessionOn } from '#lib/local-models/hub';
import type { ModelFiles, ModelName } from '#lib/local-models/types';
import { flagsOf, isCallable, tensorOf } from '#lib/local-models/unknown';
import type { Work } from '#lib/work/work';
import type { Pooling, Precision } from './settings';
import type { ModelVectors, TextModel } from './types';

export interface TextModelName extends ModelName {
  readonly precision: Precision;
  readonly pooling: Pooling;
}

/**
 * Opens an encoder, downloading what is not kept.
 * @param gpu where it computes; null: on WebAssembly
 * @throws AppError models/…, internal/cancelled
 */
export function openTextModel(
  name: TextModelName,
  gpu: Gpu | null,
  files: ModelFiles,
  control: Work
): Promise<TextModel> {
  const { model, precision } = name;
  return fromHub(name, files, control, async ({ AutoModel, AutoTokenizer }, options) => {
    const tokenizer: unknown = await AutoTokenizer.from_pretrained(model, options);
    const opened = await AutoModel.from_pretrained(model, { ...options, dtype: precision, ...sessionOn(gpu) });
    return textModel(name, tokenizer, opened);
  });
}

function textModel(
  { model, pooling }: TextModelName,
  tokenizer: unknown,
  opened: { dispose(): Promise<unknown> }
): TextModel {
  const unfit = (reason: string) => appError('models/unfit', { model, reason }, { field: 'model' });
  if (!isCallable(tokenizer) || !isCallable(opened)) throw unfit('it is no text encoder');
  return {
    async encode(texts, tokens): Promise<ModelVectors> {
      const input = await tokenizer([...texts], { padding: true, truncation: true, max_length: tokens });
      const output = await opened(input);
      const wanted = pooling === 'output' ? 'sentence_embedding' : 'last_hidden_state';
      const found = tensorOf(output, wanted);
      const values = found?.data;
      const dims = found?.dims ?? [];
      if (!(values instanceof Float32Array)) {
        const outputs = Object.keys(Object(output)).join(', ') || 'nothing';
        throw appError('models/no-such-output', { model, wanted, outputs }, { field: 'pooling' });
      }
      if (pooling === 'output') {
        const [rows, width, ...more] = dims;
        if (rows !== texts.length || width === undefined || more.length > 0) throw unfit('it gives no vector a text');
        return { kind: 'texts', values, shape: [rows, width] };
      }
      const mask = tensorOf(input, 'attention_mask');
      const [rows, length, width] = dims;
      if (!mask || width === undefined || length === undefined) throw unfit('it gives no vector a token');
      if (rows !== texts.length || mask.dims[1] !== length) throw unfit('its vectors do not fit its tokens');
      return { kind: 'tokens', values, mask: flagsOf(mask.data), shape: [rows, length, width] };
    },
    close: async () => void (await opened.dispose())
  };
}

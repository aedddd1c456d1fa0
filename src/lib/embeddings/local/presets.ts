// Text encoders that are known here: what each was trained to see and how its vectors are read, as its authors say it, with its licence.
// Sources are the models' cards on huggingface.co. None could be fetched where this was written: what is said here was read, not run.

interface KnownEncoder {
  /** Its name as a preset. */
  readonly preset: string;
  readonly licence: string;
  /** Weights of sixteen bits give numbers beyond their range. */
  readonly noHalf?: true;
  /** Values of settings by key; those that are not here stay at their defaults. */
  readonly settings: Readonly<Record<string, string | number | boolean>> & { readonly model: string };
}

export const KNOWN_ENCODERS: readonly KnownEncoder[] = [
  // sentence-transformers/all-MiniLM-L6-v2: 384 numbers, mean, length 1, 256 word pieces.
  { preset: 'minilm', licence: 'Apache-2.0', settings: { model: 'Xenova/all-MiniLM-L6-v2' } },
  // intfloat/multilingual-e5-small: 384 numbers, mean; "query: " before both sides where texts are compared as equals.
  {
    preset: 'multilingual-e5-small',
    licence: 'MIT',
    settings: { model: 'Xenova/multilingual-e5-small', prefix: 'query: ', tokens: 512 }
  },
  // facebook/contriever-msmarco: 768 numbers, mean, length as it comes. It stands in the paper's Fig. 4.
  {
    preset: 'contriever',
    licence: 'CC-BY-NC-4.0, as its authors publish their code and weights',
    settings: { model: 'Xenova/contriever-msmarco', normalise: false, tokens: 512 }
  },
  // Qwen/Qwen3-Embedding-0.6B: 1,024 numbers (Matryoshka from 32), last token; the side that asks has an instruction, the other none.
  {
    preset: 'qwen3-embedding',
    licence: 'Apache-2.0',
    settings: {
      model: 'onnx-community/Qwen3-Embedding-0.6B-ONNX',
      pooling: 'last',
      user_prefix: 'Instruct: Given what a person likes, find items that this person would choose\nQuery:',
      tokens: 512
    }
  },
  // google/embeddinggemma-300m: 768 numbers (Matryoshka 512, 256, 128) from an output of its own; prefixes by task.
  {
    preset: 'embeddinggemma',
    licence: 'Gemma Terms of Use, ai.google.dev/gemma/terms',
    noHalf: true,
    settings: {
      model: 'onnx-community/embeddinggemma-300m-ONNX',
      pooling: 'output',
      user_prefix: 'task: search result | query: ',
      item_prefix: 'title: none | text: ',
      tokens: 512
    }
  }
];

/** What the setting takes. */
export const LOCAL_PRESETS: readonly string[] = ['none', ...KNOWN_ENCODERS.map(({ preset }) => preset)];

/** By the model's name, whether or not the preset is named. */
export const knownEncoder = (model: string): KnownEncoder | undefined =>
  KNOWN_ENCODERS.find(({ settings }) => settings.model === model);

/** Defaults of one setting by preset, for the table of settings. */
export const byPreset = (key: string) => ({
  key: 'preset',
  values: Object.fromEntries(
    KNOWN_ENCODERS.flatMap(({ preset, settings }) => {
      const value = settings[key];
      return value === undefined ? [] : [[preset, value] as const];
    })
  )
});

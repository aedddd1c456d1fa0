// A text encoder small enough to write by hand, with the files and in the layout of the hub: a table of word vectors looked up by token.
// What real encoders compute is not in it. Only tests import this.
import { bytes, FLOAT, INT64, onnxModel } from './onnx';

const WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'sea', 'ship', 'storm', 'garden', 'bees', 'query', ':'] as const;
export const TINY_WIDTH = 4;
/** One vector a word, [words, 4]. */
export const TINY_TABLE = Float32Array.from({ length: WORDS.length * TINY_WIDTH }, (_, at) => Math.sin(1 + at));

/** Token numbers of a text as the tiny tokenizer cuts it, [CLS] and [SEP] around them. */
export function tinyTokens(text: string): readonly number[] {
  const words = text.toLowerCase().match(/\w+|[^\w\s]/gu) ?? [];
  const numbers = words.map((word) => {
    const at = WORDS.findIndex((known) => known === word);
    return at < 0 ? 1 : at;
  });
  return [2, ...numbers, 3];
}

export interface TinyEncoder {
  /** Which outputs it has; a vector of a whole text is that of its second token, the first word. */
  readonly gives?: 'tokens' | 'texts' | 'both';
  /** The table is turned round: another encoder of the same form. */
  readonly turned?: true;
  /** Its table is in a file beside it, as weights of a gigabyte are. */
  readonly beside?: true;
}

/** last_hidden_state = table[input_ids], sentence_embedding = last_hidden_state[:, 1]. */
function tinyOnnx({ gives = 'tokens', turned, beside }: TinyEncoder, file: string): Uint8Array {
  const inputs = ['input_ids', 'attention_mask'].map((name) => ({ name, type: INT64, shape: ['texts', 'tokens'] }));
  const tokens = { name: 'last_hidden_state', type: FLOAT, shape: ['texts', 'tokens', TINY_WIDTH] };
  const texts = { name: 'sentence_embedding', type: FLOAT, shape: ['texts', TINY_WIDTH] };
  return onnxModel({
    nodes: [
      { op: 'Gather', inputs: ['table', 'input_ids'], output: tokens.name },
      ...(gives === 'tokens'
        ? []
        : [{ op: 'Gather', inputs: [tokens.name, 'second'], output: texts.name, attributes: { axis: 1 } }])
    ],
    constants: [
      {
        name: 'table',
        shape: [WORDS.length, TINY_WIDTH],
        values: turned ? TINY_TABLE.toReversed() : TINY_TABLE,
        ...(beside && { file })
      },
      ...(gives === 'tokens' ? [] : [{ name: 'second', shape: [], values: BigInt64Array.of(1n) }])
    ],
    inputs,
    outputs: { tokens: [tokens], texts: [texts], both: [tokens, texts] }[gives]
  });
}

/** The model's files by their path on the hub, below its name. */
export function tinyModelFiles(what: TinyEncoder = {}): ReadonlyMap<string, Uint8Array> {
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: WORDS.slice(0, 4).map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true
    })),
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } }
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] }
      }
    },
    decoder: null,
    model: {
      type: 'WordLevel',
      vocab: Object.fromEntries(WORDS.map((word, at) => [word, at])),
      unk_token: '[UNK]'
    }
  };
  const settings = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: 512,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]'
  };
  const config = {
    model_type: 'bert',
    architectures: ['BertModel'],
    hidden_size: TINY_WIDTH,
    ...(what.beside && { 'transformers.js_config': { use_external_data_format: true } })
  };
  return new Map([
    ['config.json', bytes(JSON.stringify(config))],
    ['tokenizer.json', bytes(JSON.stringify(tokenizer))],
    ['tokenizer_config.json', bytes(JSON.stringify(settings))],
    ...['', '_quantized', '_fp16', '_q4'].flatMap((suffix) => {
      const name = `model${suffix}.onnx`;
      const table = new Uint8Array(TINY_TABLE.buffer);
      return [
        [`onnx/${name}`, tinyOnnx(what, `${name}_data`)] as const,
        ...(what.beside ? [[`onnx/${name}_data`, table] as const] : [])
      ];
    })
  ]);
}

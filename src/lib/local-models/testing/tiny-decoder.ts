// A language model small enough to write by hand, with the files and in the layout of the hub: whatever it is asked, it says the pieces of one
// answer, one after the other, since each token's table row names the next. It keeps keys and values as real decoders do. Only tests import
// this.
import { bytes, FLOAT, INT64, onnxModel } from './onnx';

const SPECIAL = ['<unk>', '<end>', '<answer>'] as const;
const [UNKNOWN, END, ANSWER] = [0, 1, 2];
const HEAD = 2;

export interface TinyDecoder {
  /** What it says, piece by piece. */
  readonly says: readonly string[];
  /** How a chat is written down for it; left out: its messages, and the sign that opens an answer. */
  readonly template?: string | null;
}

/** A profile of any item and any user. */
export const TINY_PROFILE = [
  '{"summarization": "',
  'Whoever likes the sea',
  ' and old harbours',
  '.", "reasoning": "',
  'The description says so',
  '."}'
] as const;

const TEMPLATE = '{% for message in messages %}{{ message.content }} {% endfor %}<answer>';

function decoderOnnx(pieces: number): Uint8Array {
  const words = SPECIAL.length + pieces;
  const next = (token: number): number => {
    if (token === ANSWER) return SPECIAL.length;
    return token >= SPECIAL.length && token + 1 < words ? token + 1 : END;
  };
  const logits = new Float32Array(words * words);
  for (let token = 0; token < words; token++) logits[token * words + next(token)] = 50;
  const past = (what: string) => ({
    name: `past_key_values.0.${what}`,
    type: FLOAT,
    shape: ['batch_size', 1, 'past_length', HEAD]
  });
  const present = (what: string) => ({
    name: `present.0.${what}`,
    type: FLOAT,
    shape: ['batch_size', 1, 'all_length', HEAD]
  });
  return onnxModel({
    nodes: [
      { op: 'Gather', inputs: ['next', 'input_ids'], output: 'logits' },
      { op: 'Gather', inputs: ['states', 'input_ids'], output: 'rows' },
      { op: 'Unsqueeze', inputs: ['rows', 'heads'], output: 'state' },
      ...['key', 'value'].map((what) => ({
        op: 'Concat',
        inputs: [past(what).name, 'state'],
        output: present(what).name,
        attributes: { axis: 2 }
      }))
    ],
    constants: [
      { name: 'next', shape: [words, words], values: logits },
      { name: 'states', shape: [words, HEAD], values: Float32Array.from({ length: words * HEAD }, (_, at) => at) },
      { name: 'heads', shape: [1], values: BigInt64Array.of(1n) }
    ],
    inputs: [
      ...['input_ids', 'attention_mask'].map((name) => ({ name, type: INT64, shape: ['batch_size', 'length'] })),
      past('key'),
      past('value')
    ],
    outputs: [{ name: 'logits', type: FLOAT, shape: ['batch_size', 'length', words] }, present('key'), present('value')]
  });
}

/** The model's files by their path on the hub, below its name. */
export function tinyDecoderFiles({ says, template = TEMPLATE }: TinyDecoder): ReadonlyMap<string, Uint8Array> {
  const words = [...SPECIAL, ...says];
  const config = {
    model_type: 'qwen3',
    architectures: ['Qwen3ForCausalLM'],
    vocab_size: words.length,
    hidden_size: HEAD,
    head_dim: HEAD,
    num_hidden_layers: 1,
    num_attention_heads: 1,
    num_key_value_heads: 1,
    eos_token_id: END
  };
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true
    })),
    normalizer: null,
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    decoder: { type: 'Fuse' },
    model: {
      type: 'WordLevel',
      vocab: Object.fromEntries(words.map((word, at) => [word, at])),
      unk_token: SPECIAL[UNKNOWN]
    }
  };
  const settings = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: 32_768,
    unk_token: '<unk>',
    eos_token: '<end>',
    pad_token: '<end>',
    clean_up_tokenization_spaces: false,
    ...(template !== null && { chat_template: template })
  };
  const json = (value: unknown) => bytes(JSON.stringify(value));
  const onnx = decoderOnnx(says.length);
  return new Map([
    ['config.json', json(config)],
    ['generation_config.json', json({ eos_token_id: END })],
    ['tokenizer.json', json(tokenizer)],
    ['tokenizer_config.json', json(settings)],
    ...['', '_quantized', '_fp16', '_q4', '_q4f16'].map((suffix) => [`onnx/model${suffix}.onnx`, onnx] as const)
  ]);
}

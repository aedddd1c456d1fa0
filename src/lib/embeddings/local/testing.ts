// A text encoder small enough to write by hand, with the files and in the layout of the hub: a table of word vectors looked up by token.
// What real encoders compute is not in it. Only tests import this.
import { joinBytes } from '#lib/dataset/bytes/join';

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

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => joinBytes(parts);

// Protocol buffers: a varint, a number and a part that knows its length, each under the number of its field.
function varint(value: number): Uint8Array {
  const parts: number[] = [];
  let left = value;
  do {
    const low = left % 128;
    left = Math.floor(left / 128);
    parts.push(left > 0 ? low + 128 : low);
  } while (left > 0);
  return Uint8Array.from(parts);
}
const number = (field: number, value: number) => joined(varint(8 * field), varint(value));
const part = (field: number, content: Uint8Array) => joined(varint(8 * field + 2), varint(content.length), content);
const text = (field: number, content: string) => part(field, bytes(content));

const FLOAT = 1;
const INT64 = 7;

/** ONNX: last_hidden_state = table[input_ids]. Fields by their numbers in onnx.proto. */
function tinyOnnx(): Uint8Array {
  const dimension = (size: number | string) => part(1, typeof size === 'string' ? text(2, size) : number(1, size));
  const value = (name: string, type: number, shape: readonly (number | string)[]) =>
    joined(text(1, name), part(2, part(1, joined(number(1, type), part(2, joined(...shape.map(dimension)))))));
  const raw = new Uint8Array(TINY_TABLE.buffer);
  const gather = joined(text(1, 'table'), text(1, 'input_ids'), text(2, 'last_hidden_state'), text(4, 'Gather'));
  const table = joined(
    number(1, WORDS.length),
    number(1, TINY_WIDTH),
    number(2, FLOAT),
    text(8, 'table'),
    part(9, raw)
  );
  const graph = joined(
    part(1, gather),
    text(2, 'tiny'),
    part(5, table),
    part(11, value('input_ids', INT64, ['texts', 'tokens'])),
    part(11, value('attention_mask', INT64, ['texts', 'tokens'])),
    part(12, value('last_hidden_state', FLOAT, ['texts', 'tokens', TINY_WIDTH]))
  );
  return joined(number(1, 8), part(8, joined(text(1, ''), number(2, 13))), part(7, graph));
}

/** The model's files by their path on the hub, below its name. */
export function tinyModelFiles(): ReadonlyMap<string, Uint8Array> {
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
  const onnx = tinyOnnx();
  return new Map([
    [
      'config.json',
      bytes(JSON.stringify({ model_type: 'bert', architectures: ['BertModel'], hidden_size: TINY_WIDTH }))
    ],
    ['tokenizer.json', bytes(JSON.stringify(tokenizer))],
    ['tokenizer_config.json', bytes(JSON.stringify(settings))],
    ['onnx/model.onnx', onnx],
    ['onnx/model_quantized.onnx', onnx]
  ]);
}

/** The file that an address of the hub's layout asks for, of the model `name`; null where there is none. */
export function tinyFileAt(path: string, name: string, files = tinyModelFiles()): Uint8Array | null {
  const start = `/${name}/resolve/main/`;
  return path.startsWith(start) ? (files.get(path.slice(start.length)) ?? null) : null;
}

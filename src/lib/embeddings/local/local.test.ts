// Local text encoders, from a hub on this machine to vectors: the real library and the real runtime on a model written by hand, against
// sums by hand.
import { join } from 'node:path';
import { readdir, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import '#lib/errors/all';
import { keptInFolder } from '#lib/local-models/kept-folder.node';
import { tinyModelFiles, tinyTokens, TINY_TABLE, TINY_WIDTH } from '#lib/local-models/testing/tiny-encoder';
import { startTinyHub, type TinyHub } from '#lib/local-models/testing/tiny-hub';
import { identifyingSettings, resolveSettings } from '#lib/settings/resolve';
import type { Progress } from '#lib/work/work';
import { encoder } from '../registry';
import type { EncoderContext } from '../types';
import { pooled } from './pool';
import { KNOWN_ENCODERS } from './presets';
import { LOCAL } from './settings';

const MODEL = 'someone/tiny';
let hub: TinyHub;
beforeAll(async () => {
  hub = await startTinyHub(
    new Map([
      [MODEL, tinyModelFiles()],
      ['someone/whole', tinyModelFiles({ gives: 'texts' })],
      ['someone/both', tinyModelFiles({ gives: 'both' })],
      ['someone/beside', tinyModelFiles({ beside: true })],
      ['someone/cut', tinyModelFiles()],
      ...KNOWN_ENCODERS.map(({ settings }) => [settings.model, tinyModelFiles({ gives: 'both' })] as const)
    ])
  );
});
afterAll(() => hub.close());
beforeEach(() => hub.cut.clear());

const models = (others = {}) => hub.files(others);

const TEXTS = { users: ['Sea, ship!', null, 'storm'], items: ['the garden of bees bees', 'sea'] };

async function encode(values: Readonly<Record<string, unknown>> = {}, context: EncoderContext = { models: models() }) {
  const entry = encoder('local');
  if (entry.reads !== 'profiles') throw new Error('this encoder reads profiles');
  return entry.encode(TEXTS, { model: MODEL, ...values }, 1, context);
}

/** In float64, from the same table. */
function byHand(text: string, { pooling = 'mean', normalise = true, tokens = 256 } = {}): number[] {
  const all = tinyTokens(text);
  // The library cuts off the [SEP] of long texts with their end; Python's tokenizers keep it.
  const cut = all.slice(0, tokens);
  const used = pooling === 'cls' ? cut.slice(0, 1) : pooling === 'last' ? cut.slice(-1) : cut;
  const sum = Array.from({ length: TINY_WIDTH }, (_, k) =>
    used.reduce((total, token) => total + (TINY_TABLE[token * TINY_WIDTH + k] ?? NaN), 0)
  );
  const length = normalise ? Math.hypot(...sum) : used.length;
  return sum.map((value) => value / length);
}

function expectVectors(set: Awaited<ReturnType<typeof encode>>, hand: (text: string) => number[]): void {
  const { users, items } = set.vectors;
  const expected = [...TEXTS.users, ...TEXTS.items].flatMap((text) => (text === null ? [0, 0, 0, 0] : hand(text)));
  const found = [...users, ...items];
  expect(found).toHaveLength(expected.length);
  found.forEach((value, at) => expect(value).toBeCloseTo(expected[at] ?? NaN, 6));
}

describe('the encoder "local"', () => {
  it('gives the mean of a text’s token vectors at length 1, whatever stands beside it in a batch', async () => {
    const set = await encode();
    expect(set.vectors.dimensions).toBe(TINY_WIDTH);
    expect([...set.vectors.userPresent]).toEqual([1, 0, 1]);
    expectVectors(set, (text) => byHand(text));
    expectVectors(await encode({ batch: 1 }), (text) => byHand(text));
    expect(set.provenance).toMatchObject({ encoder: 'local', facts: { model: MODEL, texts: 4 } });
  });

  it('puts the prefix first, takes the first token or the mean, cuts long texts, and leaves the length when told', async () => {
    expectVectors(await encode({ prefix: 'query: ' }), (text) => byHand(`query: ${text}`));
    expectVectors(await encode({ pooling: 'cls' }), (text) => byHand(text, { pooling: 'cls' }));
    expectVectors(await encode({ normalise: false, precision: 'fp32' }), (text) => byHand(text, { normalise: false }));
    const long = { users: ['sea '.repeat(20) + 'storm'], items: ['sea'] };
    const entry = encoder('local');
    if (entry.reads !== 'profiles') throw new Error('this encoder reads profiles');
    const { vectors } = await entry.encode(long, { model: MODEL, tokens: 8 }, 1, { models: models() });
    byHand(long.users[0] ?? '', { tokens: 8 }).forEach((value, at) => expect(vectors.users[at]).toBeCloseTo(value, 6));
  });

  it('fetches weights once', async () => {
    await encode();
    const before = hub.asked.filter((path) => path.endsWith('.onnx')).length;
    await encode();
    expect(hub.asked.filter((path) => path.endsWith('.onnx'))).toHaveLength(before);
  });

  it('says how far it is, and stops between batches', async () => {
    const seen: Progress[] = [];
    await encode({ batch: 1 }, { models: models(), report: (progress) => void seen.push(progress) });
    expect(seen.filter(({ label }) => label === 'Encoding texts').map(({ done, total }) => [done, total])).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4]
    ]);
    const stop = new AbortController();
    const context = { models: models(), signal: stop.signal, report: () => stop.abort() };
    await expect(encode({ batch: 1 }, context)).rejects.toMatchObject({ code: 'internal/cancelled' });
  });

  it.each([
    ['a name that the host does not know', { model: 'someone/else' }, 'models/unknown'],
    ['no texts', null, 'embeddings/no-texts']
  ])('names %s', async (_, values, code) => {
    const entry = encoder('local');
    if (entry.reads !== 'profiles') throw new Error('this encoder reads profiles');
    const texts = values ? TEXTS : { users: [null], items: [null] };
    const given = { model: MODEL, ...values };
    await expect(entry.encode(texts, given, 1, { models: models() })).rejects.toMatchObject({ code });
  });

  it('names the host that cannot be reached, and says where nothing can be loaded', async () => {
    const nobody = { ...models(), host: 'http://127.0.0.1:9/', cache: keptInFolder(join(hub.folder, 'other')) };
    await expect(encode({ model: 'someone/new' }, { models: nobody })).rejects.toMatchObject({
      code: 'models/unreachable',
      message: expect.stringContaining('127.0.0.1:9')
    });
    await expect(encode({}, {})).rejects.toMatchObject({ code: 'models/none-here' });
  });
});

describe('what newer encoders need', () => {
  const texts = async (values: Readonly<Record<string, unknown>>) => (await encode(values)).vectors;

  it('the last token’s vector, and a vector of the model’s own', async () => {
    expectVectors(await encode({ pooling: 'last' }), (text) => byHand(text, { pooling: 'last' }));
    const own = (text: string) => {
      const row = tinyTokens(text)[1] ?? 0;
      const vector = [...TINY_TABLE.subarray(row * TINY_WIDTH, (row + 1) * TINY_WIDTH)];
      return vector.map((value) => value / Math.hypot(...vector));
    };
    expectVectors(await encode({ model: 'someone/whole', pooling: 'output' }), own);
  });

  it('words before users’ texts and others before items’, after those before both', async () => {
    const { users, items } = await texts({ prefix: 'sea ', user_prefix: 'query: ', item_prefix: 'bees ' });
    byHand('sea query: Sea, ship!').forEach((value, at) => expect(users[at]).toBeCloseTo(value, 6));
    byHand('sea bees the garden of bees bees').forEach((value, at) => expect(items[at]).toBeCloseTo(value, 6));
  });

  it('the first numbers only, at length 1 again', async () => {
    const set = await encode({ truncate: 2 });
    expect(set.vectors.dimensions).toBe(2);
    const [x = 0, y = 0] = byHand('Sea, ship!');
    expect(set.vectors.users[0]).toBeCloseTo(x / Math.hypot(x, y), 6);
    await expect(encode({ truncate: 5 })).rejects.toMatchObject({ code: 'models/too-wide' });
  });

  it.each(['q4', 'fp16', 'fp32'])('weights as %s, on WebAssembly where there is no GPU', async (precision) => {
    expectVectors(await encode({ precision }), (text) => byHand(text));
    expect(hub.asked.join()).toContain({ q4: 'model_q4', fp16: 'model_fp16', fp32: 'model.' }[precision]);
  });

  it('weights in a file beside the model', async () => {
    expectVectors(await encode({ model: 'someone/beside' }), (text) => byHand(text));
    expect(hub.asked).toContain('/someone/beside/resolve/main/onnx/model_quantized.onnx_data');
  });

  it('a state of the hub by its commit', async () => {
    await encode({ revision: 'abc123' });
    expect(hub.asked).toContain(`/${MODEL}/resolve/abc123/onnx/model_quantized.onnx`);
  });

  it.each(KNOWN_ENCODERS)(
    'the preset $preset sets its model, prefixes and pooling, and names its licence',
    async (known) => {
      const set = await encode({ model: undefined, preset: known.preset });
      expect(set.provenance.facts).toMatchObject({ model: known.settings.model, licence: known.licence });
      expect(set.provenance.settings).toMatchObject(known.settings);
      const own = await encode({ model: undefined, preset: known.preset, pooling: 'cls', normalise: false });
      expect(own.provenance.settings).toMatchObject({ pooling: 'cls', normalise: false });
    }
  );
});

it('an encoder named as before is asked for by the same settings as before', () => {
  const resolved = resolveSettings('local', LOCAL.fields, { model: 'Xenova/e5-small-v2', prefix: 'query: ' });
  const expected = {
    model: 'Xenova/e5-small-v2',
    precision: 'q8',
    prefix: 'query: ',
    pooling: 'mean',
    normalise: true,
    tokens: 256,
    batch: 8
  };
  expect(identifyingSettings(LOCAL.fields, resolved)).toEqual(expected);
  expect(identifyingSettings(LOCAL.fields, { ...resolved, device: 'wasm', truncate: 2 })).toEqual({
    ...expected,
    truncate: 2
  });
});

describe('a GPU', () => {
  afterEach(() => void vi.unstubAllGlobals());
  const CARD = {
    vendor: 'acme',
    architecture: 'rocket',
    device: '',
    description: 'Acme Rocket',
    isFallbackAdapter: false
  };
  const LIMITS = new Proxy({}, { get: () => 2 ** 31 });
  let given = 0;
  /** A machine whose GPU gives devices that no runtime can use. */
  function machineWith(info: object, features: readonly string[] = []): void {
    given = 0;
    const device = { features: new Set(features), lost: new Promise(() => undefined), destroy: () => undefined };
    const requestDevice = () => Promise.resolve(((given += 1), device));
    const adapter = { info: { ...CARD, ...info }, limits: LIMITS, features: new Set(features), requestDevice };
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(adapter) } });
  }
  const encoded = async (values: Readonly<Record<string, unknown>>) =>
    encode(values, { models: models({ gpuWasm: 'file:///nowhere.wasm' }) });

  it('on which the model does not run is done without, and the facts say why', async () => {
    machineWith({});
    const set = await encoded({ precision: 'fp32' });
    expect(set.provenance.facts.device).toContain('WebAssembly, since Acme Rocket could not run it');
    expectVectors(set, (text) => byHand(text));
  });

  it('without sixteen bits is not asked to compute with them', async () => {
    machineWith({});
    const { device } = (await encoded({ precision: 'fp16' })).provenance.facts;
    expect(device).toBe('WebAssembly, since Acme Rocket does not compute with sixteen bits');
  });

  it.each([
    ['made of software', { isFallbackAdapter: true }, { precision: 'fp32' }],
    ['for weights of eight bits', {}, { precision: 'q8' }],
    ['where the reader wants none', {}, { precision: 'fp32', device: 'wasm' }]
  ])('is left alone %s', async (_, info, values) => {
    machineWith(info);
    expect((await encoded(values)).provenance.facts.device).toBeUndefined();
    expect(given).toBe(0);
  });
});

describe('weights that cannot be used', () => {
  const weights = async () =>
    (await readdir(hub.folder, { recursive: true })).filter((path) => path.startsWith('someone/cut/onnx/'));

  it('that break off on their way are not kept, and come the next time', async () => {
    hub.cut.set('someone/cut/resolve/main/onnx/model_quantized.onnx', 100);
    await expect(encode({ model: 'someone/cut' })).rejects.toMatchObject({ code: 'models/cut' });
    expect(await weights()).toEqual([]);
    hub.cut.clear();
    expectVectors(await encode({ model: 'someone/cut' }), (text) => byHand(text));
  });

  it('that were kept damaged are said and taken away', async () => {
    await encode({ model: 'someone/cut' });
    const [path = ''] = await weights();
    await writeFile(join(hub.folder, path), 'version https://git-lfs.github.com/spec/v1');
    await expect(encode({ model: 'someone/cut' })).rejects.toMatchObject({ code: 'models/unfit' });
    expect(await weights()).toEqual([]);
    expectVectors(await encode({ model: 'someone/cut' }), (text) => byHand(text));
  });

  it('that have no room are not fetched, and how much is missing is said', async () => {
    const large = new Map([...tinyModelFiles(), ['onnx/model_quantized.onnx', new Uint8Array(2e6)]]);
    hub.models = new Map([...hub.models, ['someone/large', large]]);
    const full = { models: models({ room: () => Promise.resolve(500_000) }) };
    await expect(encode({ model: 'someone/large' }, full)).rejects.toMatchObject({
      code: 'models/no-room',
      message: expect.stringContaining('a file of 2 MB, and 0 MB are free')
    });
  });

  it('whose model lacks the output that is read', async () => {
    await expect(encode({ pooling: 'output' })).rejects.toMatchObject({
      code: 'models/no-such-output',
      message: expect.stringContaining('sentence_embedding; it gives last_hidden_state')
    });
    await expect(encode({ model: 'someone/whole' })).rejects.toMatchObject({ code: 'models/no-such-output' });
  });

  it('of sixteen bits, of a model whose numbers do not fit into them', async () => {
    const wanted = { model: undefined, preset: 'embeddinggemma', precision: 'fp16' };
    await expect(encode(wanted)).rejects.toMatchObject({ code: 'models/no-half' });
  });
});

it('pooling leaves padding out, on either side, and a text of padding alone is a vector of zeros', () => {
  const values = Float32Array.of(3, 0, 0, 4, 9, 9, 1, 1, 2, 2, 3, 3);
  const mask = Uint8Array.of(1, 1, 0, 0, 0, 0);
  const output = { kind: 'tokens', values, mask, shape: [2, 3, 2] } as const;
  const of = (pooling: 'mean' | 'cls' | 'last', normalise = false, flags = mask) => [
    ...pooled({ ...output, mask: flags }, { pooling, normalise, truncate: 0 })
  ];
  expect(of('mean')).toEqual([1.5, 2, 0, 0]);
  expect(of('mean', true).slice(0, 2)).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  expect(of('cls')).toEqual([3, 0, 1, 1]);
  expect(of('last')).toEqual([0, 4, 0, 0]);
  expect(of('last', false, Uint8Array.of(0, 0, 1, 0, 1, 1))).toEqual([9, 9, 3, 3]);
});

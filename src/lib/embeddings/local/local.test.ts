// Local text encoders, from a hub on this machine to vectors: the real library and the real runtime on a model written by hand, against
// sums by hand.
import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '#lib/errors/all';
import type { Progress } from '#lib/work/work';
import { encoder } from '../registry';
import type { EncoderContext } from '../types';
import { pooled } from './pool';
import { tinyFileAt, tinyTokens, TINY_TABLE, TINY_WIDTH } from './testing';
import type { ModelFiles } from './types';

const MODEL = 'someone/tiny';
const asked: string[] = [];
let server: Server;
let folder = '';
let host = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'models-'));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const file = tinyFileAt(request.url ?? '', MODEL);
    response.writeHead(file ? 200 : 404, file ? { 'content-length': file.length } : {});
    response.end(file ? Buffer.from(file) : 'Entry not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  host = `http://127.0.0.1:${address.port}/`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const models = (): ModelFiles => ({
  host,
  wasm: createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
  folder,
  readFile: async (path) => readFile(path)
});

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
  const used = pooling === 'cls' ? cut.slice(0, 1) : cut;
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
    const before = asked.filter((path) => path.endsWith('.onnx')).length;
    await encode();
    expect(asked.filter((path) => path.endsWith('.onnx'))).toHaveLength(before);
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
    ['a name that the host does not know', { model: 'someone/else' }, 'embeddings/unknown-model'],
    ['no texts', null, 'embeddings/no-texts']
  ])('names %s', async (_, values, code) => {
    const entry = encoder('local');
    if (entry.reads !== 'profiles') throw new Error('this encoder reads profiles');
    const texts = values ? TEXTS : { users: [null], items: [null] };
    const given = { model: MODEL, ...values };
    await expect(entry.encode(texts, given, 1, { models: models() })).rejects.toMatchObject({ code });
  });

  it('names the host that cannot be reached, and says where nothing can be loaded', async () => {
    const nobody = { ...models(), host: 'http://127.0.0.1:9/', folder: join(folder, 'other') };
    await expect(encode({ model: 'someone/new' }, { models: nobody })).rejects.toMatchObject({
      code: 'embeddings/model-unreachable',
      message: expect.stringContaining('127.0.0.1:9')
    });
    await expect(encode({}, {})).rejects.toMatchObject({ code: 'embeddings/no-models' });
  });
});

it('pooling leaves padding out, and a text of padding alone is a vector of zeros', () => {
  const values = Float32Array.of(3, 0, 0, 4, 9, 9, 1, 1, 2, 2, 3, 3);
  const mask = Uint8Array.of(1, 1, 0, 0, 0, 0);
  expect([...pooled({ values, mask, shape: [2, 3, 2] }, 'mean', false)]).toEqual([1.5, 2, 0, 0]);
  expect([...pooled({ values, mask, shape: [2, 3, 2] }, 'mean', true)].slice(0, 2)).toEqual([
    Math.fround(0.6),
    Math.fround(0.8)
  ]);
  expect([...pooled({ values, mask, shape: [2, 3, 2] }, 'cls', false)]).toEqual([3, 0, 1, 1]);
});

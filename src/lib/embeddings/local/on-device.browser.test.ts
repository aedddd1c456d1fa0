// Local encoders on WebGPU, in a real browser: the real library and both builds of the runtime, on a model written by hand. The GPU is one of
// software here; what a real one makes of large models is not shown by this.
import onGpu from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import plain from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileAt } from '#lib/local-models/testing/tiny-files';
import { tinyModelFiles } from '#lib/local-models/testing/tiny-encoder';
import type { ModelFiles } from '#lib/local-models/types';
import type { Progress } from '#lib/work/work';
import { encoder } from '../registry';

const HOST = 'https://hub.test/';
const MODEL = 'someone/tiny';
const files: ModelFiles = {
  host: HOST,
  wasm: new URL(plain, location.href).href,
  gpuWasm: new URL(onGpu, location.href).href,
  softwareGpu: true
};
const [RIGHT, WRONG] = [tinyModelFiles(), tinyModelFiles({ turned: true })];

/** What the hub gives for the weights, time after time; the last one from then on. */
let gives: ReadonlyMap<string, Uint8Array>[] = [];
let devices: GPUDevice[] = [];
beforeEach(() => {
  gives = [RIGHT];
  devices = [];
  const real = globalThis.fetch;
  vi.stubGlobal('caches', undefined);
  vi.stubGlobal('fetch', async (address: string | URL | Request, options: RequestInit = {}) => {
    const url = address instanceof Request ? address.url : String(address);
    if (!url.startsWith(HOST)) return real(address, options);
    const [models = RIGHT] = gives;
    const isAsked = options.method === 'HEAD' || new Headers(options.headers).has('range');
    if (url.endsWith('.onnx') && !isAsked && gives.length > 1) gives = gives.slice(1);
    const file = fileAt(new URL(url).pathname, new Map([[MODEL, models]]));
    return file
      ? new Response(file.slice(), { headers: { 'content-length': `${file.length}` } })
      : new Response('', { status: 404 });
  });
  const request = GPUAdapter.prototype.requestDevice;
  vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (this: GPUAdapter, wanted) {
    const device = await request.call(this, wanted);
    devices.push(device);
    return device;
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const TEXTS = { users: ['Sea, ship!', null, 'storm'], items: ['the garden of bees bees', 'sea'] };
async function encode(
  values: Readonly<Record<string, unknown>>,
  report: (progress: Progress) => void = () => undefined
) {
  const entry = encoder('local');
  if (entry.reads !== 'profiles') throw new Error('this encoder reads profiles');
  return entry.encode(TEXTS, { model: MODEL, precision: 'fp32', ...values }, 1, { models: files, report });
}

test('vectors of the GPU are those of WebAssembly, and which device made them is said', async () => {
  const here = await encode({ device: 'wasm' });
  expect(devices).toEqual([]);
  const there = await encode({});
  expect(there.provenance.facts.device).toMatch(/^WebGPU \(.+\)$/);
  const [expected, found] = [here, there].map(({ vectors }) => [...vectors.users, ...vectors.items]);
  expected?.forEach((value, at) => expect(found?.[at]).toBeCloseTo(value, 5));
  // What is done with is given back.
  expect((await devices[0]?.lost)?.reason).toBe('destroyed');
});

test('eight-bit weights stay on WebAssembly', async () => {
  expect((await encode({ precision: 'q8' })).provenance.facts.device).toBeUndefined();
  expect(devices).toEqual([]);
});

test('a device on which texts come out otherwise is not used, and that is said', async () => {
  gives = [RIGHT, WRONG];
  const set = await encode({});
  expect(set.provenance.facts.device).toMatch(/^WebAssembly, since .+ gave a text another vector \(cosine -?\d/);
  gives = [RIGHT];
  const here = await encode({ device: 'wasm' });
  expect([...set.vectors.users]).toEqual([...here.vectors.users]);
});

test('a full browser is said, and nothing of what did not fit is kept', async () => {
  const kept = new Set<string>();
  const cache = {
    match: () => Promise.resolve(undefined),
    put: (key: string) => {
      kept.add(key);
      const isLarge = key.endsWith('.onnx');
      return isLarge ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : Promise.resolve();
    },
    delete: (key: string) => Promise.resolve(kept.delete(key))
  };
  vi.stubGlobal('caches', { open: () => Promise.resolve(cache) });
  await expect(encode({ device: 'wasm' })).rejects.toMatchObject({ code: 'models/no-room' });
  expect([...kept].filter((key) => key.endsWith('.onnx'))).toEqual([]);
  expect(kept.size).toBeGreaterThan(0);
});

test('a device that is lost in the middle is said, and no vectors come of it', async () => {
  const lose = ({ label, done }: Progress) =>
    void (label === 'Encoding texts' && done === 2 && devices.at(-1)?.destroy());
  await expect(encode({ batch: 1 }, lose)).rejects.toMatchObject({ code: 'models/device-lost' });
});

// A text encoder of @huggingface/transformers on onnxruntime's WebAssembly build, the same in the tab and in Node: tokenizer and weights by
// name, fetched once and kept. Loaded only when such an encoder runs; pooling is done elsewhere (pool.ts).
import { AppError, appError } from '#lib/errors/app-error';
import type { Work } from '#lib/work/work';
import { patientFetch } from './patient-fetch';
import type { Precision } from './settings';
import type { ModelFiles, TextModel, TokenVectors } from './types';

/** The library takes the runtime that it finds under this name instead of its own: here the one without WebGPU and native code. */
const RUNTIME = Symbol.for('onnxruntime');

async function startRuntime({ wasm, readFile }: ModelFiles): Promise<void> {
  if (Reflect.has(globalThis, RUNTIME)) return;
  const ort = await import('onnxruntime-web/wasm');
  // The page is not cross-origin isolated, so there are no shared threads.
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm };
  if (readFile) ort.env.wasm.wasmBinary = (await readFile(wasm)).slice().buffer;
  const { InferenceSession } = ort;
  const create = async (model: string | Uint8Array, options: Parameters<typeof InferenceSession.create>[1]) =>
    InferenceSession.create(typeof model === 'string' && readFile ? await readFile(model) : bytesOf(model), options);
  Reflect.set(globalThis, RUNTIME, { ...ort, InferenceSession: { create } });
}

function bytesOf(model: string | Uint8Array): Uint8Array {
  if (typeof model === 'string') throw new Error(`${model} was to be read by its path`);
  return model;
}

/** Files without which nothing can be opened. */
const NEEDED = /\/(config|tokenizer|tokenizer_config)\.json$|\.onnx$/;

const pathOf = (address: string | URL | Request): string =>
  new URL(address instanceof Request ? address.url : address).pathname;

/** How the library's last request failed; what it throws itself says little. */
type Failed = { readonly kind: 'unreachable' } | { readonly kind: 'refused'; readonly status: number } | null;

/**
 * Opens an encoder, downloading what is not kept.
 * @throws AppError embeddings/model-unreachable, embeddings/unknown-model, embeddings/model-unfit, internal/cancelled
 */
export async function openTextModel(
  model: string,
  precision: Precision,
  files: ModelFiles,
  { signal, report }: Work
): Promise<TextModel> {
  const host = new URL(files.host).host;
  let failed: Failed = null;
  await startRuntime(files);
  const { AutoModel, AutoTokenizer, env, LogLevel } = await import('@huggingface/transformers');
  // What fails is thrown, and said once.
  env.logLevel = LogLevel.ERROR;
  env.remoteHost = files.host;
  env.allowLocalModels = false;
  // The runtime's binary is on this site.
  env.useWasmCache = false;
  if (files.folder !== undefined) env.cacheDir = files.folder;
  env.fetch = async (address: string | URL | Request, options?: RequestInit) => {
    let response: Response;
    try {
      response = await patientFetch(address, { ...options, signal });
    } catch (error) {
      failed = { kind: 'unreachable' };
      throw error;
    }
    // Models lack this or that file; without one of these there is none.
    if (!response.ok && NEEDED.test(pathOf(address))) failed = { kind: 'refused', status: response.status };
    return response;
  };
  const progress_callback = (progress: unknown): void => {
    const loaded = megabytes(progress, 'loaded');
    const total = megabytes(progress, 'total');
    if (loaded === null || total === null || total < 0.1) return;
    report?.({ label: `Downloading ${model}`, done: Math.min(loaded, total), total, unit: 'MB' });
  };
  try {
    const tokenizer: unknown = await AutoTokenizer.from_pretrained(model, { progress_callback });
    const opened = await AutoModel.from_pretrained(model, {
      dtype: precision,
      device: 'auto',
      session_options: { executionProviders: ['wasm'] },
      progress_callback
    });
    return textModel(model, tokenizer, opened);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (signal?.aborted) throw appError('internal/cancelled', { what: 'The download' }, {}, error);
    throw openingError(failed, { model, host, reason: error instanceof Error ? error.message : String(error) }, error);
  }
}

function openingError(
  failed: Failed,
  { model, host, reason }: { readonly model: string; readonly host: string; readonly reason: string },
  cause: unknown
): AppError {
  if (failed?.kind === 'unreachable') return appError('embeddings/model-unreachable', { model, host }, {}, cause);
  // The hub says "not allowed" of names that do not exist.
  if (failed && [401, 403, 404].includes(failed.status))
    return appError('embeddings/unknown-model', { model, host }, { field: 'model' }, cause);
  if (failed) return appError('embeddings/model-unreachable', { model, host, status: failed.status }, {}, cause);
  return appError('embeddings/model-unfit', { model, reason }, { field: 'model' }, cause);
}

/** A count of bytes among the fields of a progress event, in MB; null where it is not there. */
function megabytes(progress: unknown, field: string): number | null {
  const isTotal =
    typeof progress === 'object' && progress !== null && Reflect.get(progress, 'status') === 'progress_total';
  const value: unknown = isTotal ? Reflect.get(progress, field) : null;
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value / 1e5) / 10 : null;
}

type Callable = (...values: readonly unknown[]) => unknown;
const isCallable = (value: unknown): value is Callable => typeof value === 'function';

function textModel(model: string, tokenizer: unknown, opened: { dispose(): Promise<unknown> }): TextModel {
  const unfit = (reason: string) => appError('embeddings/model-unfit', { model, reason }, { field: 'model' });
  if (!isCallable(tokenizer) || !isCallable(opened)) throw unfit('it is no text encoder');
  return {
    async encode(texts, tokens) {
      const input = await tokenizer([...texts], { padding: true, truncation: true, max_length: tokens });
      const output = await opened(input);
      const hidden = tensorOf(output, 'last_hidden_state');
      const mask = tensorOf(input, 'attention_mask');
      const [rows, length, width] = hidden?.dims ?? [];
      const values = hidden?.data;
      if (!(values instanceof Float32Array) || !mask || width === undefined || length === undefined) {
        throw unfit('it gives no vectors of tokens (last_hidden_state)');
      }
      if (rows !== texts.length || mask.dims[1] !== length) throw unfit('its vectors do not fit its tokens');
      return { values, mask: flagsOf(mask.data), shape: [rows, length, width] } satisfies TokenVectors;
    },
    close: async () => void (await opened.dispose())
  };
}

interface Tensor {
  readonly dims: readonly number[];
  readonly data: unknown;
}

function tensorOf(output: unknown, name: string): Tensor | null {
  const tensor: unknown = typeof output === 'object' && output !== null ? Reflect.get(output, name) : null;
  if (typeof tensor !== 'object' || tensor === null) return null;
  const dims: unknown = Reflect.get(tensor, 'dims');
  if (!Array.isArray(dims) || !dims.every((dim) => typeof dim === 'number')) return null;
  return { dims, data: Reflect.get(tensor, 'data') };
}

const flagsOf = (data: unknown): Uint8Array =>
  data instanceof BigInt64Array ? Uint8Array.from(data, (value) => (value === 0n ? 0 : 1)) : new Uint8Array(0);

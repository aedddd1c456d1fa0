// Opens what lies on a hub of models with @huggingface/transformers: how it fetches, keeps and reports, and which word each way of failing
// gets. What is opened, and what is done with it, is the caller's. Loaded only when a model runs.
import { AppError, appError } from '#lib/errors/app-error';
import { browserCache, forget, roomFor } from './kept-weights';
import { CutShort, patientFetch, promisedBytes } from './patient-fetch';
import { startRuntime } from './runtime';
import { fieldOf } from './unknown';
import type * as Transformers from '@huggingface/transformers';
import type { Gpu } from './gpu';
import { Turns } from '#lib/work/turns';
import type { Work } from '#lib/work/work';
import type { ModelFiles, ModelName } from './types';

type Library = typeof Transformers;

/** What every file is asked for with. */
export interface HubOptions {
  readonly revision: string;
  readonly progress_callback: (progress: unknown) => void;
}

/** Options by which a model computes on that GPU, or on WebAssembly where it is null. */
export const sessionOn = (gpu: Gpu | null, keptOnGpu: readonly string[] = []) => ({
  // Not by the library's own name: it knows of no devices where it is given a runtime.
  device: 'auto' as const,
  session_options: gpu
    ? {
        executionProviders: [{ name: 'webgpu', device: gpu.device }],
        preferredOutputLocation: Object.fromEntries(keptOnGpu.map((name) => [name, 'gpu-buffer'] as const))
      }
    : { executionProviders: ['wasm'] }
});

/** Files without which nothing can be opened. */
const NEEDED = /\/(config|tokenizer|tokenizer_config)\.json$|\.onnx$/;
const WEIGHTS = /\.onnx(_data(_\d+)?)?$/;
/** How the runtime says that a file is no model, or not all of one. */
const DAMAGED = /protobuf|external data|initializer|deserialize/i;
/** Bytes from which on it is asked whether there is room. */
const LARGE = 1e6;

const pathOf = (address: string | URL | Request): string =>
  new URL(address instanceof Request ? address.url : address).pathname;

/** How the library's last request failed; what it throws itself says little, or nothing. */
type Failed =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'no-room'; readonly needed: number; readonly free: number }
  | null;

/** The library has one way of fetching for all: what is opened is opened one after the other. */
const turns = new Turns();

/**
 * @param open may throw whatever the library throws
 * @throws AppError models/…, internal/cancelled
 */
export function fromHub<Opened>(...asked: Parameters<typeof openFromHub<Opened>>): Promise<Opened> {
  return turns.take(() => openFromHub(...asked));
}

async function openFromHub<Opened>(
  name: ModelName,
  files: ModelFiles,
  { signal, report }: Work,
  open: (library: Library, options: HubOptions) => Promise<Opened>
): Promise<Opened> {
  const { model, revision } = name;
  const fate: { failed: Failed; largest: number } = { failed: null, largest: 0 };
  await startRuntime(files);
  const library = await import('@huggingface/transformers');
  const { env, LogLevel } = library;
  // What fails is thrown, and said once.
  env.logLevel = LogLevel.NONE;
  env.remoteHost = files.host;
  env.allowLocalModels = false;
  // The runtime's binary is on this site.
  env.useWasmCache = false;
  const noRoom = (): void => void (fate.failed ??= { kind: 'no-room', needed: fate.largest, free: 0 });
  const cache = files.cache ?? (await browserCache(noRoom));
  env.useCustomCache = cache !== null;
  env.customCache = cache;
  env.useBrowserCache = env.useFSCache = false;
  env.fetch = async (address: string | URL | Request, options?: RequestInit) => {
    let response: Response;
    try {
      response = await patientFetch(address, { ...options, signal });
    } catch (error) {
      fate.failed = { kind: 'unreachable' };
      throw error;
    }
    // Models lack this or that file; without one of these there is none.
    if (!response.ok && NEEDED.test(pathOf(address))) fate.failed = { kind: 'refused', status: response.status };
    const needed = response.status === 200 ? (promisedBytes(response) ?? 0) : 0;
    fate.largest = Math.max(fate.largest, needed);
    if (needed < LARGE) return response;
    const free = await roomFor(files);
    if (free === null || free >= needed) return response;
    fate.failed = { kind: 'no-room', needed, free };
    await response.body?.cancel();
    throw new Error('no room');
  };
  const weights = new Set<string>();
  const progress_callback = (progress: unknown): void => {
    const file = fieldOf(progress, 'file');
    if (typeof file === 'string' && WEIGHTS.test(file)) weights.add(file.replace(/^\/+/, ''));
    const loaded = megabytes(progress, 'loaded');
    const total = megabytes(progress, 'total');
    if (loaded === null || total === null || total < 0.1) return;
    report?.({ label: `Downloading ${model}`, done: Math.min(loaded, total), total, unit: 'MB' });
  };
  try {
    const opened = await open(library, { revision, progress_callback });
    // Weights that cannot be kept would be fetched anew each time.
    if (fate.failed?.kind === 'no-room') throw openingError(fate.failed, { model, host: files.host, reason: '' });
    return opened;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (signal?.aborted) throw appError('internal/cancelled', { what: 'The download' }, {}, error);
    if (causes(error).some((cause) => cause instanceof CutShort)) fate.failed = { kind: 'cut' };
    if (causes(error).some((cause) => fieldOf(cause, 'code') === 'ENOSPC')) noRoom();
    // Weights that came whole and are damaged would be opened in vain for ever.
    if (!fate.failed && DAMAGED.test(wordsOf(error))) await forget(weights, name, files.host, cache);
    throw openingError(fate.failed, { model, host: files.host, reason: wordsOf(error) }, error);
  }
}

function causes(error: unknown): readonly unknown[] {
  const found: unknown[] = [];
  for (let at = error; at !== undefined && at !== null && found.length < 8; at = fieldOf(at, 'cause')) found.push(at);
  return found;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300);

function openingError(
  failed: Failed,
  { model, host: address, reason }: { readonly model: string; readonly host: string; readonly reason: string },
  cause?: unknown
): AppError {
  const host = new URL(address).host;
  switch (failed?.kind) {
    case 'unreachable':
      return appError('models/unreachable', { model, host }, {}, cause);
    case 'refused':
      // The hub says "not allowed" of names that do not exist.
      return [401, 403, 404].includes(failed.status)
        ? appError('models/unknown', { model, host }, { field: 'model' }, cause)
        : appError('models/unreachable', { model, host, status: failed.status }, {}, cause);
    case 'cut':
      return appError('models/cut', { model, host }, {}, cause);
    case 'no-room': {
      const { needed, free } = failed;
      return appError('models/no-room', { model, needed: needed / 1e6, free: free / 1e6 }, {}, cause);
    }
    case undefined:
      return appError('models/unfit', { model, reason }, { field: 'model' }, cause);
  }
}

/** A count of bytes among the fields of a progress event, in MB; null where it is not there. */
function megabytes(progress: unknown, field: string): number | null {
  const value = fieldOf(progress, 'status') === 'progress_total' ? fieldOf(progress, field) : null;
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value / 1e5) / 10 : null;
}

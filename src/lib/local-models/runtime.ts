// onnxruntime under the library's feet: its WebAssembly build, the same in the tab and in Node, and beside it the build that computes on
// WebGPU, fetched when a GPU is first used. Sessions let messages in between two runs, and end at once when their device is lost.
import type * as OrtTypes from 'onnxruntime-web/wasm';
import { nextTask } from '#lib/work/next-task';
import { lossOf } from './gpu';
import type { ModelFiles } from './types';

/** The library takes the runtime that it finds under this name instead of its own, which has native code in Node. */
const RUNTIME = Symbol.for('onnxruntime');

type Ort = typeof OrtTypes;
type Options = NonNullable<Parameters<Ort['InferenceSession']['create']>[1]>;

const builds: Ort[] = [];

function ready(ort: Ort, wasm: string, readFile: ModelFiles['readFile']): Promise<Ort> {
  // The page is not cross-origin isolated, so there are no shared threads.
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm };
  builds.push(ort);
  if (!readFile) return Promise.resolve(ort);
  return readFile(wasm).then((binary) => {
    ort.env.wasm.wasmBinary = binary.slice().buffer;
    return ort;
  });
}

/** Called before the library is first loaded. */
async function start(files: ModelFiles): Promise<void> {
  const { wasm, gpuWasm, readFile } = files;
  const plain = await ready(await import('onnxruntime-web/wasm'), wasm, readFile);
  let onGpu: Promise<Ort> | null = null;
  const create = async (model: Uint8Array, options: Options) => {
    const device = deviceIn(options);
    if (device && gpuWasm !== undefined) {
      onGpu ??= import('#onnx-gpu').then((ort) => ready(ort, gpuWasm, undefined));
      // A part that did not come may come the next time.
      onGpu.catch(() => (onGpu = null));
    }
    const { InferenceSession } = (device ? await onGpu : null) ?? plain;
    const session = await InferenceSession.create(model, options);
    const run = session.run.bind(session);
    const lost = device && lossOf(device).then((error) => Promise.reject(error));
    lost?.catch(() => undefined);
    Reflect.set(session, 'run', async (...args: Parameters<typeof session.run>) => {
      await nextTask();
      return lost ? Promise.race([lost, run(...args)]) : run(...args);
    });
    return session;
  };
  // Results of both builds are tensors to the library.
  const Tensor = { [Symbol.hasInstance]: (value: unknown) => builds.some((ort) => value instanceof ort.Tensor) };
  Reflect.set(globalThis, RUNTIME, { ...plain, Tensor, InferenceSession: { create } });
}

let started: Promise<void> | null = null;

/** Called before the library is first loaded; does nothing once that is done. */
export function startRuntime(files: ModelFiles): Promise<void> {
  started ??= start(files);
  // What did not come may come the next time.
  started.catch(() => (started = null));
  return started;
}

function deviceIn({ executionProviders = [] }: Options): GPUDevice | null {
  const [first] = executionProviders;
  return typeof first === 'object' && first.name === 'webgpu' && 'device' in first ? (first.device ?? null) : null;
}

// Starts a compute backend with our operators on it: a hardware WebGPU adapter, else wasm (SIMD, one thread), else cpu.
// A software adapter is taken only when WebGPU was asked for by name, since wasm is faster. Backends are loaded on
// demand, so a page downloads only the one it uses.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs-core';
import { appError, toAppError } from '#lib/errors/app-error';
import { findAdapter, MISSING } from './adapter';
import { registerGradients } from './operators';
import type { WasmBinaries } from './wasm';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

export interface BackendInfo {
  readonly name: BackendName;
  /** The adapter's or engine's name as shown to the reader. */
  readonly adapter: string;
  readonly software: boolean;
  /** Why this one and not a faster one; a whole sentence. */
  readonly reason: string;
}

export interface BackendOptions {
  /** URL or folder of tfjs's .wasm files with a slash at its end, or each file's own address by its name. */
  readonly wasmBinaries: WasmBinaries;
}

let checkDevice: () => void = () => undefined;

/** Throws the first error that the GPU reported; does nothing on other backends. Call it after every step. */
export function throwIfDeviceFailed(): void {
  checkDevice();
}

/**
 * Starts the backend of choice; `auto` takes the fastest that works here.
 * @throws AppError device/… where a backend asked for by name is not to be had
 */
export async function startBackend(choice: 'auto' | BackendName, options: BackendOptions): Promise<BackendInfo> {
  enableProdMode(); // No advertisements and no per-operation checks; errors still throw.
  registerGradients();
  if (choice === 'webgpu') return startWebGpu();
  if (choice === 'wasm') return startWasm(options, 'WebAssembly was asked for.');
  if (choice === 'cpu') return startCpu('Plain JavaScript was asked for.');

  const search = await findAdapter();
  if (search.found && !search.software) {
    try {
      return await startWebGpu();
    } catch (error) {
      return startWasmOrCpu(options, `The graphics device did not start (${toAppError(error).message})`);
    }
  }
  const reason = search.found
    ? `The only graphics adapter is a software one (${search.name}), which is slower than WebAssembly`
    : MISSING[search.reason];
  return startWasmOrCpu(options, reason);
}

async function startWebGpu(): Promise<BackendInfo> {
  const search = await findAdapter();
  if (!search.found) throw appError('device/no-webgpu', { reason: MISSING[search.reason] });
  try {
    const { registerWebGpu, throwIfDeviceFailed: check } = await import('./webgpu');
    await registerWebGpu(search.adapter);
    await activate('webgpu');
    checkDevice = check;
  } catch (error) {
    throw appError('device/start-failed', { backend: 'WebGPU', reason: toAppError(error).message }, {}, error);
  }
  return {
    name: 'webgpu',
    adapter: search.name,
    software: search.software,
    reason: search.software ? 'A software adapter, used because WebGPU was asked for.' : 'The graphics device is used.'
  };
}

async function startWasmOrCpu(options: BackendOptions, reason: string): Promise<BackendInfo> {
  try {
    return await startWasm(options, `${reason}, so WebAssembly is used.`);
  } catch (error) {
    return startCpu(`${reason}, and WebAssembly did not start (${toAppError(error).message}).`);
  }
}

async function startWasm(options: BackendOptions, reason: string): Promise<BackendInfo> {
  try {
    const { prepareWasm, registerWasmOperators } = await import('./wasm');
    prepareWasm(options.wasmBinaries);
    registerWasmOperators();
    await activate('wasm');
  } catch (error) {
    throw appError('device/start-failed', { backend: 'WebAssembly', reason: toAppError(error).message }, {}, error);
  }
  checkDevice = () => undefined;
  return { name: 'wasm', adapter: 'WebAssembly, SIMD, one thread', software: false, reason };
}

async function startCpu(reason: string): Promise<BackendInfo> {
  const { registerCpuOperators } = await import('./cpu');
  registerCpuOperators();
  await activate('cpu');
  checkDevice = () => undefined;
  return { name: 'cpu', adapter: 'JavaScript', software: false, reason };
}

async function activate(name: BackendName): Promise<void> {
  const works = await setBackend(name);
  if (!works) throw new Error(`tfjs could not initialise ${name}`);
  await ready();
}

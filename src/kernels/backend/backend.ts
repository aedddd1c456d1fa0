// Starts a compute backend with our operators on it: a hardware WebGPU adapter, else wasm (SIMD), else cpu.
// A software adapter is taken only when WebGPU was asked for by name, since wasm is faster. Backends are loaded on
// demand, so a page downloads only the one it uses.
import '@tensorflow/tfjs-core'; // First: it registers the flags that the next one asks for.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs-core';
import { AppError, appError, toAppError } from '#lib/errors/app-error';
import { findAdapter, type AdapterSearch } from './adapter';
import { WASM_ADAPTERS, type BackendChoice, type BackendName } from './choices';
import { textOf } from './failure-text';
import { registerGradients } from './operators';
import { provideRowPool, type WorkerChoice } from '../workers/active';
import type { WasmBinaries } from './wasm';
import type { Connected, OperatorsForm } from './wasm-operators';

export interface BackendInfo {
  readonly name: BackendName;
  /** The adapter's or engine's name as shown to the reader. */
  readonly adapter: string;
  readonly software: boolean;
  /** Why this one and not a faster one; whole sentences. */
  readonly reason: string;
}

export interface BackendOptions {
  /** URL or folder of tfjs's .wasm files with a slash at its end, or each file's own address by its name. */
  readonly wasmBinaries: WasmBinaries;
  /** Workers for rows on `wasm`; none where left out. */
  readonly workers?: WorkerChoice;
}

const NO_DEVICE = (): void => undefined;
let checkDevice = NO_DEVICE;
let submitDevice = NO_DEVICE;
let deviceIsDone: (() => Promise<void>) | null = null;
let mostNumbers: number | null = null;

/** Ends a training step: what it recorded goes to the GPU as one submit, and an error that the GPU reported is thrown. */
export function finishStep(): void {
  submitDevice();
  checkDevice();
}

/** When the GPU has done all that was handed over so far; null on the other backends, where calls return when they are done. */
export const handedOverIsDone = (): Promise<void> | null => deviceIsDone?.() ?? null;

/** Numbers in the largest tensor that the GPU's programs can read; null on the other backends. */
export const mostNumbersOnDevice = (): number | null => mostNumbers;

/** Throws the first error that the GPU reported; does nothing on other backends. Call it after every step. */
export function throwIfDeviceFailed(): void {
  checkDevice();
}

/**
 * The error that the device reported, or null. When a device is lost, reads of its buffers fail a moment before the loss is
 * told; so this waits for what is already under way.
 */
export async function deviceFailure(): Promise<AppError | null> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  try {
    checkDevice();
    return null;
  } catch (error) {
    return toAppError(error);
  }
}

/**
 * Starts the backend of choice; `auto` takes the fastest that works here.
 * @throws AppError device/… where a backend asked for by name is not to be had
 */
export async function startBackend(choice: BackendChoice, options: BackendOptions): Promise<BackendInfo> {
  enableProdMode(); // No advertisements and no per-operation checks; errors still throw.
  registerGradients();
  provideRowPool(null, options.workers);
  if (choice === 'webgpu') return startWebGpu();
  if (choice === 'wasm') return startWasm(options, 'WebAssembly was asked for.');
  if (choice === 'wasm-relaxed') return startRelaxed(options);
  if (choice === 'cpu') return startCpu('Plain JavaScript was asked for.');

  const search = await findAdapter();
  if (!search.found) return startWasmOrCpu(options, search.error.message);
  if (search.software) {
    const reason = `The only graphics adapter is a software one (${search.name}), which is slower than WebAssembly.`;
    return startWasmOrCpu(options, reason);
  }
  try {
    return await startOnAdapter(search);
  } catch (error) {
    return startWasmOrCpu(options, toAppError(error).message);
  }
}

async function startWebGpu(): Promise<BackendInfo> {
  const search = await findAdapter();
  if (!search.found) throw search.error;
  return startOnAdapter(search);
}

/** @throws AppError device/refused, device/start-failed */
async function startOnAdapter(search: Extract<AdapterSearch, { found: true }>): Promise<BackendInfo> {
  const { adapter, name, software } = search;
  const control = await starting('WebGPU', async () => {
    const { registerWebGpu } = await import('./webgpu');
    const made = await registerWebGpu(adapter, name);
    await activate('webgpu');
    return made;
  });
  checkDevice = control.check;
  submitDevice = control.submit;
  deviceIsDone = control.done;
  mostNumbers = control.mostNumbers;
  const reason = software
    ? 'A software adapter, used because WebGPU was asked for.'
    : 'A hardware graphics adapter is used.';
  const { note } = control;
  return { name: 'webgpu', adapter: name, software, reason: note === null ? reason : `${reason} ${note}` };
}

/** @param reason why not WebGPU: a whole sentence */
async function startWasmOrCpu(options: BackendOptions, reason: string): Promise<BackendInfo> {
  try {
    return await startWasm(options, `${reason} WebAssembly is used.`);
  } catch (error) {
    return startCpu(`${reason} ${toAppError(error).message} Plain JavaScript is used.`);
  }
}

async function startWasm(options: BackendOptions, reason: string): Promise<BackendInfo> {
  const connected = await connectWasm(options, 'module');
  if (connected.operators) {
    return { name: 'wasm', adapter: WASM_ADAPTERS.module, software: false, reason };
  }
  // Another name, since its numbers differ in the last bits.
  const adapter = WASM_ADAPTERS.loops;
  return { name: 'wasm', adapter, software: false, reason: `${reason} ${connected.reason} It is slower for that.` };
}

/** @throws AppError device/no-relaxed-simd */
async function startRelaxed(options: BackendOptions): Promise<BackendInfo> {
  const connected = await connectWasm(options, 'relaxed');
  if (!connected.operators) throw appError('device/no-relaxed-simd', { reason: connected.reason });
  const reason = 'WebAssembly with relaxed SIMD was asked for.';
  return { name: 'wasm', adapter: WASM_ADAPTERS.relaxed, software: false, reason };
}

async function connectWasm(options: BackendOptions, form: OperatorsForm): Promise<Connected> {
  const connected = await starting('WebAssembly', async () => {
    const { prepareWasm, registerWasmOperators, startWasmOperators } = await import('./wasm');
    prepareWasm(options.wasmBinaries);
    registerWasmOperators();
    await activate('wasm');
    return startWasmOperators(form);
  });
  checkDevice = NO_DEVICE;
  submitDevice = NO_DEVICE;
  deviceIsDone = null;
  mostNumbers = null;
  provideRowPool(connected.operators?.module ?? null, options.workers);
  return connected;
}

async function startCpu(reason: string): Promise<BackendInfo> {
  await starting('JavaScript', async () => {
    const { registerCpuOperators } = await import('./cpu');
    registerCpuOperators();
    await activate('cpu');
  });
  checkDevice = NO_DEVICE;
  submitDevice = NO_DEVICE;
  deviceIsDone = null;
  mostNumbers = null;
  return { name: 'cpu', adapter: 'JavaScript', software: false, reason };
}

/** Runs the start of a backend; what it throws that is no AppError yet becomes device/start-failed. */
async function starting<T>(backend: string, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw appError('device/start-failed', { backend, reason: textOf(error) }, {}, error);
  }
}

async function activate(name: BackendName): Promise<void> {
  const works = await setBackend(name);
  if (!works) throw new Error(`tfjs could not initialise ${name}`);
  await ready();
}

// The pool of workers beside the backend that is on: on `wasm` with our module, with as many workers as it was started with. Its code is
// loaded when there is work for it.
import { getBackend } from '@tensorflow/tfjs-core';
import type { RowPool } from './pool';
import type { StartWorker } from './runner';

export interface WorkerChoice {
  /** Beside the calling thread; 0: that one does everything. */
  readonly count: number;
  /** How they are started; asked for when there is work for them. */
  start(): Promise<StartWorker>;
}

let module: WebAssembly.Module | null = null;
let isUsed = true;
let start: WorkerChoice['start'] | null = null;
/** What the backend was started with. */
let given = 0;
let pool: Promise<RowPool> | null = null;
/** What `resizeRowPool` was told last, which may be before a backend has started. */
let told: number | null = null;

/** What the wasm backend says when it has started. @param operators null where our module is not to be had */
export function provideRowPool(operators: WebAssembly.Module | null, workers: WorkerChoice | undefined): void {
  void pool?.then((old) => old.end());
  [module, start, pool] = [operators, workers?.start ?? null, null];
  given = workers?.count ?? 0;
}

/** Off, it is as if our module were not to be had. */
export function useRowPool(isOn: boolean): void {
  isUsed = isOn;
}

/** Whether rows are cut into parts on this backend, by however many they are worked on. */
export const hasRowPool = (): boolean => module !== null && isUsed && getBackend() === 'wasm';

/** How many workers there are to be beside the calling thread. */
export const workerCount = (): number => (start ? (told ?? given) : 0);

/** The pool; null where `hasRowPool` says so. */
export function rowPool(): Promise<RowPool> | null {
  if (!module || !hasRowPool()) return null;
  pool ??= startPool(module);
  return pool;
}

async function startPool(operators: WebAssembly.Module): Promise<RowPool> {
  const [{ RowPool }, startWorker] = await Promise.all([import('./pool'), start?.() ?? null]);
  return new RowPool(operators, startWorker, workerCount());
}

/** Multiply-adds below which workers cost more than they save: some ten milliseconds. */
const WORTH_WORKERS = 2 ** 26;

/**
 * A pool for work on plain arrays, which has no tensors and so goes on beside every backend; its numbers are the same beside all of them.
 * @param work multiply-adds, by which it is seen whether workers are worth their start
 * @returns null where our module cannot be had, or is put aside
 */
export async function arrayPool(work: number): Promise<RowPool | null> {
  if (getBackend() === 'wasm') {
    if (!hasRowPool()) return null;
  } else {
    module ??= await beside();
  }
  if (!module) return null;
  if (work < WORTH_WORKERS) return new (await import('./pool')).RowPool(module, null, 0);
  pool ??= startPool(module);
  return pool;
}

/** Our module where the backend that is on has none. */
async function beside(): Promise<WebAssembly.Module | null> {
  try {
    const { readOperators } = await import('virtual:wasm-operators');
    return await WebAssembly.compile(await readOperators());
  } catch {
    // No SIMD, or it cannot be fetched: loops do the work.
    return null;
  }
}

/**
 * Another number of workers, from the next step on, and for every backend that is started afterwards. Results do not change with it.
 * @param workers null: as many as the backend was started with
 */
export function resizeRowPool(workers: number | null): void {
  told = workers;
  void pool?.then((running) => running.resize(told ?? given));
}

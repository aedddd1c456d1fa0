// The pool of workers beside the backend that is on: on `wasm` with our module, with as many workers as it was started with. Its code is
// loaded when there is work for it.
import { getBackend } from '@tensorflow/tfjs-core';
import type { RowPool } from './pool';
import type { StartWorker } from './runner';

export interface WorkerChoice {
  /** Beside the calling thread; 0: that one does everything. */
  readonly count: number;
  readonly start: StartWorker;
}

let module: WebAssembly.Module | null = null;
let choice: WorkerChoice | null = null;
let pool: Promise<RowPool> | null = null;

/** What the wasm backend says when it has started. @param operators null where our module is not to be had */
export function provideRowPool(operators: WebAssembly.Module | null, workers: WorkerChoice | undefined): void {
  void pool?.then((old) => old.end());
  [module, choice, pool] = [operators, workers ?? null, null];
}

/** Whether rows are cut into parts on this backend, by however many they are worked on. */
export const hasRowPool = (): boolean => module !== null && getBackend() === 'wasm';

/** How many workers there are to be beside the calling thread. */
export const workerCount = (): number => choice?.count ?? 0;

/** The pool; null where `hasRowPool` says so. */
export function rowPool(): Promise<RowPool> | null {
  if (!module || !hasRowPool()) return null;
  pool ??= startPool(module);
  return pool;
}

async function startPool(operators: WebAssembly.Module): Promise<RowPool> {
  const { RowPool } = await import('./pool');
  return new RowPool(operators, choice?.start ?? null, workerCount());
}

/** Another number of workers, from the next step on. Numbers do not change with it. */
export function resizeRowPool(count: number): void {
  if (!choice || count === choice.count) return;
  choice = { ...choice, count };
  void pool?.then((running) => running.resize(count));
}

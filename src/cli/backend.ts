// Starts a backend on the command line: tfjs's wasm binaries lie in its package, WebGPU comes from Dawn.
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { availableParallelism } from 'node:os';
import { startBackend, type BackendInfo } from '#kernels/backend/backend';
import type { BackendChoice } from '#kernels/backend/choices';
import { startNodeWorker } from '#kernels/workers/start.node';

/** Workers beside a process for rows: one a core that the process itself leaves free, where `processes` run at the same time. */
export const workersFor = (processes: number): number =>
  Math.max(0, Math.floor(availableParallelism() / processes) - 1);

/**
 * `auto` on the command line is wasm: a server's GPU is used when it is asked for by name.
 * @param workers for rows on wasm, beside this thread; they change no number
 */
export async function startCommandLineBackend(choice: BackendChoice, workers: number): Promise<BackendInfo> {
  if (choice === 'webgpu') {
    const { provideWebGpuInNode } = await import('#kernels/backend/dawn.node');
    await provideWebGpuInNode();
  }
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  return startBackend(choice, {
    wasmBinaries: join(dirname(entry), 'dist') + sep,
    workers: { count: workers, start: async () => startNodeWorker }
  });
}

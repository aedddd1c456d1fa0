// Starts a backend on the command line: tfjs's wasm binaries lie in its package, WebGPU comes from Dawn.
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { startBackend, type BackendInfo, type BackendName } from '#kernels/backend/backend';

export type BackendChoice = 'auto' | BackendName;

export const BACKEND_CHOICES = ['auto', 'webgpu', 'wasm', 'cpu'] as const satisfies readonly BackendChoice[];

/** `auto` on the command line is wasm: a server's GPU is used when it is asked for by name. */
export async function startCommandLineBackend(choice: BackendChoice): Promise<BackendInfo> {
  if (choice === 'webgpu') {
    const { provideWebGpuInNode } = await import('#kernels/backend/dawn.node');
    await provideWebGpuInNode();
  }
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  return startBackend(choice, { wasmBinaries: join(dirname(entry), 'dist') + sep });
}

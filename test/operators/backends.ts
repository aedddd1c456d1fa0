// Starts a backend for operator tests: in Node the binaries lie in the package, in a browser they are served by URL.
import { getBackend } from '@tensorflow/tfjs-core';
import { deviceFailure, startBackend } from '#kernels/backend/backend';
import type { BackendName } from '#kernels/backend/choices';

export async function startForTest(name: BackendName): Promise<void> {
  // A device that works is taken again: what it has compiled need not be compiled anew.
  if (name === 'webgpu' && getBackend() === name && (await deviceFailure()) === null) return;
  await startBackend(name, { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
}

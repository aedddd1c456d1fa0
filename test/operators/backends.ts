// Starts a backend for operator tests: in Node the binaries lie in the package, in a browser they are served by URL.
import { startBackend } from '#kernels/backend/backend';
import type { BackendName } from '#kernels/backend/choices';

export async function startForTest(name: BackendName): Promise<void> {
  await startBackend(name, { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
}

import { beforeAll, describe } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { describeSoftCrossEntropy } from './soft-cross-entropy.suite';

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await startBackend(backend, { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
  });
  describeSoftCrossEntropy();
});

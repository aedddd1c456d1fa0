import { beforeAll } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { describeSoftCrossEntropy } from './soft-cross-entropy.suite';

beforeAll(async () => {
  await startBackend('webgpu', { wasmBinaries: '' });
});

describeSoftCrossEntropy();

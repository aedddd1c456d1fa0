import { backend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { beforeAll } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { describeMemory } from './memory.suite';

beforeAll(async () => {
  await startBackend('webgpu', { wasmBinaries: '' });
});

describeMemory(
  ['contrastive'],
  () => {
    const current = backend();
    if (!(current instanceof WebGPUBackend)) throw new Error('Not on webgpu');
    return current.bufferManager.numBytesUsed;
  },
  8,
  4
);

// A real device that fails: tfjs alone would go on with stale bytes, here the next check throws. A new start gives a
// device without the old one's error.
import { add, backend, tensor1d } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { beforeEach, expect, it } from 'vitest';
import { startBackend, throwIfDeviceFailed, type BackendInfo } from './backend';
import { flatProgram } from './device-kernel';

let info: BackendInfo;
beforeEach(async () => {
  info = await startBackend('webgpu', { wasmBinaries: '' });
});

function device(): GPUDevice {
  const current = backend();
  if (!(current instanceof WebGPUBackend)) throw new Error('Not on webgpu');
  return current.device;
}

it('a software adapter is used when asked for by name, and named as one', () => {
  expect(info.name).toBe('webgpu');
  expect(info.reason).toBe(
    info.software ? 'A software adapter, used because WebGPU was asked for.' : 'A hardware graphics adapter is used.'
  );
  expect(info.adapter).not.toBe('');
  expect(throwIfDeviceFailed).not.toThrow();
});

it('has the adapter’s limits, not the defaults', async () => {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  expect(device().limits.maxStorageBufferBindingSize).toBe(adapter?.limits.maxStorageBufferBindingSize);
  expect(device().limits.maxBufferSize).toBe(adapter?.limits.maxBufferSize);
});

it('an invalid shader fails the run once its result is read, and a new start clears it', async () => {
  const broken = flatProgram({
    name: 'broken',
    code: 'fn main(index : i32) { nonsense }',
    outputShape: [8],
    variableNames: []
  });
  const current = backend();
  if (!(current instanceof WebGPUBackend)) throw new Error('Not on webgpu');
  const result = current.runWebGPUProgram(broken, [], 'float32');
  await current.read(result.dataId); // tfjs gives bytes and says nothing.
  current.disposeData(result.dataId);
  expect(throwIfDeviceFailed).toThrow(/The GPU reported an error/);
  await startBackend('webgpu', { wasmBinaries: '' });
  expect(throwIfDeviceFailed).not.toThrow();
});

it('a lost device fails the run, and a new start computes again', async () => {
  const lost = device().lost;
  device().destroy();
  await lost;
  expect(throwIfDeviceFailed).toThrow(/The GPU was lost/);
  await startBackend('webgpu', { wasmBinaries: '' });
  expect(throwIfDeviceFailed).not.toThrow();
  const t = tensor1d([1, 2, 3]);
  const doubled = add(t, t);
  expect(Array.from(await doubled.data())).toEqual([2, 4, 6]);
  t.dispose();
  doubled.dispose();
});

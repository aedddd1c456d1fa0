// A machine where the wasm binaries are not to be had. In a file of its own: tfjs starts wasm once a process.
import { getBackend } from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { startBackend } from './backend';

it('without wasm, auto falls to plain JavaScript and says why, and wasm by name is an error', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const options = { wasmBinaries: '/there/is/no/such/folder/' };
  const info = await startBackend('auto', options);
  expect(info.name).toBe('cpu');
  expect(getBackend()).toBe('cpu');
  expect(info.reason).toMatch(/The WebAssembly backend did not start: .*Plain JavaScript is used\./);
  await expect(startBackend('wasm', options)).rejects.toMatchObject({ code: 'device/start-failed' });
});

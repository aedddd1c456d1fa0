// Which backend starts on which machine, and what the reader is told. The machine's GPU is made up; wasm is real.
import { getBackend } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#lib/errors/app-error';
import { startBackend, throwIfDeviceFailed } from './backend';

const options = { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' };
const CORE_LIMITS = {
  maxStorageBufferBindingSize: 2 ** 27,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupStorageSize: 2 ** 14,
  maxComputeWorkgroupsPerDimension: 65_535
};
const CARD = { vendor: 'acme', architecture: 'rocket-3', device: '', description: '', isFallbackAdapter: false };

const adapter = (changes: object = {}): object => ({
  info: CARD,
  limits: CORE_LIMITS,
  requestDevice: () => Promise.reject(new Error('all devices are taken.')),
  ...changes
});

function machineWith(navigator: object | undefined, isSecureContext?: boolean): void {
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  Object.defineProperty(globalThis, 'isSecureContext', { value: isSecureContext, configurable: true });
}
const offering = (found: () => unknown): object => ({ gpu: { requestAdapter: async () => found() } });

const before = [
  Object.getOwnPropertyDescriptor(globalThis, 'navigator') ?? { value: undefined, configurable: true },
  Object.getOwnPropertyDescriptor(globalThis, 'isSecureContext') ?? { value: undefined, configurable: true }
] as const;
afterEach(() => {
  Object.defineProperty(globalThis, 'navigator', before[0]);
  Object.defineProperty(globalThis, 'isSecureContext', before[1]);
});

async function errorOf(choice: 'webgpu' | 'wasm'): Promise<AppError> {
  try {
    await startBackend(choice, options);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it started');
}

describe('each way in which a GPU can be missing', () => {
  const fails = (): never => {
    throw new Error('the driver is gone');
  };
  const weak = { ...CORE_LIMITS, maxStorageBuffersPerShaderStage: 4 };
  it.each([
    { code: 'device/webgpu-unsupported', navigator: undefined, secure: undefined, says: /no WebGPU here/ },
    { code: 'device/webgpu-unsupported', navigator: {}, secure: true, says: /no WebGPU here/ },
    { code: 'device/insecure-page', navigator: {}, secure: false, says: /https or localhost/ },
    { code: 'device/search-failed', navigator: offering(fails), secure: true, says: /the driver is gone/ },
    { code: 'device/no-adapter', navigator: offering(() => null), secure: true, says: /no graphics adapter/ },
    {
      code: 'device/limits-too-low',
      navigator: offering(() => adapter({ limits: weak })),
      secure: true,
      says: /acme rocket-3.*maxStorageBuffersPerShaderStage is 4, and 8/
    },
    {
      code: 'device/refused',
      navigator: offering(adapter),
      secure: true,
      says: /acme rocket-3.*all devices are taken\./
    }
  ])(
    'is an error where WebGPU was asked for, else the reason for wasm: $code',
    async ({ code, navigator, secure, says }) => {
      machineWith(navigator, secure);
      const error = await errorOf('webgpu');
      expect(error.code).toBe(code);
      expect(error.message).toMatch(says);
      const info = await startBackend('auto', options);
      expect(info).toEqual({
        name: 'wasm',
        adapter: 'WebAssembly, SIMD',
        software: false,
        reason: `${error.message} WebAssembly is used.`
      });
      expect(getBackend()).toBe('wasm');
    }
  );

  it('is an error too where the search is never answered', async () => {
    vi.useFakeTimers();
    try {
      machineWith({ gpu: { requestAdapter: () => new Promise(() => undefined) } }, true);
      const error = errorOf('webgpu');
      await vi.runAllTimersAsync();
      expect(await error).toMatchObject({ code: 'device/search-failed' });
      expect((await error).message).toContain('no answer in 30 seconds');
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ['says so', { info: { ...CARD, isFallbackAdapter: true } }],
    ['says so in the older place', { isFallbackAdapter: true }],
    ['is SwiftShader', { info: { ...CARD, vendor: 'google', architecture: 'swiftshader' } }],
    ['is llvmpipe', { info: { ...CARD, description: 'llvmpipe (LLVM 15.0.6, 256 bits)' } }],
    ['is WARP', { info: { ...CARD, description: 'Microsoft Basic Render Driver' } }]
  ])('counts an adapter that %s as software, which auto passes over for wasm', async (_, changes) => {
    machineWith(
      offering(() => adapter(changes)),
      true
    );
    const info = await startBackend('auto', options);
    expect(info.name).toBe('wasm');
    expect(info.reason).toMatch(/software one \(.*\), which is slower than WebAssembly\. WebAssembly is used\./);
  });
});

it('starts what is asked for by name without looking for a GPU', async () => {
  machineWith(
    offering(() => {
      throw new Error('must not be asked');
    })
  );
  for (const name of ['cpu', 'wasm'] as const) {
    const info = await startBackend(name, options);
    expect(info.name).toBe(name);
    expect(getBackend()).toBe(name);
    expect(throwIfDeviceFailed).not.toThrow();
  }
});

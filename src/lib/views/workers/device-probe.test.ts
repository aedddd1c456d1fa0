// The page speaks of a device, before the engine is there, by the engine's own rule.
import { afterEach, expect, test, vi } from 'vitest';
import { describeDevice, probeDevice } from './device-probe';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const adapter = { vendor: 'apple', architecture: 'metal-3', description: '', isFallback: false };

test('a hardware adapter is named by its description, else by vendor and architecture', () => {
  expect(describeDevice(adapter, true).label).toBe('WebGPU · apple metal-3');
  expect(describeDevice({ ...adapter, description: 'Apple M3' }, true).label).toBe('WebGPU · Apple M3');
});

test('a software adapter is not announced as WebGPU', () => {
  expect(describeDevice({ ...adapter, isFallback: true }, true).label).toBe('WebAssembly');
  expect(describeDevice({ ...adapter, architecture: 'swiftshader' }, true).label).toBe('WebAssembly');
});

test('no WebGPU and no adapter are told apart', () => {
  expect(describeDevice(null, false).reason).not.toBe(describeDevice(null, true).reason);
});

test('a GPU that never answers is none', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => new Promise(() => undefined) } });
  const guess = probeDevice();
  await vi.runAllTimersAsync();
  expect(await guess).toEqual(describeDevice(null, true));
});

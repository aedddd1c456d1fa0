// What is said of a device before the engine is there: the engine's own rule in words.
import { expect, test } from 'vitest';
import { describeDevice } from './device-probe';

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

import { expect, test } from 'vitest';
import { sameBits } from './repeatability';

test('a card says of every backend how far its bits go, and of what is none nothing', () => {
  expect(sameBits('wasm', 'WebAssembly, SIMD')).toMatch(/^in every browser/);
  expect(sameBits('webgpu', 'acme rocket-3')).toMatch(/^twice on one device/);
  expect(sameBits('cpu', 'JavaScript')).toMatch(/^twice in one JavaScript engine/);
  for (const other of ['', 'webgl', 'constructor']) expect(sameBits(other, '')).toBeNull();
});

test('of relaxed SIMD a card promises less than of wasm', () => {
  expect(sameBits('wasm', 'WebAssembly, relaxed SIMD')).toMatch(/^twice on one kind of processor/);
});

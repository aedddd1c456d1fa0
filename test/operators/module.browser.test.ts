// The module in a real browser: fetched beside tfjs's own, it gives the bits that it gives in Node.
import { afterAll, expect, it } from 'vitest';
import { checksumOf, CHECKSUM_ON_WASM, everything, WIDTHS } from './module.suite'; // First: it loads tfjs-core whole.
import { startBackend } from '#kernels/backend/backend';
import { largestError } from './compare';

const options = { wasmBinaries: '/node_modules/@tensorflow/tfjs-backend-wasm/dist/' };

afterAll(() => startBackend('wasm', options));

it('every operator gives the bits of Node on wasm, at widths from 1 to 70', async () => {
  const { adapter } = await startBackend('wasm', options);
  expect(adapter).toBe('WebAssembly, SIMD');
  expect(checksumOf(WIDTHS.map(everything))).toBe(CHECKSUM_ON_WASM);
});

it('with relaxed SIMD they give the same to within float32, twice with the same bits, under a name of their own', async () => {
  await startBackend('wasm', options);
  const widths = [1, 7, 32, 67];
  const expected = widths.map(everything);
  const { name, adapter } = await startBackend('wasm-relaxed', options);
  expect([name, adapter]).toEqual(['wasm', 'WebAssembly, relaxed SIMD']);
  const relaxed = widths.map(everything);
  expect(checksumOf(widths.map(everything))).toBe(checksumOf(relaxed));
  for (const [at, width] of widths.entries()) {
    for (const [of, reference] of Object.entries(expected[at] ?? {})) {
      expect(largestError(relaxed[at]?.[of] ?? [], reference), `${of}, width ${width}`).toBeLessThanOrEqual(1e-6);
    }
  }
});

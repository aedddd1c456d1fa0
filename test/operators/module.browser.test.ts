// The module in a real browser: fetched beside tfjs's own, it gives the bits that it gives in Node.
import { expect, it } from 'vitest';
import { checksumOf, CHECKSUM_ON_WASM, everything, WIDTHS } from './module.suite'; // First: it loads tfjs-core whole.
import { startBackend } from '#kernels/backend/backend';

it('every operator gives the bits of Node on wasm, at widths from 1 to 70', async () => {
  const { adapter } = await startBackend('wasm', { wasmBinaries: '/node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
  expect(adapter).toBe('WebAssembly, SIMD');
  expect(checksumOf(WIDTHS.map(everything))).toBe(CHECKSUM_ON_WASM);
});

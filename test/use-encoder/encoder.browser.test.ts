// The encoder "use" in a real Chromium: its files by address, kept by the browser, and the vectors that Node gives, bit for bit.
import '@tensorflow/tfjs-core'; // First: it registers the flags that backends ask for.
import { expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { siteEncoderFiles } from '#lib/engine/compute/encoder-files';
import { DIGEST_ON_WASM, digestOf, encodeByUse } from './encoder.suite';

const context = { encoderFiles: () => Promise.resolve(siteEncoderFiles) };

it('gives the bits of Node on wasm, and fetches its files once', async () => {
  await startBackend('wasm', { wasmBinaries: '/node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
  expect(await digestOf(await encodeByUse(context))).toBe(DIGEST_ON_WASM);
  const files = {
    ...siteEncoderFiles,
    read: (name: string) => Promise.reject(new Error(`${name} was fetched again`))
  };
  const again = await encodeByUse({ encoderFiles: () => Promise.resolve(files) });
  expect(await digestOf(again)).toBe(DIGEST_ON_WASM);
});

it('gives nearly the same vector on WebGPU', { timeout: 300_000 }, async () => {
  // One short text: a software adapter takes seconds to compile each of the shaders.
  const one = { users: ['a storm at sea'], items: [] };
  await startBackend('wasm', { wasmBinaries: '/node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
  const onWasm = await encodeByUse(context, one);
  await startBackend('webgpu', { wasmBinaries: '' });
  const onDevice = await encodeByUse(context, one);
  onDevice.vectors.users.forEach((value, at) =>
    expect(Math.abs(value - (onWasm.vectors.users[at] ?? NaN))).toBeLessThan(1e-4)
  );
});

// The same in a tab, whose workers start from a blob: the bits of Node.
import { expect, it } from 'vitest';
import { readOperators } from 'virtual:wasm-operators';
import { startBrowserWorker } from '../workers/start.browser';
import { INVERSE_CHECKSUM, inverseChecksum } from './inverse.suite';

it('inverts to the bits of Node, with no worker and with two', async () => {
  const module = await WebAssembly.compile(await readOperators());
  expect(await inverseChecksum(module, 0, startBrowserWorker)).toBe(INVERSE_CHECKSUM);
  expect(await inverseChecksum(module, 2, startBrowserWorker)).toBe(INVERSE_CHECKSUM);
});

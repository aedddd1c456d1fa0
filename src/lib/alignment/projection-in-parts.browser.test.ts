// The same in a tab, whose workers start from a blob: the bits of Node.
import { expect, it } from 'vitest';
import { readOperators } from 'virtual:wasm-operators';
import { startBrowserWorker } from '#kernels/workers/start.browser';
import type { StartWorker } from '#kernels/workers/runner';
import { CHECKSUM, checksumOf, twoSteps } from './projection-in-parts.suite';

it('projects profiles to the bits of Node with no worker and with three, and these do the work', async () => {
  const module = await WebAssembly.compile(await readOperators());
  let replies = 0;
  const counted: StartWorker = ({ onReply, onEnd }) =>
    startBrowserWorker({ onEnd, onReply: (reply) => ((replies += 'given' in reply ? 1 : 0), onReply(reply)) });
  expect(checksumOf(await twoSteps(module, 0, counted))).toBe(CHECKSUM);
  expect(replies).toBe(0);
  expect(checksumOf(await twoSteps(module, 3, counted))).toBe(CHECKSUM);
  expect(replies).toBeGreaterThan(12);
});

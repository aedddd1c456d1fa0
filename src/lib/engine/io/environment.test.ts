// Writing files in messages: where it is cancelled, it ends as every job does.
import { expect, it } from 'vitest';
import { sendBytes } from './environment';

it('what is written ends soon after a cancel, as cancelled and not as a failure', async () => {
  const stop = new AbortController();
  let sent = 0;
  const chunks = Array.from({ length: 4 }, () => new Uint8Array(1 << 20));
  const work = {
    jobId: 'write',
    signal: stop.signal,
    gate: () => Promise.resolve(),
    checkpointWanted: () => false,
    report: () => undefined,
    tell: () => {
      sent += 1;
      stop.abort();
    }
  };
  await expect(sendBytes(chunks, work)).rejects.toMatchObject({ code: 'internal/cancelled' });
  expect(sent).toBe(1);
});

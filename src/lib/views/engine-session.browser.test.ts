// The one engine of a page: started when needed, shared, tried again after a failure, given up when its worker is gone.
import { expect, test } from 'vitest';
import { appError } from '#lib/errors/app-error';
import type { EngineClient, RunOutcome } from '#lib/engine/client';
import { EngineSession } from './engine-session.svelte';

function engine(finished: Promise<RunOutcome>, disposed: string[] = []): EngineClient {
  return {
    device: Promise.resolve({ backend: 'wasm', adapter: 'test', software: false, reason: '' } as const),
    run: () => ({
      pause: () => undefined,
      resume: () => undefined,
      cancel: () => undefined,
      checkpoint: () => undefined,
      finished
    }),
    exportRuns: () => Promise.resolve(),
    bench: () => ({ cancel: () => undefined, finished: Promise.resolve(null) }),
    whatIf: () => ({ cancel: () => undefined, finished: Promise.reject(new Error('not asked here')) }),
    estimate: () => ({ cancel: () => undefined, finished: Promise.resolve(null) }),
    recommend: () => Promise.reject(new Error('not in this test')),
    allowWorkers: () => undefined,
    dispose: () => void disposed.push('disposed')
  };
}
const run = (client: EngineClient) => client.run('a.md', '', { force: false }, () => undefined).finished;

test('nothing is loaded until it is asked for, and then once', async () => {
  let loads = 0;
  const session = new EngineSession(async () => {
    loads += 1;
    return engine(Promise.resolve('done'));
  });
  expect([loads, session.phase]).toEqual([0, 'off']);
  const [first, second] = await Promise.all([session.engine(), session.engine()]);
  expect(first).toBe(second);
  expect([loads, session.phase, session.device?.adapter]).toEqual([1, 'ready', 'test']);
});

test('a start that failed says why and is tried again', async () => {
  let loads = 0;
  const session = new EngineSession(async () => {
    loads += 1;
    if (loads === 1) throw appError('internal/unexpected', { reason: 'offline' });
    return engine(Promise.resolve('done'));
  });
  await expect(session.engine()).rejects.toThrow();
  expect([session.phase, session.error?.code]).toEqual(['failed', 'internal/unexpected']);
  await session.engine();
  expect([session.phase, session.error]).toEqual(['ready', null]);
});

test('after a crash the next run starts a new engine', async () => {
  let loads = 0;
  const crash = appError('internal/engine-crashed', { reason: 'out of memory' });
  const session = new EngineSession(async () => {
    loads += 1;
    return engine(loads === 1 ? Promise.reject(crash) : Promise.resolve('done'));
  });
  await expect(run(await session.engine())).rejects.toBe(crash);
  expect(await run(await session.engine())).toBe('done');
  expect(loads).toBe(2);
});

test('another device gives up the engine that is on', async () => {
  const disposed: string[] = [];
  const session = new EngineSession(async () => engine(Promise.resolve('done'), disposed));
  await session.engine();
  session.choose('cpu');
  expect([session.phase, session.device]).toEqual(['off', null]);
  await session.engine();
  expect(disposed).toEqual(['disposed']);
  localStorage.removeItem('rlmrec.backend');
});

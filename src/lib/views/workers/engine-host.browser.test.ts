// The one engine of a page: started when needed, shared, tried again after a failure, given up when its worker is gone.
import { expect, test } from 'vitest';
import { appError } from '#lib/errors/app-error';
import type { AppError } from '#lib/errors/app-error';
import type { EngineClient } from '#lib/engine/compute/client';
import { EngineHost } from './engine-host.svelte';

const never = new Promise<never>(() => undefined);

function engine({ gone = never, disposed = [] }: { gone?: Promise<AppError>; disposed?: string[] } = {}): EngineClient {
  return {
    status: Promise.resolve({ backend: 'wasm', adapter: 'test', software: false, reason: '' } as const),
    gone,
    ask: () => {
      throw new Error('not asked in this test');
    },
    set: () => undefined,
    dispose: () => void disposed.push('disposed')
  };
}

test('nothing is loaded until it is asked for, and then once', async () => {
  let loads = 0;
  const session = new EngineHost(async () => {
    loads += 1;
    return engine();
  });
  expect([loads, session.phase]).toEqual([0, 'off']);
  const [first, second] = await Promise.all([session.engine(), session.engine()]);
  expect(first).toBe(second);
  expect([loads, session.phase, session.device?.adapter]).toEqual([1, 'ready', 'test']);
});

test('a start that failed says why and is tried again', async () => {
  let loads = 0;
  const session = new EngineHost(async () => {
    loads += 1;
    if (loads === 1) throw appError('internal/unexpected', { reason: 'offline' });
    return engine();
  });
  await expect(session.engine()).rejects.toThrow();
  expect([session.phase, session.error?.code]).toEqual(['failed', 'internal/unexpected']);
  await session.engine();
  expect([session.phase, session.error]).toEqual(['ready', null]);
});

test('after a crash the next run starts a new engine', async () => {
  let loads = 0;
  let crash: (error: AppError) => void = () => undefined;
  const gone = new Promise<AppError>((resolve) => (crash = resolve));
  const session = new EngineHost(async () => {
    loads += 1;
    return engine(loads === 1 ? { gone } : {});
  });
  const first = await session.engine();
  crash(appError('internal/engine-crashed', { reason: 'out of memory' }));
  await gone;
  expect([session.phase, session.device]).toEqual(['off', null]);
  expect(await session.engine()).not.toBe(first);
  expect([loads, session.phase]).toEqual([2, 'ready']);
});

test('another device gives up the engine that is on', async () => {
  const disposed: string[] = [];
  const session = new EngineHost(async () => engine({ disposed }));
  await session.engine();
  session.choose('cpu');
  expect([session.phase, session.device]).toEqual(['off', null]);
  await session.engine();
  expect(disposed).toEqual(['disposed']);
  localStorage.removeItem('rlmrec.backend');
});

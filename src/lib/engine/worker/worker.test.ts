// A page's client and a worker's session, joined by messages that are cloned as between real ones: what is asked, said and answered, and how
// a job or a whole worker ends.
import { describe, expect, it } from 'vitest';
import { AppError, appError } from '#lib/errors/app-error';
import { BUILD } from '../build';
import { createWorkerClient, type PortOf } from './client';
import { WorkerHost } from './host';
import { PROTOCOL_VERSION } from './protocol';
import { Moved, WorkerSession, type JobFunctions } from './session';

interface Sums {
  readonly sum: { readonly ask: { readonly numbers: readonly number[] }; readonly answer: number };
  readonly fill: { readonly ask: { readonly length: number }; readonly answer: Float32Array<ArrayBuffer> };
  readonly settings: { readonly ask: Readonly<Record<never, never>>; readonly answer: string };
}

type Settings = { readonly unit: string };

/** Adds one number a step. */
function sums(settings: () => Settings, saved: number[] = []): JobFunctions<Sums> {
  return {
    async sum({ numbers }, work) {
      let sum = 0;
      for (const [at, number] of numbers.entries()) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (work.checkpointWanted()) saved.push(at);
        await work.gate();
        if (work.signal.aborted) throw appError('internal/cancelled', { what: 'The sum' });
        if (Number.isNaN(number)) throw appError('internal/unexpected', { reason: 'no number' });
        sum += number;
        work.report({ label: `number ${at}`, share: at / numbers.length });
      }
      return sum;
    },
    async fill({ length }) {
      const array = new Float32Array(length).fill(1);
      return new Moved(array, [array.buffer]);
    },
    settings: async () => settings().unit
  };
}

function joined({ build = BUILD, saved = [] as number[] } = {}) {
  let hear: Parameters<PortOf<Sums, Settings, string>['onEvent']>[0] = () => undefined;
  let crash: (reason: string | null) => void = () => undefined;
  let current: Settings = { unit: '' };
  const given: number[] = [];
  const session = new WorkerSession<Sums, Settings>(
    sums(() => current, saved),
    (event, buffers = []) => {
      given.push(buffers.length);
      queueMicrotask(() => hear(structuredClone(event, { transfer: [...buffers] })));
    },
    (settings) => (current = settings)
  );
  const worker: PortOf<Sums, Settings, string> = {
    post(command) {
      if (command.type !== 'hello') return void session.handle(structuredClone(command));
      current = command.settings;
      queueMicrotask(() => hear({ type: 'ready', version: PROTOCOL_VERSION, build, status: 'up' }));
    },
    onEvent: (listener) => (hear = listener),
    onCrash: (listener) => (crash = listener),
    terminate: () => undefined
  };
  const client = createWorkerClient<Sums, Settings, string>({
    name: 'test',
    assets: 'http://localhost/',
    workspace: 'test',
    settings: { unit: 'm' },
    worker
  });
  return { client, given, crash: (reason: string | null) => crash(reason) };
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'answered',
    (error: unknown) => (error instanceof AppError ? error.code : 'no AppError')
  );

describe('a worker', () => {
  it('says when it is up, answers each job with its own, and what it says on the way reaches who asked', async () => {
    const { client } = joined();
    expect(await client.status).toBe('up');
    const heard: string[] = [];
    const one = client.ask({ job: 'sum', numbers: [1, 2] }, { onProgress: ({ label }) => void heard.push(label) });
    const two = client.ask({ job: 'sum', numbers: [3] });
    expect(await Promise.all([one.finished, two.finished])).toEqual([3, 3]);
    expect(heard).toEqual(['number 0', 'number 1']);
  });

  it('moves arrays that were made for the answer', async () => {
    const { client, given } = joined();
    expect(await client.ask({ job: 'fill', length: 3 }).finished).toEqual(new Float32Array([1, 1, 1]));
    expect(given.at(-1)).toBe(1);
  });

  it('knows the settings that it was started with, and those that it is told later', async () => {
    const { client } = joined();
    expect(await client.ask({ job: 'settings' }).finished).toBe('m');
    client.set({ unit: 'km' });
    expect(await client.ask({ job: 'settings' }).finished).toBe('km');
  });

  it('fails one job and goes on with the others', async () => {
    const { client } = joined();
    const [bad, good] = [
      client.ask({ job: 'sum', numbers: [NaN] }).finished,
      client.ask({ job: 'sum', numbers: [1] }).finished
    ];
    expect([await codeOf(bad), await good]).toEqual(['internal/unexpected', 1]);
  });

  it('keeps what is done when it is paused, goes on when it is told to, and ends when it is cancelled while paused', async () => {
    const saved: number[] = [];
    const { client } = joined({ saved });
    const job = client.ask({ job: 'sum', numbers: [1, 2, 3, 4] });
    job.pause();
    await expect.poll(() => saved).toHaveLength(1);
    job.resume();
    expect(await job.finished).toBe(10);
    expect(saved).toHaveLength(1);
    const other = client.ask({ job: 'sum', numbers: [1, 2] });
    other.pause();
    other.cancel();
    expect(await codeOf(other.finished)).toBe('internal/cancelled');
  });

  it('that crashed fails all that was asked and all that will be, and says that it is gone', async () => {
    const { client, crash } = joined();
    await client.status;
    const job = client.ask({ job: 'sum', numbers: [1, 2, 3] });
    crash('out of memory');
    expect((await client.gone).code).toBe('internal/engine-crashed');
    expect(await codeOf(job.finished)).toBe('internal/engine-crashed');
    expect(await codeOf(client.ask({ job: 'sum', numbers: [] }).finished)).toBe('internal/engine-crashed');
  });

  it('whose code did not come says that it is the connection', async () => {
    const { client, crash } = joined();
    crash(null);
    expect(await codeOf(client.status)).toBe('internal/engine-missing');
  });

  it('of another build is not talked to', async () => {
    const { client } = joined({ build: 'of yesterday' });
    expect(await codeOf(client.status)).toBe('internal/stale-page');
    expect(await codeOf(client.ask({ job: 'settings' }).finished)).toBe('internal/stale-page');
  });
});

describe('a page’s host of a worker', () => {
  it('starts it once, and anew after it crashed, after a start that failed, and when it was given up', async () => {
    const workers: ReturnType<typeof joined>[] = [];
    let fails = true;
    const host = new WorkerHost(async () => {
      if (fails) throw appError('internal/unexpected', { reason: 'offline' });
      const worker = joined();
      workers.push(worker);
      return worker.client;
    });
    expect(await codeOf(host.client())).toBe('internal/unexpected');
    fails = false;
    const first = await host.client();
    expect(await host.client()).toBe(first);
    workers[0]?.crash('killed');
    await first.gone;
    const second = await host.client();
    expect(second).not.toBe(first);
    host.giveUp();
    expect((await second.gone).code).toBe('internal/cancelled');
    expect(await host.client()).not.toBe(second);
    expect(workers).toHaveLength(3);
  });
});

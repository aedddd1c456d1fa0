// The pool's side of training processes, against small programs that speak its language: how many run, what is passed
// on, and what is said of one that dies.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SeedJob } from '#lib/notebook/run/environment';
import { resolveSettings } from '#lib/training/settings/presets';
import { processPool, type ProcessPool } from './process-pool';

let folder = '';
let pool: ProcessPool | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rlmrec-pool-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  pool?.close();
  pool = null;
});

const job = (seed: number): SeedJob => ({
  id: 'f'.repeat(64),
  seed,
  datasetId: 'd'.repeat(64),
  embeddingsId: null,
  startFromId: null,
  startDatasetId: null,
  vectorsDatasetId: null,
  fresh: true,
  settings: resolveSettings('lightgcn', 'none', 'small')
});

/** A pool of processes that run `onTrain` for each job; `say(report)` answers. */
async function poolOf(onTrain: string, size = 2, workers = (_processes: number) => 0): Promise<ProcessPool> {
  const program = join(folder, `program-${Math.abs(onTrain.length * 31 + size)}.mjs`);
  await writeFile(
    program,
    `const say = (report) => process.send(report);
     process.on('disconnect', () => process.exit(0));
     let cancel = () => {};
     let workers = 0;
     let onWorkers = () => {};
     process.on('message', (command) => {
       if ('workers' in command) workers = command.workers;
       if (command.type === 'workers') onWorkers();
       if (command.type === 'start') say({ type: 'ready' });
       if (command.type === 'cancel') cancel();
       if (command.type === 'train') { const { job } = command; ${onTrain} }
     });`
  );
  pool = processPool({ size, program, store: folder, backend: 'cpu', workers });
  return pool;
}

const EPOCH = `{ epoch: job.seed, losses: { bpr_loss: process.pid }, seconds: 1 }`;

describe('training in processes', () => {
  it('uses no more processes than asked for, and each again', async () => {
    const made = await poolOf(`say({ type: 'epoch', record: ${EPOCH} }); say({ type: 'done' });`);
    const processes = new Set<number | undefined>();
    const seeds: number[] = [];
    const onEpoch = (record: { epoch: number; losses: Readonly<Record<string, number>> }) => {
      seeds.push(record.epoch);
      processes.add(record.losses.bpr_loss);
    };
    await Promise.all([1, 2, 3, 4, 5].map((seed) => made.train(job(seed), { onEpoch })));
    expect(seeds.sort()).toEqual([1, 2, 3, 4, 5]);
    expect(processes.size).toBe(2);
  });

  it('hands on an error of the run as it is', async () => {
    const error = `{ code: 'training/diverged', message: 'It diverged.', cure: 'Lower it.', where: {} }`;
    const made = await poolOf(`say({ type: 'failed', error: ${error} });`);
    await expect(made.train(job(1), {})).rejects.toMatchObject({ code: 'training/diverged', cure: 'Lower it.' });
  });

  it('says which seed a process died on and what it said last, and trains the next seed in a new one', async () => {
    const made = await poolOf(
      `if (job.seed === 1) { console.error('one\\nout of memory'); process.exit(7); } say({ type: 'done' });`,
      1
    );
    await expect(made.train(job(1), {})).rejects.toThrow(
      'The process that trained seed 1 ended with code 7: out of memory.'
    );
    await expect(made.train(job(2), {})).resolves.toBeUndefined();
  });

  it('hands a waiting seed to a new process when the one it waited for dies', async () => {
    const made = await poolOf(
      `if (job.seed === 1) process.kill(process.pid, 'SIGKILL'); else say({ type: 'done' });`,
      1
    );
    const [first, second] = await Promise.allSettled([made.train(job(1), {}), made.train(job(2), {})]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'notebook/child-failed' } });
    expect(second?.status).toBe('fulfilled');
  });

  it('passes a cancel on, and starts nothing after it', async () => {
    const cancelled = `{ code: 'internal/cancelled', message: 'Training was cancelled.', cure: '', where: {} }`;
    const made = await poolOf(
      `cancel = () => say({ type: 'failed', error: ${cancelled} }); say({ type: 'epoch', record: ${EPOCH} });`,
      1
    );
    const controller = new AbortController();
    const { signal } = controller;
    const started: number[] = [];
    const onEpoch = (record: { epoch: number }) => {
      started.push(record.epoch);
      controller.abort();
    };
    const ends = await Promise.allSettled([1, 2].map((seed) => made.train(job(seed), { signal, onEpoch })));
    expect(ends.map((end) => end.status === 'rejected' && end.reason)).toEqual([
      expect.objectContaining({ code: 'internal/cancelled' }),
      expect.objectContaining({ code: 'internal/cancelled' })
    ]);
    expect(started).toEqual([1]);
  });

  it('gives the cores of a process that has no seed left to the one that trains', async () => {
    const epoch = `{ epoch: workers, losses: {}, seconds: 1 }`;
    const made = await poolOf(
      `say({ type: 'epoch', record: ${epoch} });
       const end = () => { say({ type: 'epoch', record: ${epoch} }); say({ type: 'done' }); };
       if (job.seed === 1) onWorkers = end; else say({ type: 'done' });`,
      2,
      (processes) => 8 / processes - 1
    );
    const told: number[] = [];
    const onEpoch = (record: { epoch: number }) => void told.push(record.epoch);
    // The first one ends when it is told of more workers, which is when the second has ended.
    await Promise.all([made.train(job(1), { onEpoch }), made.train(job(2), {})]);
    expect(told).toEqual([3, 7]);
  });

  it('refuses a message that no process of this program sends', async () => {
    const made = await poolOf(`say({ type: 'epoch', record: { epoch: 'first' } });`);
    await expect(made.train(job(1), {})).rejects.toThrow(/does not know/);
  });
});

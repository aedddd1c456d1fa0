// The benchmark as a whole, on a processor and with work that is none: what is heard while it grows, and what becomes of devices that are
// wrong, of time that is up, and of who ends it.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import type { CheckCase } from './checks/checks';
import { readReport } from './read-report';
import type { BenchReport } from './report-form';
import { runBench, type BenchOptions } from './run';
import type { BenchCase } from './types';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const nothing = { run: () => undefined, dispose: () => undefined };
const cases: readonly BenchCase[] = ['first', 'second', 'third'].map((name) => ({
  name,
  what: '',
  forms: { ours: () => nothing }
}));
const check = (got: number): CheckCase => ({ name: 'one', tolerance: 0, run: async () => [[[got], [1]]] });

async function bench(changes: Partial<BenchOptions>): Promise<BenchReport[]> {
  const heard: BenchReport[] = [];
  await runBench({
    size: 'tiny',
    set: 'quick',
    cases,
    devices: [{ backend: 'cpu', adapter: 'JavaScript', software: false }],
    rounds: 2,
    roundMs: 0,
    slowMs: 1000,
    vectors: 12,
    versions: {},
    environment: { program: 'a test', processor: null, cores: null },
    checks: [check(1)],
    onReport: (report) => void heard.push(report),
    ...changes
  }).catch(() => undefined);
  return heard;
}

const measured = (report: BenchReport | undefined) => report?.measurements.map((one) => one.case);

describe('a report that is heard', () => {
  it('grows case by case, and is a file that can be read each time', async () => {
    const heard = await bench({});
    for (const report of heard) expect(readReport(JSON.stringify(report), 'bench.json')).toBeDefined();
    expect(heard.map((report) => report.measurements.length)).toEqual([0, 0, 1, 2, 3, 3]);
    expect(heard.map(({ isComplete }) => isComplete)).toEqual([false, false, false, false, false, true]);
    expect(heard.at(-1)?.measurements[0]).toMatchObject({ rounds: 2, form: 'ours', backend: 'cpu' });
  });

  it('has what was measured where it was ended in the middle', async () => {
    const stop = new AbortController();
    const heard = await bench({
      signal: stop.signal,
      report: ({ done }) => {
        if (done === 1) stop.abort();
      }
    });
    expect(measured(heard.at(-1))).toEqual(['first']);
    expect(heard.at(-1)?.isComplete).toBe(false);
  });

  it('has no times of a device that computes wrongly', async () => {
    const last = (await bench({ checks: [check(1), check(2)] })).at(-1);
    expect(last?.checks.map(({ isRight }) => isRight)).toEqual([true, false]);
    expect(last).toMatchObject({ isComplete: true, measurements: [], leftOut: [] });
  });

  it('names what there was no time for, and what is not for this device', async () => {
    const [first, second] = cases;
    if (!first || !second) throw new Error('There are three');
    const last = (await bench({ cases: [first, { ...second, only: ['webgpu'] }], boundSeconds: 0 })).at(-1);
    expect(last?.leftOut).toEqual([
      { case: 'second', backend: 'cpu', why: 'Not for this kind of device, or minutes long there.' },
      { case: 'first', backend: 'cpu', why: 'The time was up before its turn.' }
    ]);
  });
});

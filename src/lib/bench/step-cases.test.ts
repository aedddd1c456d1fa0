import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { measureCases } from './measure';
import { stepCases } from './step-cases';

const TINY = { users: 12, items: 10, interactions: 60 };

describe('the timed steps', () => {
  beforeAll(async () => {
    await startBackend('cpu', { wasmBinaries: '' });
  });

  it.each(stepCases(TINY, 6))('run, and leave nothing behind: $name', async ({ forms }) => {
    const before = memory().numTensors;
    const prepared = forms.ours?.();
    await prepared?.run();
    prepared?.dispose();
    expect(prepared).toBeDefined();
    expect(memory().numTensors).toBe(before);
  });

  it('go on where one of them cannot be run, and say why', async () => {
    const works = {
      name: 'works',
      what: '',
      forms: { ours: () => ({ run: () => undefined, dispose: () => undefined }) }
    };
    const fails = {
      name: 'fails',
      what: '',
      forms: {
        ours: () => {
          throw new Error('out of order');
        }
      }
    };
    const found: string[] = [];
    await measureCases(
      {
        cases: [fails, works],
        devices: [{ backend: 'cpu', adapter: 'cpu', software: true }],
        rounds: 1,
        roundMs: 0,
        slowMs: 1
      },
      { webgpu: null, wasm: null },
      (one) =>
        void found.push(one.type === 'measured' ? `measured ${one.measurements[0]?.case}` : `${one.case}: ${one.why}`)
    );
    expect(found).toEqual([expect.stringContaining('fails: '), 'measured works']);
    expect(found[0]).toContain('out of order');
  });
});

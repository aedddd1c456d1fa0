// The benchmark on a GPU, also one in software: its checks pass, its yardsticks measure something, and a step is timed and counted.
import { memory } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { checkDevice, CHECKS } from './checks/checks';
import { SIZES } from './graphs';
import { measureCases } from './measure';
import { measureYardsticks } from './rates';
import type { Measurement } from './report-form';
import { stepCase } from './step-cases';

export function describeBenchOnDevice(): void {
  it('finds every operator right, and leaves nothing behind', async () => {
    const before = memory().numTensors;
    const found = await checkDevice('webgpu', {});
    expect(found.filter(({ isRight }) => !isRight)).toEqual([]);
    expect(found).toHaveLength(CHECKS.length);
    expect(memory().numTensors).toBe(before);
  });

  it('measures what the adapter itself can do, on a device of its own, and says which it is', async () => {
    const found = await measureYardsticks({}, true);
    expect(found).not.toHaveProperty('problem');
    expect(found?.adapter.limits.maxStorageBufferBindingSize).toBeGreaterThanOrEqual(2 ** 27);
    const { byTimestamps, ...rates } = found?.rates ?? {};
    expect(Object.values(rates)).toHaveLength(4);
    for (const rate of [...Object.values(rates), ...Object.values(byTimestamps ?? { none: 1 })]) {
      expect(rate).toBeGreaterThan(0);
      expect(rate).toBeLessThan(Infinity);
    }
  });

  it('times a step in its turns, with what it asks of the device', async () => {
    const measured: Measurement[] = [];
    await measureCases(
      {
        cases: [stepCase(SIZES.tiny, 'none', 0)],
        devices: [{ backend: 'webgpu', adapter: '', software: true }],
        rounds: 2,
        roundMs: 1,
        slowMs: 0
      },
      { webgpu: null, wasm: null },
      (found) => {
        if (found.type === 'measured') for (const one of found.measurements) measured.push(one);
      }
    );
    expect(measured.map(({ form, rounds, repeats }) => ({ form, rounds, repeats }))).toEqual([
      { form: 'ours', rounds: 2, repeats: 1 },
      { form: 'stock', rounds: 2, repeats: 1 }
    ]);
    for (const { minMs, medianMs, dispatches = 0 } of measured) {
      expect(medianMs).toBeGreaterThanOrEqual(minMs);
      expect(dispatches).toBeGreaterThan(0);
    }
  });
}

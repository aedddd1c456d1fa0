import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startForTest } from '../../../../test/operators/backends';
import { checkDevice, CHECKS, errorOf, type CheckCase } from './checks';

describe.each(['cpu', 'wasm'] as const)('the checks on %s', (backend) => {
  beforeAll(() => startForTest(backend));

  it('find every operator right, and leave nothing behind', async () => {
    const before = memory().numTensors;
    const found = await checkDevice(backend, {});
    expect(found.filter(({ isRight }) => !isRight)).toEqual([]);
    expect(found).toHaveLength(CHECKS.length);
    expect(memory().numTensors).toBe(before);
  });
});

describe('a device that computes wrongly', () => {
  const check = (run: CheckCase['run']): CheckCase => ({ name: 'one', tolerance: 1e-5, run });
  const verdict = async (run: CheckCase['run']) => (await checkDevice('cpu', {}, [check(run)]))[0];

  it('is found out by a number that is off, by one that is none, and by one that is missing', async () => {
    expect(
      await verdict(async () => [
        [
          [1, 2],
          [1, 2]
        ]
      ])
    ).toMatchObject({ isRight: true, error: 0 });
    expect(
      await verdict(async () => [
        [
          [1, 2.001],
          [1, 2]
        ]
      ])
    ).toMatchObject({ isRight: false });
    expect(
      await verdict(async () => [
        [
          [1, Number.NaN],
          [1, 2]
        ]
      ])
    ).toMatchObject({ isRight: false, error: null });
    expect(await verdict(async () => [[[1], [1, 2]]])).toMatchObject({ isRight: false, error: null });
  });

  it('that refuses a program says so', async () => {
    const found = await verdict(() => Promise.reject(new Error('no pipeline')));
    expect(found).toMatchObject({ isRight: false, problem: expect.stringContaining('no pipeline') });
  });

  it('an error is measured by the largest number that was to come', () => {
    expect(errorOf([10, 0.1], [10, 0])).toBeCloseTo(0.01);
    expect(errorOf([0], [0])).toBe(0);
  });
});

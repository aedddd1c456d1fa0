// What a training step asks of a GPU does not grow, and nothing keeps a small card for long in one piece; and the counter sees what is there
// to be seen.
import { add, backend, dispose, matMul, memory, tensor1d, tidy, zeros, type Rank } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { describe, expect, it } from 'vitest';
import { throwIfDeviceFailed } from '#kernels/backend/backend';
import { SUBMIT_MS } from '#kernels/backend/work';
import { exponentialSums } from '#kernels/exponential-sums/exponential-sums';
import { counted } from './device-meter';
import { COUNTED_ARMS, countStep, type StepLimits } from './step-counts';

function device(): WebGPUBackend {
  const current = backend();
  if (!(current instanceof WebGPUBackend)) throw new Error('Not on webgpu');
  return current;
}

export function describeStepCounts(): void {
  describe('the counter', () => {
    const twice = async (isRun: boolean) => {
      const [a, b] = [tensor1d([1, 2, 3, 4]), tensor1d([5, 6, 7, 8])];
      let sum = a;
      const counts = await counted(
        device(),
        () => {
          const once = add(a, b);
          sum = add(once, b);
          once.dispose();
        },
        isRun
      );
      return { counts, sum, inputs: [a, b] };
    };

    it('sees dispatches, the submit they go with, what is uploaded and the uniforms, and leaves the device as it was', async () => {
      const { counts, sum, inputs } = await twice(true);
      expect(counts).toMatchObject({ dispatches: 2, submits: 1, uploads: 2, uploadBytes: 32, writes: 2 });
      expect([...(await sum.data())]).toEqual([11, 14, 17, 20]);
      [sum, ...inputs].forEach((tensor) => tensor.dispose());
    });

    it('sees the same where nothing is run', async () => {
      const { counts, sum, inputs } = await twice(false);
      expect(counts).toMatchObject({ dispatches: 2, submits: 1, uploads: 2, uploadBytes: 32, writes: 2 });
      [sum, ...inputs].forEach((tensor) => tensor.dispose());
    });

    it('knows the work of a product of tfjs and of what only moves numbers', async () => {
      const [a, b] = [zeros<Rank.R2>([30, 50]), zeros<Rank.R2>([50, 70])];
      const counts = await counted(device(), () => matMul(a, b).dispose(), false);
      expect(counts).toMatchObject({ dispatches: 1, flops: 2 * 30 * 50 * 70, submitFlops: 2 * 30 * 50 * 70 });
      const moved = await counted(device(), () => add(a, a).dispose(), false);
      // Three times 1,500 numbers of four bytes, at 40 GB/s.
      expect(moved.submitMs).toBeCloseTo((3 * 1500 * 4) / 4e7, 9);
      dispose([a, b]);
    });
  });

  describe('a submit', () => {
    it('ends before the dispatch that would be too much for it', async () => {
      // 12.6 GFLOP each: two of them are 25 ms.
      const [a, b] = [zeros<Rank.R2>([1024, 4096]), zeros<Rank.R2>([4096, 1500])];
      const counts = await counted(device(), () => [1, 2, 3, 4, 5].forEach(() => matMul(a, b).dispose()), false);
      expect(counts).toMatchObject({ dispatches: 5, submits: 3, submitFlops: 2 * counts.dispatchFlops });
      expect(counts.submitMs).toBeLessThanOrEqual(SUBMIT_MS);
      dispose([a, b]);
    });

    it('holds no exponential sums above it: they are cut into dispatches', async () => {
      const [x, others] = [zeros<Rank.R2>([4096, 256]), zeros<Rank.R2>([20_000, 256])];
      const counts = await counted(device(), () => tidy(() => void exponentialSums(x, others, 0.2, null)), false);
      expect(counts.flops).toBeGreaterThan(80e9);
      expect(counts.submitMs).toBeLessThanOrEqual(SUBMIT_MS);
      dispose([x, others]);
    });
  });

  it.each(COUNTED_ARMS)(
    'a step of $backbone, alignment $alignment, asks no more of the device than it did, and never for long in one piece',
    async (arm) => {
      const before = memory().numTensors;
      const found = await countStep(device(), arm);
      throwIfDeviceFailed();
      expect(memory().numTensors).toBe(before);
      const grown = LIMITED.filter((what) => found[what] > arm.most[what]).map(
        (what) => `${what}: ${found[what]}, not ${arm.most[what]}`
      );
      expect(grown).toEqual([]);
      expect(found.submitMs).toBeLessThanOrEqual(SUBMIT_MS);
    }
  );
}

const LIMITED = [
  'dispatches',
  'submits',
  'uploads',
  'uploadBytes',
  'peakBytes'
] as const satisfies readonly (keyof StepLimits)[];

// What a training step asks of a GPU does not grow; and the counter sees what is there to be seen.
import { add, backend, memory, tensor1d } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { describe, expect, it } from 'vitest';
import { throwIfDeviceFailed } from '#kernels/backend/backend';
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
  });

  it.each(COUNTED_ARMS)(
    'a step of $backbone, alignment $alignment, asks no more of the device than it did',
    async (arm) => {
      const before = memory().numTensors;
      const found = await countStep(device(), arm);
      throwIfDeviceFailed();
      expect(memory().numTensors).toBe(before);
      const grown = LIMITED.filter((what) => found[what] > arm.most[what]).map(
        (what) => `${what}: ${found[what]}, not ${arm.most[what]}`
      );
      expect(grown).toEqual([]);
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

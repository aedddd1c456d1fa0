import { expect, test } from 'vitest';
import { thisMachine } from './machine';

test('a machine tells its processor, what runs the program, and the job of a queue with its part', () => {
  expect(thisMachine({})).toMatchObject({
    processor: expect.stringMatching(/, \d+ cores$/),
    runtime: `Node ${process.versions.node}`
  });
  expect(thisMachine({}).job).toBeUndefined();
  expect(thisMachine({ SLURM_JOB_ID: '12', SLURM_ARRAY_JOB_ID: '11', SLURM_ARRAY_TASK_ID: '3' }).job).toBe('11.3');
  expect(thisMachine({ JOB_COMPLETION_INDEX: '0' }).job).toBe('0');
});

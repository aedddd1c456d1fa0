// Our models against the official code's recorded numbers on WebGPU (a software adapter will do: this is about correctness).
import { memory } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { describeLine, runParity, summarise, TOLERANCES } from '../../src/cli/parity/run';
import { startForTest } from '../operators/backends';

const files = import.meta.glob<unknown>('../golden/*.json', { import: 'default' });

it('all six backbones, both alignments, Adam, metrics and losses equal the official numbers on WebGPU', async () => {
  await startForTest('webgpu');
  const before = memory().numTensors;
  const read = async (file: string): Promise<unknown> => files[`../golden/${file}`]?.();
  const lines = await runParity(read, TOLERANCES.webgpu, () => undefined);
  expect(lines.filter((line) => line.outcome === 'failed').map(describeLine)).toEqual([]);
  expect(summarise(lines)).toBe('38 passed, 0 failed, 0 skipped');
  expect(memory().numTensors).toBe(before);
});

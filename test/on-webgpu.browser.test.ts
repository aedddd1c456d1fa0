// What is held on WebGPU in a real Chromium: operators, the official code's recorded numbers, and that no model grows (a software adapter
// will do: this is about correctness). All on one device, since a software adapter takes seconds to compile a program, and what trains
// uses the same ones.
import { backend, memory } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { watchShaderKeys } from '#kernels/backend/shader-keys.suite';
import { describeBenchOnDevice } from '#lib/bench/device.suite';
import { describeStepCounts } from '#lib/bench/step-counts.suite';
import { describeMemory } from '#lib/training/memory.suite';
import { describeLine, runParity, summarise, TOLERANCES } from '../src/cli/parity/run';
import { startForTest } from './operators/backends';
import { describeOperators } from './operators/operators.suite';

let expectKeysApart = (): void => undefined;

beforeAll(async () => {
  await startForTest('webgpu');
  expectKeysApart = watchShaderKeys();
});

describeOperators('webgpu');

const files = import.meta.glob<unknown>('./golden/*.json', { import: 'default' });

it('all six backbones, both alignments, Adam, metrics and losses equal the official numbers on WebGPU', async () => {
  const before = memory().numTensors;
  const read = async (file: string): Promise<unknown> => files[`./golden/${file}`]?.();
  const lines = await runParity(read, TOLERANCES.webgpu, () => undefined);
  expect(lines.filter((line) => line.outcome === 'failed').map(describeLine)).toEqual([]);
  expect(summarise(lines)).toBe('38 passed, 0 failed, 0 skipped');
  expect(memory().numTensors).toBe(before);
});

describe('a step on WebGPU', describeStepCounts);

describe('the benchmark on WebGPU', describeBenchOnDevice);

describe('a run on WebGPU', () => {
  const bytes = (): number => {
    const current = backend();
    if (!(current instanceof WebGPUBackend)) throw new Error('Not on webgpu');
    return current.bufferManager.numBytesUsed;
  };
  describeMemory(['contrastive'], bytes, 8, 4);
});

it('no two programs that ran above share a key', () => {
  expectKeysApart();
});

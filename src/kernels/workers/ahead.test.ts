// What is made ahead of the tape: the same bits as in one call, in the order in which it was asked for, and by whoever is left.
import { memory, sum, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startBackend } from '../backend/backend';
import { exponentialSums, shiftedExponentialSums } from '../exponential-sums/exponential-sums';
import { uniformArray } from '../random/random';
import { AheadOfTape, aheadOfTape } from './ahead';
import { startNodeWorker } from './start.node';
import { mortal } from './testing';

const WASM = { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' };
const start = (count: number, starter = startNodeWorker): Promise<unknown> =>
  startBackend('wasm', { ...WASM, workers: { count, start: async () => starter } });

// No worker is left to other files of this process.
afterAll(() => startBackend('wasm', WASM));

const [ROWS, OTHERS, WIDTH] = [700, 410, 16];
const draw = (step: number, rows: number): Float32Array =>
  uniformArray({ seed: 9, stream: 98, step }, rows * WIDTH).map((value) => (value - 0.5) / 2);
const values = { x: draw(0, ROWS), others: draw(1, OTHERS), small: draw(2, 3) };
const matrix = (rows: Float32Array): Tensor2D => tensor2d(rows, [rows.length / WIDTH, WIDTH]);

/** All results of four questions, of which the third is too small to be asked. */
function everything(): Float32Array[] {
  return tidy(() => {
    const [x, others] = [matrix(values.x), matrix(values.others)];
    const made = [
      exponentialSums(x, others, 0.2, 5),
      exponentialSums(others, x, 0.5, null),
      exponentialSums(matrix(values.small), others, 0.2, 5)
    ];
    const shifted = shiftedExponentialSums(x, others, 1 / ROWS);
    const all = made.flatMap(({ totals, sums, othersSums }) => [totals, sums, ...(othersSums ? [othersSums] : [])]);
    const rest = shifted ? [shifted.totals, shifted.sums, shifted.maxima, shifted.othersSums ?? shifted.sums] : [];
    return [...all, ...rest].map((tensor) => Float32Array.from(tensor.dataSync<'float32'>()));
  });
}

async function madeAhead(): Promise<Float32Array[]> {
  const ahead = new AheadOfTape();
  try {
    await ahead.ask(everything, false);
    return ahead.answer(everything);
  } finally {
    ahead.dispose();
  }
}

describe('ahead of the tape', () => {
  let alone: Float32Array[] = [];
  beforeEach(async () => {
    await start(0);
    alone = everything();
  });

  it('exponential sums have the bits of one call, with no worker, one, two and five', async () => {
    expect(alone).toHaveLength(12);
    const before = memory().numTensors;
    for (const count of [0, 1, 2, 5]) {
      await start(count);
      expect(await madeAhead()).toEqual(alone);
    }
    expect(memory().numTensors).toBe(before);
  });

  it('they have them where a worker dies at any of its first messages', async () => {
    for (const message of [1, 2, 3, 5, 8]) {
      await start(2, mortal(startNodeWorker, { 0: message }));
      expect(await madeAhead()).toEqual(alone);
    }
  });

  it('nothing is made ahead where nobody looks, and a loss that asks for nothing is not made twice', async () => {
    await start(1);
    const fail = (): never => {
      throw new Error('It was asked for');
    };
    expect(aheadOfTape(fail, false)).toBeNull();
    const ahead = new AheadOfTape();
    let count = 0;
    const loss = () => {
      count++;
      return sum(matrix(values.small));
    };
    await ahead.ask(loss, false);
    await ahead.ask(loss, false);
    expect(count).toBe(1);
  });

  it('a loss that asks for more than it did before ends with an error', async () => {
    await start(1);
    const ahead = new AheadOfTape();
    const once = () => exponentialSums(matrix(values.x), matrix(values.others), 0.2, 5);
    await ahead.ask(() => once(), false);
    expect(() => ahead.answer(() => tidy(() => [once().sums, once().sums]))).toThrow('asks for more');
    ahead.dispose();
  });
});

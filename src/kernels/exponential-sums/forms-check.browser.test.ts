// Drivers that refuse a form of exponential sums, or make it wrong, planted under a real device: the sums go through dense products then, the
// card says so, and the numbers are right all the same.
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { afterAll, afterEach, expect, it } from 'vitest';
import { startBackend, throwIfDeviceFailed } from '../backend/backend';
import { changed, plant, restore } from '../backend/testing/planted';
import { exponentialSums } from './exponential-sums';

const start = () => startBackend('webgpu', { wasmBinaries: '' });
const [ROWS, OTHERS, TEMPERATURE] = [6, 10, 0.5] as const;
const rows = (count: number, width: number): Float32Array =>
  Float32Array.from({ length: count * width }, (_, at) => (((at * at) % 11) - 5) / (8 * Math.sqrt(width)));

afterEach(restore);
// The files after this one begin with a device that nothing was planted under.
afterAll(async () => {
  await start();
});

async function totalsOf(width: number): Promise<[number[], number[]]> {
  const [x, others] = [rows(ROWS, width), rows(OTHERS, width)];
  const totals = tidy(
    () => exponentialSums(tensor2d(x, [ROWS, width]), tensor2d(others, [OTHERS, width]), TEMPERATURE, null).totals
  );
  const made = [...(await totals.data())];
  totals.dispose();
  throwIfDeviceFailed();
  const right = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: OTHERS }, (__, other) => {
      let dot = 0;
      for (let k = 0; k < width; k++) dot += (x[row * width + k] ?? 0) * (others[other * width + k] ?? 0);
      return Math.exp(dot / TEMPERATURE);
    }).reduce((a, b) => a + b, 0)
  );
  return [made, right];
}

it.each([
  [
    'tiles',
    (code: string) => (code.includes('exponentials : array') ? 'no shader' : code),
    /losses of rows wider than 32 go/
  ],
  ['rows in registers', (code: string) => (code.includes('row_b') ? 'no shader' : code), /losses of rows up to 32 wide/]
] as const)(
  'where a driver refuses %s, other operations make the sums, and the card says so',
  async (name, change, said) => {
    plant(`sums: ${name}`, changed(change));
    expect((await start()).reason).toMatch(said);
    for (const width of [32, 96]) {
      const [made, right] = await totalsOf(width);
      made.forEach((value, row) => expect(value / (right[row] ?? 0)).toBeCloseTo(1, 4));
    }
  }
);

// Devices that take not all of our tiles, planted under a real one: the next smaller tile is taken, at last tfjs's own product, the card
// says which, and the numbers are right all the same.
import { engine, memory, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { afterAll, afterEach, expect, it } from 'vitest';
import { startBackend, throwIfDeviceFailed } from '../backend/backend';
import { single } from '../backend/tensors';
import { changed, plant, restore, withLimits } from '../backend/testing/planted';
import { dense } from './dense';
import { DENSE_PULLED } from './names';
import { pitchOf } from './tiles';

const [ROWS, INPUTS, OUTPUTS, SLOPE] = [70, 12, 36, 0.25] as const;
/** Small whole numbers: every device is right to the last bit, or wrong. */
const wave = (length: number, period: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => ((at * at) % period) - (period - 1) / 2);

const [X, WEIGHT, BIAS] = [wave(ROWS * INPUTS, 5), wave(INPUTS * OUTPUTS, 7), wave(OUTPUTS, 3)];
const UPSTREAM = wave(ROWS * OUTPUTS, 3);
const bend = (value: number, by: number): number => (by > 0 ? value : SLOPE * value);

/** A layer, and a gradient pulled back through the leaky ReLU that its rows come from; number by number. */
function expected(): [number[], number[]] {
  const y = Array.from({ length: ROWS * OUTPUTS }, (_, at) => {
    const [row, column] = [Math.floor(at / OUTPUTS), at % OUTPUTS];
    let sum = BIAS[column] ?? 0;
    for (let k = 0; k < INPUTS; k++) sum += (X[row * INPUTS + k] ?? 0) * (WEIGHT[k * OUTPUTS + column] ?? 0);
    return bend(sum, sum);
  });
  const pulled = Array.from({ length: ROWS * INPUTS }, (_, at) => {
    const [row, column] = [Math.floor(at / INPUTS), at % INPUTS];
    let sum = 0;
    for (let k = 0; k < OUTPUTS; k++) sum += (UPSTREAM[row * OUTPUTS + k] ?? 0) * (WEIGHT[column * OUTPUTS + k] ?? 0);
    return bend(sum, X[at] ?? 0);
  });
  return [y, pulled];
}

async function onDevice(): Promise<number[][]> {
  const before = memory().numTensors;
  const made = tidy(() => {
    const [x, weight] = [tensor2d(X, [ROWS, INPUTS]), tensor2d(WEIGHT, [INPUTS, OUTPUTS])];
    const dy = tensor2d(UPSTREAM, [ROWS, OUTPUTS]);
    const pulled = engine().runKernel(DENSE_PULLED, { dy, weight, x }, { slope: SLOPE });
    return [dense(x, weight, tensor1d(BIAS), SLOPE), single(pulled)];
  });
  const values: number[][] = [];
  for (const one of made) {
    values.push([...(await one.data())]);
    one.dispose();
  }
  expect(memory().numTensors).toBe(before);
  throwIfDeviceFailed();
  return values;
}

const start = () => startBackend('webgpu', { wasmBinaries: '' });
/** A driver that takes no shader with these words in it. */
const refusing = (words: string) => changed((code) => (code.includes(words) ? 'no shader' : code));

afterEach(restore);
// The files after this one begin with a device that nothing was planted under.
afterAll(async () => {
  await start();
});

const NONE = /Dense products are those of tfjs, which are slower: this adapter takes none of ours\.$/;

it('the largest tile is taken where nothing stands against it, and nothing is said', async () => {
  expect((await start()).reason).not.toMatch(/products|losses/);
});

it.each([
  ['little shared memory', { maxComputeWorkgroupStorageSize: 3000 }, /tiles of 32 × 32 × 8,/],
  ['workgroups of 32 threads', { maxComputeInvocationsPerWorkgroup: 32 }, NONE]
] as const)('a device with %s takes what fits and gives the right numbers', async (name, limits, said) => {
  plant(name, withLimits(limits));
  expect((await start()).reason).toMatch(said);
  // −0 and 0 are one number here.
  expect((await onDevice()).map((values) => values.map((value) => value + 0))).toEqual(expected());
});

it.each([
  ['the largest tile', `tile_b : array<vec4<f32>, ${16 * pitchOf(64)}>`, /tiles of 64 × 32 × 16,/],
  ['all of them', 'var<workgroup> tile_a', NONE]
])(
  'where a driver refuses %s, the next smaller one is taken, and the run does not fail for that',
  async (name, words, said) => {
    plant(name, refusing(words));
    expect((await start()).reason).toMatch(said);
    throwIfDeviceFailed();
  }
);

it('a driver that computes a tile wrongly is not believed', async () => {
  const wrong = (code: string) => (code.includes('s_0') ? code.replace('p_0 = fma', 'p_0 = 2.0 * fma') : code);
  plant('one that is wrong', changed(wrong));
  expect((await start()).reason).toMatch(/tiles of 32 × 64 × 16,/);
});

import { beforeAll, describe, expect, it } from 'vitest';
import { grads, sum, mul, tensor1d, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { readOperators } from 'virtual:wasm-operators';
import { startBackend } from '#kernels/backend/backend';
import { as2d, asScalar } from '#kernels/backend/tensors';
import { uniformArray } from '#kernels/random/random';
import { RowPool } from '#kernels/workers/pool';
import type { StartWorker } from '#kernels/workers/runner';
import { startNodeWorker } from '#kernels/workers/start.node';
import { mortal } from '#kernels/workers/testing';
import { applyMlp } from './mlp';
import { ProjectionInParts, type MlpArrays } from './projection-in-parts';

let module: WebAssembly.Module;
beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
  module = await WebAssembly.compile(await readOperators());
});

const [ROWS, INPUTS] = [301, 14];
const draw = (step: number, length: number): Float32Array =>
  uniformArray({ seed: 4, stream: 99, step }, length).map((value) => value - 0.5);
const table = draw(0, ROWS * INPUTS);
const mlp = (hidden: number, outputs: number): MlpArrays => ({
  weight0: draw(1, INPUTS * hidden),
  bias0: draw(2, hidden),
  weight2: draw(3, hidden * outputs),
  bias2: draw(4, outputs)
});
const weights = [mlp(9, 5), mlp(11, 3)];
/** None of the second part (rows 96 … 191), some of the others. */
const some = Int32Array.from({ length: ROWS }, (_, row) => row).filter((row) => row % 3 > 0 && (row < 96 || row > 191));
const gradientsFor = (rows: number): Float32Array[] =>
  weights.map(({ bias2 }, at) => draw(10 + at, rows * bias2.length));

interface Outcome {
  readonly outputs: readonly Float32Array[];
  readonly gradients: readonly MlpArrays[];
}

/** Two steps, of which the second one counts: what the first one left must not matter. */
async function twoSteps(workers: number, start: StartWorker = startNodeWorker): Promise<Outcome> {
  const pool = new RowPool(module, start, workers);
  const projection = new ProjectionInParts(pool, table, INPUTS);
  try {
    await projection.forward(weights, null);
    await projection.backward(gradientsFor(ROWS));
    const outputs = await projection.forward(weights, some);
    return { outputs, gradients: await projection.backward(gradientsFor(some.length)) };
  } finally {
    projection.dispose();
    pool.end();
  }
}

describe('the projection of profile rows in parts', () => {
  it('has the outputs and gradients of the projection on the tape', async () => {
    const { outputs, gradients } = await twoSteps(0);
    weights.forEach(({ weight0, bias0, weight2, bias2 }, at) => {
      const [hidden, width] = [bias0.length, bias2.length];
      const x = tensor2d(Float32Array.from(some).length > 0 ? pick(table, some, INPUTS) : [], [some.length, INPUTS]);
      const [dOut = new Float32Array()] = gradientsFor(some.length).slice(at);
      const run = (w0: Tensor, b0: Tensor, w2: Tensor, b2: Tensor) =>
        applyMlp({ 'mlp.0.weight': w0, 'mlp.0.bias': b0, 'mlp.2.weight': w2, 'mlp.2.bias': b2 }, x);
      const parameters = [
        tensor2d(weight0, [INPUTS, hidden]),
        tensor1d(bias0),
        tensor2d(weight2, [hidden, width]),
        tensor1d(bias2)
      ];
      const [w0, b0, w2, b2] = parameters;
      if (!w0 || !b0 || !w2 || !b2) throw new Error('Four arrays');
      expectNear(outputs[at], run(w0, b0, w2, b2));
      const loss = grads((...[p0, p1, p2, p3]: Tensor[]) => {
        if (!p0 || !p1 || !p2 || !p3) throw new Error('Four arrays');
        return asScalar(sum(mul(run(p0, p1, p2, p3), as2d(tensor2d(dOut, [some.length, width])))));
      });
      const own = gradients[at];
      const found = [own?.weight0, own?.bias0, own?.weight2, own?.bias2];
      loss(parameters).forEach((expected, place) => expectNear(found[place], expected));
    });
  });

  it('has the same bits with no worker, with one, two and five', async () => {
    const [alone, ...others] = await Promise.all([0, 1, 2, 5].map((workers) => twoSteps(workers)));
    for (const other of others) expect(other).toEqual(alone);
  });

  it('has the same bits where a worker dies in the forward pass, between the two and in the backward pass', async () => {
    const alone = await twoSteps(0);
    // A worker of two gets: the module; fresh, two parts to hold, the shared arrays, two parts; the shared arrays, two parts; and again.
    for (let message = 2; message <= 16; message++) {
      expect(await twoSteps(1, mortal(startNodeWorker, { 0: message }))).toEqual(alone);
    }
  });
});

function pick(rows: Float32Array, which: Int32Array, width: number): Float32Array {
  const out = new Float32Array(which.length * width);
  which.forEach((row, at) => out.set(rows.subarray(row * width, (row + 1) * width), at * width));
  return out;
}

function expectNear(found: Float32Array | undefined, expected: Tensor): void {
  const values = expected.dataSync<'float32'>();
  expect(found?.length).toBe(values.length);
  values.forEach((value, at) => expect(Math.abs((found?.[at] ?? NaN) - value)).toBeLessThan(1e-4));
}

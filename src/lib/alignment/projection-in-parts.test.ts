import { beforeAll, describe, expect, it } from 'vitest';
import { grads, sum, mul, tensor1d, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { readOperators } from 'virtual:wasm-operators';
import { startBackend } from '#kernels/backend/backend';
import { as2d, asScalar } from '#kernels/backend/tensors';
import type { StartWorker } from '#kernels/workers/runner';
import { startNodeWorker } from '#kernels/workers/start.node';
import { mortal } from '#kernels/workers/testing';
import { applyMlp } from './mlp';
import {
  checksumOf,
  CHECKSUM,
  gradientsFor,
  INPUTS,
  someRows,
  table,
  twoSteps,
  weights,
  type Outcome
} from './projection-in-parts.suite';

let module: WebAssembly.Module;
beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
  module = await WebAssembly.compile(await readOperators());
});

const run = (workers: number, start: StartWorker = startNodeWorker): Promise<Outcome> =>
  twoSteps(module, workers, start);

describe('the projection of profile rows in parts', () => {
  it('has the outputs and gradients of the projection on the tape', async () => {
    const { outputs, gradients } = await run(0);
    weights.forEach(({ weight0, bias0, weight2, bias2 }, at) => {
      const [hidden, width] = [bias0.length, bias2.length];
      const x = tensor2d(pick(table, someRows, INPUTS), [someRows.length, INPUTS]);
      const [dOut = new Float32Array()] = gradientsFor(someRows.length).slice(at);
      const apply = (w0: Tensor, b0: Tensor, w2: Tensor, b2: Tensor) =>
        applyMlp({ 'mlp.0.weight': w0, 'mlp.0.bias': b0, 'mlp.2.weight': w2, 'mlp.2.bias': b2 }, x);
      const parameters = [
        tensor2d(weight0, [INPUTS, hidden]),
        tensor1d(bias0),
        tensor2d(weight2, [hidden, width]),
        tensor1d(bias2)
      ];
      const [w0, b0, w2, b2] = parameters;
      if (!w0 || !b0 || !w2 || !b2) throw new Error('Four arrays');
      expectNear(outputs[at], apply(w0, b0, w2, b2));
      const loss = grads((...[p0, p1, p2, p3]: Tensor[]) => {
        if (!p0 || !p1 || !p2 || !p3) throw new Error('Four arrays');
        return asScalar(sum(mul(apply(p0, p1, p2, p3), as2d(tensor2d(dOut, [someRows.length, width])))));
      });
      const own = gradients[at];
      const found = [own?.weight0, own?.bias0, own?.weight2, own?.bias2];
      loss(parameters).forEach((expected, place) => expectNear(found[place], expected));
    });
  });

  it('has the same bits with no worker, with one, two and five', async () => {
    const [alone, ...others] = await Promise.all([0, 1, 2, 5].map((workers) => run(workers)));
    for (const other of others) expect(other).toEqual(alone);
    expect(alone && checksumOf(alone)).toBe(CHECKSUM);
  });

  it('has the same bits where a worker dies in the forward pass, between the two and in the backward pass', async () => {
    const alone = await run(0);
    // A worker of two gets: the module; fresh, two parts to hold, the shared arrays, two parts; the shared arrays, two parts; and again.
    for (let message = 2; message <= 16; message++) {
      expect(await run(1, mortal(startNodeWorker, { 0: message }))).toEqual(alone);
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

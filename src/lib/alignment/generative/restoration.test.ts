// The reconstruction loss made ahead of the tape against the same formulas on the tape, in several parts.
import { engine, tensor, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { normalArray } from '#kernels/random/random';
import { AheadOfTape } from '#kernels/workers/ahead';
import { maskedInfoNce } from '#lib/losses/info-nce';
import { applyMlp, initMlp } from '../mlp';
import { restorationAhead } from './restoration';

beforeAll(async () => {
  await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
});

const [ROWS, INPUTS, WIDTH, TEMPERATURE] = [301, 6, 22, 0.3];
const draw = (step: number, width: number): Float32Array =>
  Float32Array.from(normalArray({ seed: 3, stream: 97, step }, ROWS * width));
const [rows, targets] = [draw(0, INPUTS), draw(1, WIDTH)];
targets.fill(0, 0, WIDTH); // A vector of zeros is no reason for NaN.
const mlp = initMlp(INPUTS, WIDTH, { seed: 1, stream: 0, step: 0 });

it('has the value and the gradients of the tape', async () => {
  const names = Object.keys(mlp);
  const parameters = Object.fromEntries(
    Object.entries(mlp).map(([name, { shape, values }]) => [name, tensor(values, [...shape])])
  );
  const x = tensor2d(rows, [ROWS, INPUTS]);
  const inputs = [x, ...Object.values(parameters)];
  const given = (tensors: readonly Tensor[]) => Object.fromEntries(names.map((name, at) => [name, tensors[at] ?? x]));
  const ofTape = () =>
    maskedInfoNce(applyMlp(given(inputs.slice(1)), x), tensor2d(targets, [ROWS, WIDTH]), TEMPERATURE, {
      fixedTargets: true
    });
  const ofParts = () => restorationAhead(given(inputs.slice(1)), as2d(x), () => targets, TEMPERATURE);
  const all = (loss: () => Tensor): number[][] =>
    tidy(() => {
      const { value, grads } = engine().gradients(() => loss(), inputs);
      return [value, ...grads].map((one) => [...one.dataSync()]);
    });
  const expected = all(ofTape);
  expect(ofParts()).toBeNull();

  const ahead = new AheadOfTape();
  await ahead.ask(ofParts, true);
  const found = ahead.answer(() =>
    all(() => {
      const loss = ofParts();
      if (!loss) throw new Error('It was not made ahead');
      return loss;
    })
  );
  ahead.dispose();
  expect(found).toHaveLength(6);
  found.forEach((numbers, at) => {
    const reference = expected[at] ?? [];
    const scale = Math.max(...reference.map(Math.abs));
    numbers.forEach((number, place) => {
      expect(Math.abs(number - (reference[place] ?? NaN))).toBeLessThan(2e-5 * scale);
    });
  });
});

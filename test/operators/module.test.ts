// The operators in AssemblyScript against the loops they stand for: what they give on wasm is what `cpu` gives, at every width
// from 1 to 70 (blocks of 32, 8 and 4 columns with and without a rest), twice with the same bits.
import { backend, grad, memory, tensor1d, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { describe, expect, it } from 'vitest';
import { adamStep } from '#kernels/adam/adam';
import { startBackend } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { connectOperators } from '#kernels/backend/wasm-operators';
import { bprLoss, disposeTripleIndex, makeTripleIndex } from '#kernels/bpr/bpr';
import { disposeEdgePattern, edgeDotOffTape, makeEdgePattern } from '#kernels/edge-dot/edge-dot';
import { edgeMask } from '#kernels/edge-mask/edge-mask';
import { disposeRowIndex, gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { randomUniform, uniformInt } from '#kernels/random/random';
import { signNoise } from '#kernels/sign-noise/sign-noise';
import { disposeSparsePair, makeSparsePair, spmmOffTape, sumOfPowers } from '#kernels/spmm/spmm';
import { take } from '#kernels/take/take';
import { startForTest } from './backends';
import { largestError } from './compare';
import { randomCsr, randomMatrix } from './shapes';

/** Row 0 holds this many entries: more than one part, and a part that is not full. */
const NODES = 230;

/** Every operator once at a width, off the tape and through its gradient; results by name. */
function everything(width: number): Record<string, Float32Array> {
  const out: Record<string, Float32Array> = {};
  const note = (name: string, make: () => Tensor): void => {
    const result = tidy(make);
    out[name] = Float32Array.from(result.dataSync<'float32'>());
    result.dispose();
  };
  const key = { seed: 2 ** 32 - width, stream: 130, step: 2 ** 31 + width };
  const pick = (step: number, n: number): Int32Array =>
    Int32Array.from({ length: n }, (_, at) => uniformInt({ ...key, step }, at, NODES));
  const numbers = randomMatrix(width, NODES, width);
  numbers.fill(0, 3 * width, 5 * width); // Rows of zeros.
  const rows = () => tensor2d(numbers, [NODES, width]);
  const weights = (n: number) => tensor2d(randomMatrix(width + 1, n, width), [n, width]);
  const csr = randomCsr(width, NODES, NODES, 9);
  const pattern = makeEdgePattern(csr);
  const pair = makeSparsePair(csr);
  note('product', () => spmmOffTape(pair.forward, rows()));
  note('product with base', () => sumOfPowers(pair, rows(), 1));
  note('gradient of the product', () => grad((x) => sumOfPowers(pair, as2d(x), 2))(rows(), weights(NODES)));
  note('dots', () => edgeDotOffTape(pattern, rows(), weights(NODES)));
  const picks = makeRowIndex(pick(1, 40 + width), NODES);
  note('rows', () => gatherRows(rows(), picks));
  note('gradient of the rows', () => grad((x) => gatherRows(as2d(x), picks))(rows(), weights(40 + width)));
  const triples = makeTripleIndex(pick(2, 90 + width), pick(3, 90 + width), pick(4, 90 + width), NODES);
  note('loss', () => bprLoss(rows(), triples));
  note('gradient of the loss', () => grad((x) => bprLoss(as2d(x), triples))(rows()));
  note('noise', () => signNoise(rows(), as2d(randomUniform(key, [NODES, width])), 0.1));
  note('draws', () => randomUniform(key, [width, 3]));
  note('mask', () => edgeMask(tensor1d(numbers), key, 0.7));
  note('taken', () => take(tensor1d(numbers), tensor1d(pick(5, 7 * width), 'int32')));
  const state = randomMatrix(width, 3, width).map((value, at) => (at < width ? value : Math.abs(value)));
  const settings = { step: width, learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l2: 1e-4 };
  note('Adam', () => adamStep(tensor2d(state, [3, width]), tensor1d(numbers.slice(0, width)), settings));
  disposeSparsePair(pair);
  disposeEdgePattern(pattern);
  disposeRowIndex(picks);
  disposeTripleIndex(triples);
  return out;
}

/** What is moved or drawn, not added up. */
const EXACT = ['rows', 'draws', 'mask', 'taken'];

describe('on wasm', () => {
  it('every operator gives what it gives on cpu at widths from 1 to 70, twice with the same bits', async () => {
    const widths = Array.from({ length: 70 }, (_, at) => at + 1);
    await startForTest('cpu');
    const expected = widths.map(everything);
    await startForTest('wasm');
    const before = memory().numTensors;
    const [actual, again] = [widths.map(everything), widths.map(everything)];
    for (const [at, width] of widths.entries()) {
      // Byte by byte in one go: comparing element by element takes longer than all the work.
      for (const [name, values] of Object.entries(actual[at] ?? {})) {
        const second = again[at]?.[name] ?? new Float32Array();
        expect(Buffer.compare(Buffer.from(values.buffer), Buffer.from(second.buffer)), `${name}, ${width}`).toBe(0);
      }
    }
    expect(memory().numTensors).toBe(before);
    for (const [at, width] of widths.entries()) {
      for (const [name, reference] of Object.entries(expected[at] ?? {})) {
        const error = largestError(actual[at]?.[name] ?? [], reference);
        expect(error, `${name}, width ${width}`).toBeLessThanOrEqual(EXACT.includes(name) ? 0 : 1e-6);
      }
    }
  });

  it('a result for which the heap has to grow is read from where the inputs lie', async () => {
    await startForTest('wasm');
    const heap = (): number => {
      const current = backend();
      if (!(current instanceof BackendWasm)) return NaN;
      const some = current.makeOutput([1], 'float32');
      const bytes = current.typedArrayFromHeap(some).buffer.byteLength;
      current.disposeData(some.dataId);
      return bytes;
    };
    const count = Math.ceil((heap() + 2 ** 22) / (4 * 32)); // A result larger than all of the heap.
    const x = randomMatrix(1, 5, 32);
    const index = Int32Array.from({ length: count }, (_, at) => at % 5);
    const plan = makeRowIndex(index, 5);
    const before = heap();
    const rows = tidy(() => gatherRows(tensor2d(x, [5, 32]), plan));
    expect(heap()).toBeGreaterThan(before);
    const last = rows.dataSync<'float32'>().slice(-32);
    expect(last).toEqual(x.slice(((count - 1) % 5) * 32, (((count - 1) % 5) + 1) * 32));
    rows.dispose();
    disposeRowIndex(plan);
  });

  it('Adam’s moments of parameters without gradient end at 0 and not among the denormals', async () => {
    await startForTest('wasm');
    const settings = { step: 9000, learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l2: 0 };
    const state = tensor2d([0.5, -0.5, 1, 1, 1, 1e-39, 1e-31, 1e-4, 1e-25, 1, 1e-41, 1e-31, 1e-4, 1e-25, 1], [3, 5]);
    const next = adamStep(state, tensor1d([0, 1e-30, 1e-3, 1e-20, 1e-37]), settings);
    const [theta, m, v] = [0, 5, 10].map((start) => [...next.dataSync()].slice(start, start + 5));
    expect(theta?.slice(0, 2)).toEqual([0.5, -0.5]);
    expect(m?.slice(0, 2)).toEqual([0, 0]);
    expect(v?.slice(0, 2)).toEqual([0, 0]);
    expect(largestError(m ?? [], [0, 0, 0.9e-4 + 1e-4, 0, 0.9])).toBeLessThan(1e-6);
    for (const moment of [...(m ?? []), ...(v ?? [])]) expect(moment === 0 || moment > 2 ** -126).toBe(true);
    state.dispose();
    next.dispose();
  });
});

describe('the module', () => {
  it('is not used, and that is told, where it is broken or tfjs does not show the memory its tensors lie in', async () => {
    await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
    const current = backend();
    if (!(current instanceof BackendWasm)) throw new Error('Not on wasm');
    const reasonOf = async (...given: Parameters<typeof connectOperators>): Promise<string> => {
      const connected = await connectOperators(...given);
      return connected.operators ? 'it works' : connected.reason;
    };
    const broken = Promise.resolve(Uint8Array.of(0, 1, 2, 3));
    expect(await reasonOf(current, () => broken)).toMatch(/did not start \(.*magic/);
    expect(await reasonOf(current, () => Promise.reject(new Error('404')))).toMatch(/did not start \(404\)/);
    const hidden = Object.create(current, { wasm: { value: {} } });
    expect(await reasonOf(hidden)).toMatch(/does not show its memory/);
    const other = Object.create(current, {
      wasm: {
        value: Object.create(current.wasm, { asm: { value: { memory: new WebAssembly.Memory({ initial: 1 }) } } })
      }
    });
    expect(await reasonOf(other)).toMatch(/another memory/);
    expect(await reasonOf(current)).toBe('it works');
  });
});

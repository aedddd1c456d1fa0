// The operators in AssemblyScript against the loops they stand for: what they give on wasm is what `cpu` gives, at every width
// from 1 to 70 (blocks of 32, 8 and 4 columns with and without a rest), twice with the same bits.
import { backend, getKernel, memory, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { describe, expect, it } from 'vitest';
import { adamStep } from '#kernels/adam/adam';
import { connectOperators } from '#kernels/backend/wasm-operators';
import { dense } from '#kernels/dense/dense';
import { DENSE } from '#kernels/dense/names';
import { EXPONENTIAL_SUMS_BY_MODULE } from '#kernels/exponential-sums/exponential-sums.wasm';
import { disposeRowIndex, gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { startForTest } from './backends';
import { largestError } from './compare';
import { checksumOf, CHECKSUM_ON_WASM, everything, WIDTHS } from './module.suite';
import { randomMatrix } from './shapes';

/** What is moved or drawn, not added up. */
const EXACT = ['rows', 'draws', 'mask', 'taken'];

describe('on wasm', () => {
  it('every operator gives what it gives on cpu at widths from 1 to 70, twice with the same bits', async () => {
    await startForTest('cpu');
    const expected = WIDTHS.map(everything);
    await startForTest('wasm');
    expect(getKernel(EXPONENTIAL_SUMS_BY_MODULE, 'wasm')).toBeDefined();
    expect(getKernel(DENSE, 'wasm')).toBeDefined();
    const before = memory().numTensors;
    const actual = WIDTHS.map(everything);
    expect(checksumOf(WIDTHS.map(everything))).toBe(checksumOf(actual));
    expect(memory().numTensors).toBe(before);
    expect(checksumOf(actual)).toBe(CHECKSUM_ON_WASM);
    for (const [at, width] of WIDTHS.entries()) {
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
    const wanted = (): number => Math.ceil((heap() + 2 ** 22) / (4 * 32)); // A result larger than all of the heap.
    const x = randomMatrix(1, 5, 32);
    const index = Int32Array.from({ length: wanted() }, (_, at) => at % 5);
    const plan = makeRowIndex(index, 5);
    const before = heap();
    const rows = tidy(() => gatherRows(tensor2d(x, [5, 32]), plan));
    expect(heap()).toBeGreaterThan(before);
    const last = rows.dataSync<'float32'>().slice(-32);
    const own = ((index.length - 1) % 5) * 32;
    expect(last).toEqual(x.slice(own, own + 32));
    rows.dispose();
    disposeRowIndex(plan);

    const count = wanted();
    const column = tensor2d(new Float32Array(count).fill(2), [count, 1]);
    const grown = heap();
    const products = tidy(() => dense(column, tensor2d(x.slice(0, 32), [1, 32]), tensor1d(x.slice(32, 64)), 0.5));
    expect(heap()).toBeGreaterThan(grown);
    const expected = Float32Array.from({ length: 32 }, (_, at) => {
      const value = Math.fround(2 * (x[at] ?? 0) + (x[32 + at] ?? 0));
      return value > 0 ? value : value / 2;
    });
    expect(products.dataSync<'float32'>().slice(-32)).toEqual(expected);
    products.dispose();
    column.dispose();
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
    await startForTest('wasm');
    const current = backend();
    if (!(current instanceof BackendWasm)) throw new Error('Not on wasm');
    const reasonOf = async (...given: Parameters<typeof connectOperators>): Promise<string> => {
      const connected = await connectOperators(...given);
      return connected.operators ? 'it works' : connected.reason;
    };
    const broken = Promise.resolve(Uint8Array.of(0, 1, 2, 3));
    expect(await reasonOf(current, 'module', () => broken)).toMatch(/did not start \(.*magic/);
    expect(await reasonOf(current, 'module', () => Promise.reject(new Error('404')))).toMatch(/did not start \(404\)/);
    const hidden = Object.create(current, { wasm: { value: {} } });
    expect(await reasonOf(hidden, 'module')).toMatch(/does not show its memory/);
    const other = Object.create(current, {
      wasm: {
        value: Object.create(current.wasm, { asm: { value: { memory: new WebAssembly.Memory({ initial: 1 }) } } })
      }
    });
    expect(await reasonOf(other, 'module')).toMatch(/another memory/);
    expect(await reasonOf(current, 'module')).toBe('it works');
  });
});

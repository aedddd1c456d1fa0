// What the cross-entropy between two softmaxes holds beside its inputs at the size of Amazon-book, on wasm: measured kernel by kernel for
// few anchors and all items, and carried on to a full batch. What a kernel holds grows by as much with every anchor, so two sizes say it.
import { dispose, engine, memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { partLength } from '#kernels/dense/row-parts';
import {
  othersPanelFloats,
  othersTileFloats,
  partScratchFloats
} from '#kernels/exponential-sums/exponential-sums.module';
import { EXPONENTIAL_SUMS_BY_MODULE } from '#kernels/exponential-sums/exponential-sums.wasm';
import { uniformArray } from '#kernels/random/random';
import { largest } from '#lib/elementary/extent';
import { softCrossEntropy } from './soft-cross-entropy';

/** Amazon-book's items, and the most users that a batch of 4,096 clicks can have. */
const [ITEMS, BATCH, WIDTH] = [9332, 4096, 32];
const [FEW, MORE] = [48, 96];

beforeAll(async () => {
  await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
});

interface Held {
  readonly kernel: string;
  /** Bytes of all tensors after it, beside the inputs. */
  readonly bytes: number;
  readonly shapes: readonly (readonly number[])[];
}

async function heldFor(anchors: number): Promise<readonly Held[]> {
  const rows = (step: number, count: number) =>
    tensor2d(
      uniformArray({ seed: 1, stream: 92, step }, count * WIDTH).map((value) => (value - 0.5) / 2),
      [count, WIDTH]
    );
  const inputs = [rows(0, anchors), rows(1, ITEMS), rows(2, anchors), rows(3, ITEMS)];
  const [x, candidates, likeness, others] = inputs;
  if (!x || !candidates || !likeness || !others) throw new Error('An input is missing');
  const ones = tensor2d(new Float32Array(anchors).fill(1), [anchors, 1]);
  const before = memory().numBytes;
  const target = { anchors: likeness, candidates: others, totals: ones };
  const loss = () => softCrossEntropy(as2d(x), as2d(candidates), target, ones, 0.2);
  const { kernels, result } = await engine().profile(() => tidy(() => engine().gradients(loss, [x, candidates]).grads));
  dispose(result);
  [...inputs, ones].forEach((one) => one.dispose());
  return kernels.map(({ name, totalBytesSnapshot, inputShapes }) => ({
    kernel: name,
    bytes: totalBytesSnapshot - before,
    shapes: inputShapes.flatMap((shape) => (shape ? [shape] : []))
  }));
}

/** Of the line through two measurements, at the size of a batch. */
const carriedOn = (few: number, more: number): number => few + ((more - few) / (MORE - FEW)) * (BATCH - FEW);

/** Bytes of room that exponential sums need while they run; with factors they make the candidates' gradient too. */
function roomOf(kernel: string, [x = [], others = [], factors]: readonly (readonly number[])[]): number {
  if (kernel !== EXPONENTIAL_SUMS_BY_MODULE) return 0;
  const [rows = 0, width = 0] = x;
  const [count = 0] = others;
  const hasWeights = factors !== undefined;
  const part = partScratchFloats(Math.min(rows, partLength(rows)), count, width, hasWeights);
  return 4 * (othersPanelFloats(count, width) + (hasWeights ? 2 * othersTileFloats(count, width) : 0) + part);
}

it('is at most 16 MiB, where a matrix of similarities alone would take 146', async () => {
  const [few, more] = [await heldFor(FEW), await heldFor(MORE)];
  expect(more.map(({ kernel }) => kernel)).toEqual(few.map(({ kernel }) => kernel));
  expect(few.filter(({ kernel }) => kernel === EXPONENTIAL_SUMS_BY_MODULE).length).toBeGreaterThanOrEqual(3);
  const bytes = few.map(({ kernel, bytes: least, shapes }, at) => {
    const same = more[at];
    const full = shapes.map((shape, one) =>
      shape.map((size, axis) => carriedOn(size, same?.shapes[one]?.[axis] ?? size))
    );
    return carriedOn(least, same?.bytes ?? least) + roomOf(kernel, full);
  });
  expect(largest(bytes)).toBeLessThanOrEqual(16 * 2 ** 20);
});

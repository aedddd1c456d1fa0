import { tensor2d, tidy, matMul } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { operatorsOn } from '#kernels/backend/wasm-operators';
import { uniformArray } from '#kernels/random/random';
import { denseAdd, denseBias, denseWeights, weightsScratchFloats } from './dense.module';
import { rowParts } from './row-parts';

describe('parts of rows', () => {
  it.each([0, 1, 95, 96, 97, 1536, 1537, 14_496, 100_003])('cover %i rows once, in order, in at most 16', (rows) => {
    const parts = rowParts(rows);
    expect(parts.length).toBeLessThanOrEqual(16);
    expect(parts[0]?.first).toBe(0);
    expect(parts.at(-1)?.end).toBe(rows);
    for (const [at, { first }] of parts.entries()) if (at > 0) expect(first).toBe(parts[at - 1]?.end);
  });

  it('made one by one in another memory and added in order, give the bits of the product in one go', async () => {
    const [rows, width, columns] = [1000, 37, 21];
    const [x, dy] = [1, 2].map((step) =>
      uniformArray({ seed: 4, stream: 119, step }, rows * (step === 1 ? width : columns))
    );
    if (!x || !dy) throw new Error('Two factors');
    await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
    const whole = tidy(() => matMul(tensor2d(x, [rows, width]), tensor2d(dy, [rows, columns]), true));
    const expected = Float32Array.from(whole.dataSync());
    whole.dispose();

    const memory = new WebAssembly.Memory({ initial: 64 });
    const module = await operatorsOn(memory);
    let next = 1024;
    const room = (floats: number): number => {
      const at = next;
      next += 4 * floats;
      return at;
    };
    const at = {
      x: room(x.length),
      dy: room(dy.length),
      total: room(width * columns),
      out: room(width * columns),
      bias: room(columns),
      scratch: room(weightsScratchFloats(width, columns))
    };
    new Float32Array(memory.buffer, at.x).set(x);
    new Float32Array(memory.buffer, at.dy).set(dy);
    const parts = rowParts(rows);
    expect(parts.length).toBeGreaterThan(1);
    for (const [number, part] of parts.entries()) {
      const out = number === 0 ? at.total : at.out;
      denseWeights(module, { ...at, out }, { part, width, columns });
      if (number > 0) denseAdd(module, { to: at.total, from: out }, width * columns);
    }
    expect(new Float32Array(memory.buffer, at.total, width * columns)).toEqual(expected);
    denseBias(module, { dy: at.dy, out: at.bias }, { part: { first: 0, end: 2 }, columns });
    expect(new Float32Array(memory.buffer, at.bias, columns)).toEqual(
      dy.slice(0, columns).map((value, column) => value + (dy[columns + column] ?? 0))
    );
  });
});

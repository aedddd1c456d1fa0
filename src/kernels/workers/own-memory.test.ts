import { beforeAll, describe, expect, it } from 'vitest';
import { readOperators } from 'virtual:wasm-operators';
import { OwnMemory } from './own-memory.js';

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(await readOperators());
});

const add = { name: 'denseAdd', values: ['a', 'b', 3] };

describe('the module on a memory of its own', () => {
  it('keeps what it holds when the memory grows, and calls with addresses that are good then', async () => {
    const memory = await OwnMemory.start(module);
    memory.carryOut({ hold: { b: Float32Array.of(1, 2, 3) } });
    const before = memory.bytes;
    const [sum] = memory.carryOut({
      put: { a: Float32Array.of(10, 20, 30) },
      room: { large: 100_000 },
      calls: [add],
      give: ['a']
    });
    expect(memory.bytes).toBeGreaterThan(before);
    expect(sum).toEqual(Float32Array.of(11, 22, 33));
    const [again] = memory.carryOut({ put: { a: Float32Array.of(0, 0, 1) }, room: { larger: 1_000_000 }, give: ['b'] });
    expect(again).toEqual(Float32Array.of(1, 2, 3));
  });

  it('uses the room of the step before again, and not that of what is held', async () => {
    const memory = await OwnMemory.start(module);
    memory.carryOut({ hold: { b: Float32Array.of(1, 2, 3) } });
    for (let step = 0; step < 20; step++) {
      const [sum] = memory.carryOut({
        isFresh: true,
        put: { a: Float32Array.of(step, 0, 0) },
        room: { large: 50_000 },
        calls: [add],
        give: ['a']
      });
      expect(sum).toEqual(Float32Array.of(step + 1, 2, 3));
    }
    expect(memory.bytes).toBeLessThan(2 * 4 * 50_000);
  });

  it('has names for each part, and says which name it does not know', async () => {
    const memory = await OwnMemory.start(module);
    memory.carryOut({ put: { b: Float32Array.of(1, 1, 1) } });
    for (const [scope, value] of [
      ['0/', 5],
      ['1/', 7]
    ] as const) {
      memory.carryOut({ scope, put: { a: Float32Array.of(value, value, value) }, calls: [add] });
    }
    expect(memory.carryOut({ scope: '0/', give: ['a'] })).toEqual([Float32Array.of(6, 6, 6)]);
    expect(memory.carryOut({ scope: '1/', give: ['a'] })).toEqual([Float32Array.of(8, 8, 8)]);
    expect(() => memory.carryOut({ scope: '2/', give: ['a'] })).toThrow('no array 2/a');
    expect(() => memory.carryOut({ isFresh: true, scope: '0/', give: ['a'] })).toThrow('no array 0/a');
    expect(() => memory.carryOut({ calls: [{ name: 'multiply', values: [] }] })).toThrow('no multiply');
  });
});

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

  it('holds what is larger than itself: parts use one place in turn, in whatever order', async () => {
    const memory = await OwnMemory.start(module);
    const [parts, length] = [20, 30_000];
    for (let part = 0; part < parts; part++) {
      // The last one is shorter.
      const b = new Float32Array(part === parts - 1 ? 3 : length).fill(part);
      memory.carryOut({ scope: `${part}/`, hold: { b } });
    }
    memory.carryOut({ isFresh: true });
    for (const part of [0, 7, 7, parts - 1, 2, 0]) {
      const put = { a: Float32Array.of(100, 200, 300) };
      const given = memory.carryOut({ scope: `${part}/`, put, calls: [add], give: ['a'] });
      expect(given).toEqual([Float32Array.of(100 + part, 200 + part, 300 + part)]);
    }
    expect(memory.bytes).toBeLessThan(2 * 4 * length);
  });

  it('lends whole what is larger than what was lent under the name before', async () => {
    const memory = await OwnMemory.start(module);
    memory.carryOut({ scope: '0/', hold: { b: Float32Array.of(1, 2, 3) } });
    memory.carryOut({ scope: '1/', hold: { b: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) } });
    expect(memory.carryOut({ scope: '0/', give: ['b'] })).toEqual([Float32Array.of(1, 2, 3)]);
    const [all] = memory.carryOut({ scope: '1/', put: { a: new Float32Array(9) }, give: ['b'] });
    expect(all).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
    expect(memory.carryOut({ scope: '0/', give: ['b', 'b'] })).toEqual([
      Float32Array.of(1, 2, 3),
      Float32Array.of(1, 2, 3)
    ]);
  });
});

// The tester that the setup adds decides as vitest does without it.
import { expect, it } from 'vitest';
import { sameNumbers } from './equal-arrays';

it.each([
  ['the same numbers', Float32Array.of(1, NaN, 0), Float32Array.of(1, NaN, 0), true],
  ['another number', Float32Array.of(1, 2), Float32Array.of(1, 3), false],
  ['0 for −0', Float64Array.of(0), Float64Array.of(-0), false],
  ['one more', Int32Array.of(1), Int32Array.of(1, 0), false],
  ['the same numbers of a part of a buffer', new Uint8Array(4).subarray(1, 3), new Uint8Array(2), true]
])('%s: as vitest has it', (_, a, b, equal) => {
  expect(sameNumbers(a, b)).toBe(equal);
  if (equal) {
    expect({ runs: [a] }).toEqual({ runs: [b] });
    expect(a).toStrictEqual(b);
  } else {
    expect({ runs: [a] }).not.toEqual({ runs: [b] });
    expect(a).not.toStrictEqual(b);
  }
});

it('arrays of other types, and what is no array of numbers, are left to vitest', () => {
  for (const other of [Float64Array.of(1), [1], { 0: 1 }, null, new DataView(new ArrayBuffer(4)), BigInt64Array.of(1n)])
    expect(sameNumbers(Float32Array.of(1), other)).toBeUndefined();
  expect(Float32Array.of(1)).not.toEqual(Float64Array.of(1));
});

it('is added once a process, not once a file', () => {
  const state: unknown = Reflect.get(globalThis, Symbol.for('$$jest-matchers-object'));
  expect(state).toMatchObject({ customEqualityTesters: { length: 1 } });
});

// Typed arrays are compared number by number in tests. Vitest itself walks them as it walks any object, which takes microseconds and memory
// an element: seconds where results have a million. What counts as equal stays: the same type and length, and numbers that Object.is takes
// for the same (0 and −0 differ, NaN equals itself). Imported by setup.ts alone, once a process: a tester is added for good.
import { expect } from 'vitest';

type Numbers =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | Uint8ClampedArray;

const isNumbers = (value: unknown): value is Numbers =>
  ArrayBuffer.isView(value) &&
  !(value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array);

/** @returns undefined where vitest is to compare by itself */
export function sameNumbers(a: unknown, b: unknown): boolean | undefined {
  if (!isNumbers(a) || !isNumbers(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return undefined;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!Object.is(a[at], b[at])) return false;
  return true;
}

expect.addEqualityTesters([sameNumbers]);

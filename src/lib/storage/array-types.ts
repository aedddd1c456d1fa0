// The kinds of arrays that artifacts hold, by name, and back from the name.
import type { ArrayBlock } from './types';

export const ARRAY_TYPES = ['Float32Array', 'Float64Array', 'Int32Array', 'Uint8Array'] as const;
export type ArrayType = (typeof ARRAY_TYPES)[number];

export function arrayTypeOf(block: ArrayBlock): ArrayType {
  if (block instanceof Float32Array) return 'Float32Array';
  if (block instanceof Float64Array) return 'Float64Array';
  return block instanceof Int32Array ? 'Int32Array' : 'Uint8Array';
}

/** A typed array over a buffer of its own: that of `bytes` where nothing else lies in it, which are the caller's no more then; else a copy. */
export function arrayFrom(type: ArrayType, bytes: Uint8Array): ArrayBlock {
  const { buffer, byteLength } = bytes;
  // Not slice(): Node's Buffer gives a window by that name.
  const own = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : new Uint8Array(bytes).buffer;
  switch (type) {
    case 'Float32Array':
      return new Float32Array(own);
    case 'Float64Array':
      return new Float64Array(own);
    case 'Int32Array':
      return new Int32Array(own);
    case 'Uint8Array':
      return new Uint8Array(own);
  }
}

export const isArrayBlock = (value: unknown): value is ArrayBlock =>
  value instanceof Float32Array ||
  value instanceof Float64Array ||
  value instanceof Int32Array ||
  value instanceof Uint8Array;

// NumPy's .npy files (format version 1.0): a header that says type, order and shape, then the numbers, little-endian, row-major.
import { appError } from '#lib/errors/app-error';
import type { NamedArray } from './safetensors';

/** float32 numbers of a shape as a .npy file; `numpy.load` reads it. */
export function writeNpy(values: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  if (shape.reduce((a, b) => a * b, 1) !== values.length) {
    throw new RangeError(`${values.length} numbers do not fill [${shape.join(', ')}]`);
  }
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.map((n) => `${n},`).join(' ')}), }`;
  // Magic, version and length take ten bytes; the numbers start at a multiple of 64.
  const padded = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(padded + 4 * values.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, padded - 10, true);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(padded - 11)}\n`), 10);
  values.forEach((value, i) => view.setFloat32(padded + 4 * i, value, true));
  return bytes;
}

const HEADER = /^\{'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+),?\), \}\s*$/;

/** A matrix of float32 as `writeNpy` and numpy write it. @throws AppError training/model-unreadable for anything else */
export function readNpy(bytes: Uint8Array, file: string): NamedArray {
  const fail = (reason: string): never => {
    throw appError('training/model-unreadable', { file, reason });
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isNpy = bytes.length > 10 && [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1].every((byte, at) => bytes[at] === byte);
  if (!isNpy) return fail('it is no .npy file of version 1');
  const start = 10 + view.getUint16(8, true);
  const shape = HEADER.exec(new TextDecoder().decode(bytes.subarray(10, start)))
    ?.slice(1)
    .map(Number);
  const [rows, columns] = shape ?? [];
  if (rows === undefined || columns === undefined) return fail('it holds no float32 matrix, row by row');
  if (bytes.length !== start + 4 * rows * columns) return fail('it is shorter or longer than its shape says');
  const values = Float32Array.from({ length: rows * columns }, (_, at) => view.getFloat32(start + 4 * at, true));
  return { shape: [rows, columns], values };
}

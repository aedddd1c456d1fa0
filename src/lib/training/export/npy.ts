// NumPy's .npy files (format version 1.0): a header that says type, order and shape, then the numbers, little-endian, row-major.

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

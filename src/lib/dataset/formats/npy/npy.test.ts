// .npy files as NumPy writes them, byte by byte where it is not at hand, and by NumPy itself where it is.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import '#lib/errors/all';
import { readNpy, writeNpy } from './npy';

const hasNumpy = ((): boolean => {
  try {
    execFileSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** A file by hand: `numbers` are written by `put` into `size` bytes each. */
function npy(
  header: string,
  size: number,
  numbers: readonly number[],
  put: (view: DataView, at: number, value: number) => void,
  version = 1
): Uint8Array {
  const lengthBytes = version === 1 ? 2 : 4;
  const start = 8 + lengthBytes + header.length;
  const bytes = new Uint8Array(start + size * numbers.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  if (version === 1) view.setUint16(8, header.length, true);
  else view.setUint32(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 8 + lengthBytes);
  numbers.forEach((value, at) => put(view, start + size * at, value));
  return bytes;
}
const header = (descr: string, fortran: boolean, shape: string) =>
  `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape}), }\n`;
const SIX = [1, -2, 3.5, 4, 5, 6];

describe('writeNpy', () => {
  it('has the header of format 1.0 and starts its numbers at a multiple of 64', () => {
    const bytes = writeNpy(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    const end = 10 + new DataView(bytes.buffer).getUint16(8, true);
    expect(end % 64).toBe(0);
    expect(new TextDecoder().decode(bytes.subarray(10, end))).toMatch(
      /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 3,\), \} *\n$/
    );
    expect(new DataView(bytes.buffer).getFloat32(end + 4 * 5, true)).toBe(6);
    expect(() => writeNpy(Float32Array.of(1), [2])).toThrow(/1 numbers do not fill \[2\]/);
  });

  it.skipIf(!hasNumpy)('is read by numpy (skipped where there is no Python with numpy)', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'npy-')), 'a.npy');
    await writeFile(file, writeNpy(Float32Array.of(1.5, -2, 3, 4), [2, 2]));
    const shown = execFileSync('python3', [
      '-c',
      `import numpy; a = numpy.load(${JSON.stringify(file)}); print(a.dtype, a.tolist())`
    ]);
    expect(String(shown).trim()).toBe('float32 [[1.5, -2.0], [3.0, 4.0]]');
  });
});

describe('readNpy', () => {
  it('reads half precision', () => {
    const bytes = npy(header('<f2', false, '1, 4'), 2, [0x3c00, 0xc000, 0x0001, 0x7bff], (view, at, bits) =>
      view.setUint16(at, bits, true)
    );
    expect([...readNpy(bytes, 'a.npy').values]).toEqual([1, -2, 2 ** -24, 65504]);
  });

  it('gives back what writeNpy wrote', () => {
    const values = Float32Array.from(SIX);
    expect(readNpy(writeNpy(values, [2, 3]), 'a.npy')).toEqual({ rows: 2, columns: 3, values });
  });

  it.each([
    ['<f4', false, 4, (v: DataView, at: number, n: number) => v.setFloat32(at, n, true), 1],
    ['<f8', false, 8, (v: DataView, at: number, n: number) => v.setFloat64(at, n, true), 1],
    ['>f4', false, 4, (v: DataView, at: number, n: number) => v.setFloat32(at, n, false), 2],
    ['<f8', false, 8, (v: DataView, at: number, n: number) => v.setFloat64(at, n, true), 3]
  ] as const)('reads %s (fortran %s) row by row', (descr, fortran, size, put, version) => {
    const read = readNpy(npy(header(descr, fortran, '2, 3'), size, SIX, put, version), 'a.npy');
    expect(read).toEqual({ rows: 2, columns: 3, values: Float32Array.from(SIX) });
  });

  it('turns column order into row order', () => {
    const bytes = npy(header('<f4', true, '2, 3'), 4, [1, 4, 2, 5, 3, 6], (v, at, n) => v.setFloat32(at, n, true));
    expect([...readNpy(bytes, 'a.npy').values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['one dimension', npy(header('<f4', false, '6,'), 4, SIX, (v, at, n) => v.setFloat32(at, n, true))],
    ['objects', npy(header('|O', false, '2, 3'), 4, SIX, (v, at, n) => v.setFloat32(at, n, true))],
    ['a shape that is too large', npy(header('<f4', false, '2, 4'), 4, SIX, (v, at, n) => v.setFloat32(at, n, true))],
    ['text', new TextEncoder().encode('user,item\n1,2\n3,4\n')],
    ['nothing', new Uint8Array(0)]
  ])('says what is wrong with %s', (_, bytes) => {
    expect(() => readNpy(bytes, 'a.npy')).toThrow(
      expect.objectContaining({ code: 'dataset/not-an-array', where: { file: 'a.npy' } })
    );
  });

  it.skipIf(!hasNumpy)('reads what numpy saved (skipped where there is no Python with numpy)', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'npy-')), 'a.npy');
    const code = `import numpy; numpy.save(${JSON.stringify(file)}, numpy.arange(6.0).reshape(3, 2).T)`;
    execFileSync('python3', ['-c', code]);
    expect(readNpy(await readFile(file), 'a.npy')).toEqual({
      rows: 2,
      columns: 3,
      values: Float32Array.of(0, 2, 4, 1, 3, 5)
    });
  });
});

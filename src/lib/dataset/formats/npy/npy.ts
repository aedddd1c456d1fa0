// NumPy's .npy files: a header that says type, order and shape, then the numbers. Written as version 1.0, little-endian, row-major;
// read in every version, order and type of real numbers.
import { appError } from '#lib/errors/app-error';
import { floatMatrix, type Matrix } from '../pickle/arrays';
import { DType, NdArray } from '../pickle/values';

/** float32 numbers of a shape as a .npy file; `numpy.load` reads it. */
export function writeNpy(values: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  if (shape.reduce((a, b) => a * b, 1) !== values.length) {
    throw new RangeError(`${values.length} numbers do not fill [${shape.join(', ')}]`);
  }
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.map((n) => `${n},`).join(' ')}), }`;
  // Magic, version and length take ten bytes; the numbers start at a multiple of 64.
  const padded = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const bytes = new Uint8Array(padded + 4 * values.length);
  bytes.set([...MAGIC, 1, 0]);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, padded - 10, true);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(padded - 11)}\n`), 10);
  values.forEach((value, i) => view.setFloat32(padded + 4 * i, value, true));
  return bytes;
}

/** "\x93NUMPY" */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const DESCR = /'descr': *'([<>|=])([fiub])([1248])'/;
/** "|S3", "<U3": the names of layouts in scipy's .npz files. */
const TEXT_DESCR = /'descr': *'[<>|=]([SU])(\d+)'/;
const ORDER = /'fortran_order': *(True|False)/;
const SHAPE = /'shape': *\(([\d, ]*)\)/;

/** A file is not what it should be. @throws AppError */
function notAnArray(reason: string, file: string): never {
  throw appError('dataset/not-an-array', { reason }, { file });
}

/**
 * An array of any number of dimensions, its numbers still bytes; or the texts of an array of texts.
 * @param file as messages call it
 * @throws AppError dataset/not-an-array for anything else
 */
export function npyArray(bytes: Uint8Array, file: string): NdArray | readonly string[] {
  const fail = (reason: string): never => notAnArray(reason, file);
  const isNpy = bytes.length > 12 && MAGIC.every((byte, at) => bytes[at] === byte);
  if (!isNpy) return fail('it does not begin as .npy files do');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // From version 2 on the header's length takes four bytes.
  const start = bytes[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
  const header = new TextDecoder('latin1').decode(bytes.subarray(10, start));
  const shape = (SHAPE.exec(header)?.[1] ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  const content = bytes.subarray(start);
  const [, textKind, length] = TEXT_DESCR.exec(header) ?? [];
  if (textKind !== undefined) return textsOf(content, textKind, Number(length));
  const [, byteOrder, kind = '', size = ''] = DESCR.exec(header) ?? [];
  if (byteOrder === undefined) return fail('it holds no plain numbers');
  const array = new NdArray();
  array.dtype = new DType(kind, Number(size));
  array.dtype.littleEndian = byteOrder !== '>';
  array.shape = shape;
  array.fortranOrder = ORDER.exec(header)?.[1] === 'True';
  array.data = content;
  if (array.data.length !== shape.reduce((a, b) => a * b, array.dtype.size)) {
    return fail('it is shorter or longer than its shape says');
  }
  return array;
}

/** Texts of one length each, filled up with zeros. */
function textsOf(content: Uint8Array, kind: string, length: number): string[] {
  const size = length * (kind === 'U' ? 4 : 1);
  const texts: string[] = [];
  for (let at = 0; at + size <= content.length && size > 0; at += size) {
    // Letters of ASCII have three more zeros in UTF-32.
    const signs = content.subarray(at, at + size).filter((byte) => byte !== 0);
    texts.push(new TextDecoder('latin1').decode(signs));
  }
  return texts;
}

/**
 * A matrix as float32, row by row.
 * @param file as messages call it
 * @throws AppError dataset/not-an-array for anything else
 */
export function readNpy(bytes: Uint8Array, file: string): Matrix {
  const array = npyArray(bytes, file);
  if (!(array instanceof NdArray)) return notAnArray('it holds no plain numbers', file);
  if (array.shape.length !== 2) {
    return notAnArray(`it has ${array.shape.length} dimensions where two were expected`, file);
  }
  return floatMatrix(array, file);
}

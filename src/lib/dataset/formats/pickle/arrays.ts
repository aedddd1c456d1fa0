// From pickled numpy and scipy objects to typed arrays. Numbers are converted one by one from the file's own bytes, so a
// file of 135 MB of float64 becomes float32 with no third copy.
import { appError } from '#lib/errors/app-error';
import type { InteractionList } from '../../types';
import { readNumber } from './allowed';
import { describeValue, NdArray, SparseObject, type PickleValue } from './values';

function arrayOf(value: PickleValue | undefined, expected: string, file: string): NdArray {
  if (value instanceof NdArray) {
    const count = value.shape.reduce((a, b) => a * b, 1);
    if (count * value.dtype.size === value.data.byteLength) return value;
    throw appError('dataset/not-a-pickle', { reason: 'an array is shorter than its shape says' }, { file });
  }
  throw appError('dataset/pickle-content', { expected, found: describeValue(value) }, { file });
}

function numbersOf(array: NdArray, visit: (value: number, at: number) => void): void {
  const { data, dtype, shape } = array;
  if (dtype.kind === 'f' && dtype.size < 4) throw new RangeError('half precision is not read');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const count = shape.reduce((a, b) => a * b, 1);
  for (let at = 0; at < count; at++) visit(readNumber(view, at, dtype), at);
}

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array; // [rows, columns], row-major
}

/** A two-dimensional array as float32, row-major. */
export function floatMatrix(value: PickleValue, file: string): Matrix {
  const array = arrayOf(value, 'an array with two dimensions', file);
  const [rows, columns] = array.shape;
  if (rows === undefined || columns === undefined || array.shape.length !== 2) {
    throw appError(
      'dataset/pickle-content',
      { expected: 'an array with two dimensions', found: describeValue(value) },
      { file }
    );
  }
  const values = new Float32Array(rows * columns);
  numbersOf(array, (number, at) => {
    // Fortran order: element `at` stands in column floor(at / rows), row at % rows.
    values[array.fortranOrder ? (at % rows) * columns + Math.floor(at / rows) : at] = number;
  });
  return { rows, columns, values };
}

export interface SparsePairs {
  readonly userCount: number;
  readonly itemCount: number;
  /** Non-zero entries. */
  readonly pairs: InteractionList;
}

/** The non-zero entries of a scipy matrix (COO, CSR or CSC). */
export function sparsePairs(value: PickleValue, file: string): SparsePairs {
  if (!(value instanceof SparseObject)) {
    throw appError(
      'dataset/pickle-content',
      { expected: 'a sparse matrix of scipy', found: describeValue(value) },
      { file }
    );
  }
  const get = (...names: string[]): PickleValue | undefined =>
    names.map((name) => value.attributes.get(name)).find((found) => found !== undefined);
  const shape = get('_shape', 'shape');
  const [userCount, itemCount] = Array.isArray(shape) ? shape : [];
  if (typeof userCount !== 'number' || typeof itemCount !== 'number') {
    throw appError(
      'dataset/pickle-content',
      { expected: 'a matrix with a shape', found: describeValue(shape) },
      { file }
    );
  }
  const integers = (source: PickleValue | undefined, what: string): Int32Array => {
    const array = arrayOf(source, what, file);
    const out = new Int32Array(array.shape[0] ?? 0);
    numbersOf(array, (number, at) => (out[at] = number));
    return out;
  };
  const keep: boolean[] = [];
  numbersOf(arrayOf(get('data'), 'the values of a matrix', file), (number) => keep.push(number !== 0));
  const [rows, columns] =
    value.layout === 'coo'
      ? cooIndices(get('row'), get('col'), get('coords'), integers)
      : compressedIndices(value.layout, integers(get('indptr'), 'row pointers'), integers(get('indices'), 'indices'));
  if (rows.length !== keep.length || columns.length !== keep.length) {
    throw appError('dataset/not-a-pickle', { reason: 'a matrix has more values than places, or fewer' }, { file });
  }
  const within = (list: Int32Array, bound: number): boolean => list.every((index) => index >= 0 && index < bound);
  if (!within(rows, userCount) || !within(columns, itemCount)) {
    throw appError('dataset/not-a-pickle', { reason: 'a matrix has entries outside its shape' }, { file });
  }
  return {
    userCount,
    itemCount,
    pairs: { users: rows.filter((_, at) => keep[at]), items: columns.filter((_, at) => keep[at]) }
  };
}

type ReadIntegers = (source: PickleValue | undefined, what: string) => Int32Array;

function cooIndices(
  row: PickleValue | undefined,
  column: PickleValue | undefined,
  coords: PickleValue | undefined,
  integers: ReadIntegers
): [Int32Array, Int32Array] {
  // scipy 1.13 and later keeps (row, col) together in `coords`.
  if (Array.isArray(coords)) return [integers(coords[0], 'row indices'), integers(coords[1], 'column indices')];
  return [integers(row, 'row indices'), integers(column, 'column indices')];
}

function compressedIndices(layout: 'csr' | 'csc', pointers: Int32Array, indices: Int32Array): [Int32Array, Int32Array] {
  const major = new Int32Array(indices.length);
  for (let line = 0; line + 1 < pointers.length; line++) major.fill(line, pointers[line], pointers[line + 1]);
  return layout === 'csr' ? [major, indices] : [indices, major];
}

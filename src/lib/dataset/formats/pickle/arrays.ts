// From pickled numpy arrays to typed arrays; scipy's matrices are in sparse.ts. Numbers are converted one by one from the file's own bytes, so a
// file of 135 MB of float64 becomes float32 with no third copy.
import { appError } from '#lib/errors/app-error';
import { readNumber } from './allowed';
import { describeValue, NdArray, type PickleValue } from './values';

/** An array of numbers. @throws AppError dataset/… */
export function arrayOf(value: PickleValue | undefined, expected: string, file: string): NdArray {
  if (value instanceof NdArray && value.objects === null && value.dtype.kind !== 'O') {
    const count = value.shape.reduce((a, b) => a * b, 1);
    if (count * value.dtype.size === value.data.byteLength) return value;
    throw appError('dataset/not-a-pickle', { reason: 'an array is shorter than its shape says' }, { file });
  }
  throw appError('dataset/pickle-content', { expected, found: describeValue(value) }, { file });
}

/** Each number of an array, in the order of its bytes. */
export function numbersOf(array: NdArray, visit: (value: number, at: number) => void): void {
  const { data, dtype, shape } = array;
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

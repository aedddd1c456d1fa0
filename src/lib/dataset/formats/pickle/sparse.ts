// Pairs of a matrix of users × items, in whatever layout scipy or numpy keeps it. As the official code reads it, which asks for
// `matrix != 0`: entries at one place are added up, and what is zero then is no interaction; any other value is one.
import { appError } from '#lib/errors/app-error';
import type { InteractionList } from '../../types';
import { arrayOf, numbersOf } from './arrays';
import { describeValue, NdArray, SparseObject, type PickleValue } from './values';

export interface SparsePairs {
  readonly userCount: number;
  readonly itemCount: number;
  /** Each once, in the order user, item. */
  readonly pairs: InteractionList;
  /** Entries that gave no pair of their own: zeros that are stored, and those at a place that had one. */
  readonly zeros: number;
  readonly repeated: number;
}

/** Entries as they are stored. */
interface Entries {
  readonly rows: ArrayLike<number>;
  readonly columns: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** @throws AppError dataset/not-a-pickle, dataset/pickle-content */
export function sparsePairs(value: PickleValue, file: string): SparsePairs {
  const content = (expected: string, found: PickleValue | undefined) =>
    appError('dataset/pickle-content', { expected, found: describeValue(found) }, { file });
  const broken = (reason: string) => appError('dataset/not-a-pickle', { reason }, { file });
  if (!(value instanceof SparseObject) && !(value instanceof NdArray))
    throw content('a sparse matrix of users and items', value);
  const shape = value instanceof NdArray ? value.shape : shapeOf(value);
  const [userCount, itemCount] = shape ?? [];
  if (userCount === undefined || itemCount === undefined || shape?.length !== 2)
    throw content('a matrix of two dimensions', value);
  const entries = value instanceof NdArray ? denseEntries(value, file) : entriesOf(value, file, content);
  if (entries.rows.length !== entries.values.length || entries.columns.length !== entries.values.length)
    throw broken('a matrix has more values than places, or fewer');
  for (let at = 0; at < entries.values.length; at++) {
    const [row = -1, column = -1] = [entries.rows[at], entries.columns[at]];
    if (!(row >= 0 && row < userCount && column >= 0 && column < itemCount))
      throw broken('a matrix has entries outside its shape');
  }
  return { userCount, itemCount, ...summed(entries, itemCount) };
}

function shapeOf({ attributes }: SparseObject): readonly number[] | null {
  const shape = attributes.get('_shape') ?? attributes.get('shape');
  return Array.isArray(shape) && shape.every((size) => typeof size === 'number') ? shape.map(Number) : null;
}

/** In the order of places, entries at one place added up, zeros left out. */
function summed(
  { rows, columns, values }: Entries,
  itemCount: number
): Pick<SparsePairs, 'pairs' | 'zeros' | 'repeated'> {
  const place = (at: number): number => (rows[at] ?? 0) * itemCount + (columns[at] ?? 0);
  const order = Int32Array.from({ length: values.length }, (_, at) => at);
  if (order.some((at) => at > 0 && place(at) <= place(at - 1))) order.sort((a, b) => place(a) - place(b));
  const users: number[] = [];
  const items: number[] = [];
  let [zeros, repeated] = [0, 0];
  for (let first = 0; first < order.length;) {
    const here = place(order[first] ?? 0);
    let sum = 0;
    let next = first;
    for (; next < order.length && place(order[next] ?? 0) === here; next++) sum += values[order[next] ?? 0] ?? 0;
    repeated += next - first - 1;
    first = next;
    if (sum === 0) zeros++;
    else {
      users.push(Math.floor(here / itemCount));
      items.push(here % itemCount);
    }
  }
  return { pairs: { users: Int32Array.from(users), items: Int32Array.from(items) }, zeros, repeated };
}

/** So large an array is held to be what a matrix of clicks is: wide, and mostly zeros. */
const LARGE = 200;

/** An array with every entry written out. Pairs below one another, and vectors, are none. */
function denseEntries(array: NdArray, file: string): Entries {
  const [rowCount = 0, columnCount = 0] = array.shape;
  const refused = (found: string) =>
    appError(
      'dataset/pickle-content',
      { expected: 'a matrix with a row for each user and a column for each item', found },
      { file }
    );
  if (rowCount > LARGE && columnCount <= 4)
    throw refused(`${rowCount} rows of ${columnCount} numbers, as pairs are written,`);
  const [rows, columns, values]: [number[], number[], number[]] = [[], [], []];
  numbersOf(arrayOf(array, 'a matrix of numbers', file), (number, at) => {
    if (number === 0) return;
    // Fortran order: element `at` stands in column floor(at / rows), row at % rows.
    rows.push(array.fortranOrder ? at % rowCount : Math.floor(at / columnCount));
    columns.push(array.fortranOrder ? Math.floor(at / rowCount) : at % columnCount);
    values.push(number);
  });
  if (rowCount * columnCount > LARGE && values.length > 0.5 * rowCount * columnCount)
    throw refused('an array of numbers that mostly are not zero');
  return { rows, columns, values };
}

type Content = (expected: string, found: PickleValue | undefined) => Error;

function entriesOf(matrix: SparseObject, file: string, content: Content): Entries {
  const get = (name: string): PickleValue | undefined => matrix.attributes.get(name);
  const numbers = (name: string, what: string): Float64Array => {
    const array = arrayOf(get(name), what, file);
    const out = new Float64Array(array.shape.reduce((a, b) => a * b, 1));
    numbersOf(array, (number, at) => (out[at] = number));
    return out;
  };
  const values = (): Float64Array => numbers('data', 'the values of a matrix');
  switch (matrix.layout) {
    case 'coo': {
      // scipy 1.13 and later keeps (row, col) together in `coords`.
      const coords = get('coords');
      if (!Array.isArray(coords))
        return { rows: numbers('row', 'row indices'), columns: numbers('col', 'column indices'), values: values() };
      const axis = (at: number): Float64Array => {
        const array = arrayOf(coords[at], 'indices', file);
        const out = new Float64Array(array.shape[0] ?? 0);
        numbersOf(array, (number, place) => (out[place] = number));
        return out;
      };
      return { rows: axis(0), columns: axis(1), values: values() };
    }
    case 'csr':
    case 'csc': {
      const minor = numbers('indices', 'indices');
      const major = majorOf(numbers('indptr', 'row pointers'), minor.length);
      return matrix.layout === 'csr'
        ? { rows: major, columns: minor, values: values() }
        : { rows: minor, columns: major, values: values() };
    }
    case 'bsr':
      return blockEntries(
        numbers('indptr', 'row pointers'),
        numbers('indices', 'indices'),
        values(),
        arrayOf(get('data'), 'blocks', file)
      );
    case 'dia':
      return diagonalEntries(
        numbers('offsets', 'offsets'),
        values(),
        arrayOf(get('data'), 'diagonals', file),
        shapeOf(matrix) ?? []
      );
    case 'lil':
      return listEntries(get('rows'), get('data'), content);
    case 'dok':
      return dictEntries(get('_dict') ?? matrix.items, content);
  }
}

/** The line of each entry of a compressed matrix. */
function majorOf(pointers: Float64Array, count: number): Int32Array {
  const major = new Int32Array(count);
  for (let line = 0; line + 1 < pointers.length; line++) major.fill(line, pointers[line], pointers[line + 1]);
  return major;
}

function blockEntries(pointers: Float64Array, indices: Float64Array, data: Float64Array, { shape }: NdArray): Entries {
  const [, height = 1, width = 1] = shape;
  const major = majorOf(pointers, indices.length);
  const block = (at: number): number => Math.floor(at / (height * width));
  return {
    rows: Float64Array.from(data, (_, at) => (major[block(at)] ?? 0) * height + (Math.floor(at / width) % height)),
    columns: Float64Array.from(data, (_, at) => (indices[block(at)] ?? 0) * width + (at % width)),
    values: data
  };
}

/** Diagonals as lines, each value in its column; what lies outside the matrix is filling. */
function diagonalEntries(
  offsets: Float64Array,
  data: Float64Array,
  { shape }: NdArray,
  [rowCount = 0, columnCount = 0]: readonly number[]
): Entries {
  const [, length = 0] = shape;
  const [rows, columns, values]: [number[], number[], number[]] = [[], [], []];
  data.forEach((value, at) => {
    const column = at % length;
    const row = column - (offsets[Math.floor(at / length)] ?? 0);
    if (row < 0 || row >= rowCount || column >= columnCount) return;
    rows.push(row);
    columns.push(column);
    values.push(value);
  });
  return { rows, columns, values };
}

/** A list of columns and a list of values for each row. */
function listEntries(
  columnLists: PickleValue | undefined,
  valueLists: PickleValue | undefined,
  content: Content
): Entries {
  if (!(columnLists instanceof NdArray) || !(valueLists instanceof NdArray))
    throw content('lists of columns and values', columnLists);
  const [rows, columns, values]: [number[], number[], number[]] = [[], [], []];
  columnLists.objects?.forEach((list, row) => {
    const own = valueLists.objects?.[row];
    if (!Array.isArray(list) || !Array.isArray(own) || own.length !== list.length)
      throw content('a list of values for each row', own);
    list.forEach((column, at) => {
      rows.push(row);
      columns.push(Number(column));
      values.push(Number(own[at]));
    });
  });
  return { rows, columns, values };
}

/** Values by (row, column). */
function dictEntries(dict: PickleValue | undefined, content: Content): Entries {
  if (!(dict instanceof Map)) throw content('a dict of entries', dict);
  const [rows, columns, values]: [number[], number[], number[]] = [[], [], []];
  for (const [place, value] of dict) {
    if (!Array.isArray(place)) throw content('entries by row and column', place);
    rows.push(Number(place[0]));
    columns.push(Number(place[1]));
    values.push(Number(value));
  }
  return { rows, columns, values };
}

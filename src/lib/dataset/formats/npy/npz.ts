// .npz files: a zip of .npy files, as scipy.sparse.save_npz and sparse.save_npz write matrices of users × items. They are no archives
// of a data set and stay closed when files are opened.
import { appError } from '#lib/errors/app-error';
import { allBytes } from '../../bytes/input-files';
import type { InputFile } from '../../bytes/types';
import { zipFiles } from '../../bytes/zip';
import { numbersOf } from '../pickle/arrays';
import { NdArray, SparseObject, type PickleValue, type SparseLayout } from '../pickle/values';
import { npyArray } from './npy';

export const isNpz = ({ path }: Pick<InputFile, 'path'>): boolean => /\.npz$/i.test(path);

const LARGEST_ARRAY = 2 ** 31 - 1;
const LAYOUTS = ['coo', 'csr', 'csc', 'dia', 'bsr'] as const satisfies readonly SparseLayout[];

/** The arrays of a file by their names. @throws AppError import/broken-zip, import/bomb, dataset/not-an-array */
async function arraysOf(file: InputFile): Promise<ReadonlyMap<string, NdArray | readonly string[]>> {
  const arrays = new Map<string, NdArray | readonly string[]>();
  for (const entry of await zipFiles(file)) {
    if (!entry.path.endsWith('.npy')) continue;
    arrays.set(
      entry.path.slice(0, -'.npy'.length),
      npyArray(await allBytes(entry, LARGEST_ARRAY), `${file.path}/${entry.path}`)
    );
  }
  return arrays;
}

/**
 * The matrix of a file, for sparsePairs: scipy's in any layout that it saves, one of the package sparse, or one array written out.
 * @throws AppError import/broken-zip, import/bomb, dataset/not-an-array
 */
export async function npzMatrix(file: InputFile): Promise<PickleValue> {
  const arrays = await arraysOf(file);
  const format = arrays.get('format');
  const shape = arrays.get('shape');
  const [only, ...others] = arrays.values();
  if (only instanceof NdArray && others.length === 0 && only.shape.length === 2) return only;
  const name =
    format instanceof NdArray
      ? Array.from(format.data, (code) => String.fromCharCode(Number(code))).join('')
      : format?.[0];
  const layout = arrays.has('coords') ? 'coo' : LAYOUTS.find((known) => known === name);
  if (layout === undefined || !(shape instanceof NdArray)) {
    const found = [...arrays.keys()].slice(0, 5).join(', ');
    throw appError(
      'dataset/not-an-array',
      { reason: `it holds the arrays ${found}, and no matrix of scipy` },
      { file: file.path }
    );
  }
  const matrix = new SparseObject(layout);
  const attributes = new Map<PickleValue, PickleValue>([['_shape', integersOf(shape)]]);
  for (const [key, array] of arrays) if (array instanceof NdArray && key !== 'shape') attributes.set(key, array);
  const coords = arrays.get('coords');
  if (coords instanceof NdArray) attributes.set('coords', rowsOf(coords));
  matrix.attributes = attributes;
  return matrix;
}

function integersOf(array: NdArray): number[] {
  const integers: number[] = [];
  numbersOf(array, (number) => integers.push(number));
  return integers;
}

/** The rows of an array of two dimensions as arrays of their own. */
function rowsOf(array: NdArray): NdArray[] {
  const [count = 0, length = 0] = array.shape;
  return Array.from({ length: count }, (_, row) => {
    const own = new NdArray();
    own.dtype = array.dtype;
    own.shape = [length];
    own.data = array.data.subarray(row * length * array.dtype.size, (row + 1) * length * array.dtype.size);
    return own;
  });
}

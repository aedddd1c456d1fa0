// A file of one matrix, .npy or a pickled array, as float32.
import { allBytes } from '../bytes/input-files';
import type { InputFile } from '../bytes/types';
import { readNpy } from '../formats/npy/npy';
import { floatMatrix, type Matrix } from '../formats/pickle/arrays';
import { readPickle } from '../formats/pickle/pickle';
import { LARGEST_WHOLE } from '../sources/source';

export const isJsonLines = ({ path }: Pick<InputFile, 'path'>): boolean => /\.jsonl(\.gz)?$/i.test(path);

/** @throws AppError dataset/not-an-array, dataset/not-a-pickle, dataset/pickle-content, import/too-large */
export async function readMatrixFile(file: InputFile): Promise<Matrix> {
  const bytes = await allBytes(file, LARGEST_WHOLE);
  return /\.npy$/i.test(file.path) ? readNpy(bytes, file.path) : floatMatrix(readPickle(bytes, file.path), file.path);
}

// Which files of a folder are its matrices of users × items: trn_mat.pkl and its kin, as this laboratory's other repositories name them
// (train_mat.pkl, trnMat.pkl, train.npz …). Parts are told by the words of their names (detect/parts.ts); the rest of the names of one
// split is the same.
import { largest } from '#lib/elementary/extent';
import { AppError, appError } from '#lib/errors/app-error';
import { firstBytes } from '../../bytes/input-files';
import type { InputFile } from '../../bytes/types';
import { zipFiles } from '../../bytes/zip';
import { partOfFile, stemOf, type Part } from '../../detect/parts';
import type { FileSource } from '../../sources/source';
import type { SplitName } from '../../types';
import { isNpz } from '../npy/npz';

/** By part; training is always there. Without the others the folder brings no split of its own. */
export type MatrixFiles = Readonly<Partial<Record<SplitName, string>>> & { readonly train: string };

const OFFICIAL: Readonly<Record<SplitName, string>> = { train: 'trn_mat.pkl', val: 'val_mat.pkl', test: 'tst_mat.pkl' };
const PARTS: Readonly<Record<Part, SplitName>> = { 0: 'train', 1: 'val', 2: 'test' };

const MATRIX = /\.(pkl|pickle|npz)$/i;
/** Vectors, profiles and mapper files, which lie beside matrices. */
const NO_MATRIX = /emb|vec|feat|prf|prof|_map/i;
const PART_OF_ROWS = /\.(csv|tsv|txt|dat|inter|jsonl?)(\.gz)?$/i;
/** What may hold interactions row by row: a single matrix beside such files is something else of them. */
const TABLE = /\.(csv|tsv|txt|dat|data|inter|parquet)(\.gz)?$/i;

const nameOf = (path: string): string => path.split('/').at(-1) ?? '';
const withoutEnding = (path: string): string => path.replace(MATRIX, '');
const folderOf = (path: string): string => path.slice(0, path.length - nameOf(path).length);

/**
 * null where there are none.
 * @throws AppError import/several-matrices where several files could be the training part
 */
export async function matrixFiles(source: FileSource): Promise<MatrixFiles | null> {
  if (await source.has(OFFICIAL.train)) {
    const [val, test] = await Promise.all([source.has(OFFICIAL.val), source.has(OFFICIAL.test)]);
    return { train: OFFICIAL.train, ...(val ? { val: OFFICIAL.val } : {}), ...(test ? { test: OFFICIAL.test } : {}) };
  }
  const files = (await source.list?.()) ?? [];
  const matrices: InputFile[] = [];
  for (const file of files) {
    if (mayBeMatrix(file.path) && (await isMatrix(file))) matrices.push(file);
  }
  const training = matrices.filter(({ path }) => partOfFile(path) === 0);
  if (training.length > 0) {
    const family = familyOf(training, matrices);
    // MMSSL and LLMRec: the training matrix once more beside lists of all parts.
    const isElsewhere = files.some(({ path }) => PART_OF_ROWS.test(path) && (partOfFile(path) ?? 0) > 0);
    return family.val === undefined && family.test === undefined && isElsewhere ? null : family;
  }
  const [only, ...others] = matrices;
  return only && others.length === 0 && !files.some(({ path }) => TABLE.test(path)) ? { train: only.path } : null;
}

/** Some repositories leave the ending out: "trn_mat". */
const mayBeMatrix = (path: string): boolean => {
  const name = nameOf(path);
  const fits = MATRIX.test(name) || (!name.includes('.') && partOfFile(path) !== undefined);
  return fits && !NO_MATRIX.test(name);
};

const stem = (path: string): string => stemOf(withoutEnding(path));

/** The training matrix that others go with. */
function familyOf(training: readonly InputFile[], matrices: readonly InputFile[]): MatrixFiles {
  const families = training.map(({ path }): MatrixFiles => {
    const kin = matrices.filter((other) => folderOf(other.path) === folderOf(path) && stem(other.path) === stem(path));
    const of = (part: Part): Partial<Record<SplitName, string>> => {
      const found = kin.find((other) => partOfFile(other.path) === part);
      return found ? { [PARTS[part]]: found.path } : {};
    };
    return { train: path, ...of(1), ...of(2) };
  });
  const most = largest(families.map((family) => Object.keys(family).length));
  const [best, ...equals] = families.filter((family) => Object.keys(family).length === most);
  if (!best || equals.length > 0)
    throw appError('import/several-matrices', { paths: training.map(({ path }) => path).join(', ') });
  return best;
}

/** Told by the first bytes: other objects are pickled too, and a .npz may hold anything. */
async function isMatrix(file: InputFile): Promise<boolean> {
  if (isNpz(file)) {
    const isPart = partOfFile(file.path) !== undefined;
    const names = await zipFiles(file).then(
      (entries) => entries.map(({ path }) => path),
      (error: unknown): string[] => {
        // A part that is damaged is no file to leave out.
        if (isPart || !(error instanceof AppError)) throw error;
        return [];
      }
    );
    // One array written out is a matrix of clicks only where a name says so.
    return (isPart && names.length === 1) || (names.includes('shape.npy') && names.includes('data.npy'));
  }
  const start = new TextDecoder('latin1').decode(await firstBytes(file, 256));
  return /scipy\.sparse|numpy\b.*\bmultiarray/s.test(start);
}

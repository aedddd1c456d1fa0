// Reader of the official RLMRec folder: trn_mat.pkl, val_mat.pkl, tst_mat.pkl (scipy matrices, users × items; matrices.ts has the names of
// its kin), and where present usr_prf.pkl, itm_prf.pkl (profiles) and usr_emb_np.pkl, itm_emb_np.pkl (semantic vectors). Ids are row
// numbers unless mapper files lie beside them (mapper.ts).
import { appError } from '#lib/errors/app-error';
import { memoryFile } from '../../bytes/input-files';
import type { ReadJob } from '../../bytes/types';
import { sha256 } from '../../stored/digest';
import { contentDigest, type FileSource } from '../../sources/source';
import { overlapError, overlapOf } from '../../split/overlap';
import { makeSplit, SPLIT_NAMES } from '../../split/split';
import type { Dataset, InteractionList, SemanticVectors, SplitName } from '../../types';
import { isNpz, npzMatrix } from '../npy/npz';
import { floatMatrix, type Matrix } from '../pickle/arrays';
import { readPickle } from '../pickle/pickle';
import { sparsePairs } from '../pickle/sparse';
import type { PickleValue } from '../pickle/values';
import type { ProfileText } from '../writer';
import { besideDigests, filesBeside, readNames } from './mapper';
import { matrixFiles, type MatrixFiles } from './matrices';
import { readProfileDict } from './profile-dict';

const VECTORS = { users: 'usr_emb_np.pkl', items: 'itm_emb_np.pkl' } as const;
const PROFILES = { users: 'usr_prf.pkl', items: 'itm_prf.pkl' } as const;
const PART_WORDS: Readonly<Record<SplitName, string>> = { train: 'training', val: 'validation', test: 'test' };

export const isOfficialFolder = async (source: FileSource): Promise<boolean> => (await matrixFiles(source)) !== null;

/** Whether the folder brings all three parts of a split. */
export async function hasWholeSplit(source: FileSource): Promise<boolean> {
  const files = await matrixFiles(source);
  return files?.val !== undefined && files.test !== undefined;
}

async function presentFiles(source: FileSource, matrices: MatrixFiles): Promise<readonly string[]> {
  const optional = [VECTORS.users, VECTORS.items, PROFILES.users, PROFILES.items];
  const present = await Promise.all(optional.map((path) => source.has(path)));
  const parts = SPLIT_NAMES.flatMap((part) => matrices[part] ?? []);
  return [...parts, ...optional.filter((_, at) => present[at])];
}

async function matricesOf(source: FileSource): Promise<MatrixFiles> {
  const files = await matrixFiles(source);
  if (!files) throw appError('dataset/unknown-format', { source: source.name });
  return files;
}

/** Of the folder's own files, and of mapper files and metadata where they lie beside them. */
export async function officialDigest(source: FileSource, job: ReadJob = {}): Promise<string> {
  const own = await contentDigest(source, await presentFiles(source, await matricesOf(source)));
  const beside = await besideDigests(await filesBeside(source), job);
  return beside.length === 0 ? own : sha256([own, ...beside].join('\n'));
}

/**
 * The folder as a data set with a split of its own.
 * @throws AppError dataset/…, import/… naming the file; where a part is missing or parts overlap too
 */
export async function readOfficialFolder(source: FileSource, name: string, job: ReadJob = {}): Promise<Dataset> {
  const files = await matricesOf(source);
  for (const [part, path] of [
    ['val', 'val_mat.pkl'],
    ['test', 'tst_mat.pkl']
  ] as const) {
    if (files[part] === undefined) throw appError('dataset/missing-file', { path, source: source.name });
  }
  const dataset = await readOfficialParts(source, name, job);
  checkOverlap(dataset, files);
  return dataset;
}

/**
 * The same where preparation follows, which splits: a part that no file brings is empty, and parts may overlap.
 * @throws AppError dataset/…, import/… naming the file
 */
export async function readOfficialParts(source: FileSource, name: string, job: ReadJob = {}): Promise<Dataset> {
  const load = async (path: string): Promise<PickleValue> => {
    const bytes = await source.read(path);
    return isNpz({ path }) ? npzMatrix(memoryFile(path, Uint8Array.from(bytes))) : readPickle(bytes, path);
  };
  const files = await matricesOf(source);
  const { userCount, itemCount, pairs, remarks } = await readParts(files, load);
  const split = await makeSplit(userCount, itemCount, pairs);

  const present = await presentFiles(source, files);
  const both = (files: { users: string; items: string }): boolean =>
    present.includes(files.users) && present.includes(files.items);
  const vectors = both(VECTORS) ? await readVectors(load, userCount, itemCount) : undefined;
  const profiles = both(PROFILES)
    ? broughtProfiles(
        readProfileDict(await load(PROFILES.users), { node: 'user', count: userCount }, PROFILES.users),
        readProfileDict(await load(PROFILES.items), { node: 'item', count: itemCount }, PROFILES.items)
      )
    : undefined;
  const names = await readNames(await filesBeside(source), { users: userCount, items: itemCount }, job);
  return {
    name,
    provenance: {
      title: name,
      description: `A folder in the format of the official RLMRec code.${remarks}${names.provenance}`,
      synthetic: false,
      source: source.name
    },
    userCount,
    itemCount,
    userIds: names.userIds ?? Array.from({ length: userCount }, (_, id) => String(id)),
    itemIds: names.itemIds ?? Array.from({ length: itemCount }, (_, id) => String(id)),
    split,
    itemTexts: names.itemTexts,
    vectors,
    profiles
  };
}

function shapeError(what: string, expected: string, found: string, file: string) {
  return appError('dataset/shape-mismatch', { what, expected, found }, { file });
}

interface Parts {
  readonly userCount: number;
  readonly itemCount: number;
  readonly pairs: Readonly<Record<SplitName, InteractionList>>;
  /** What became of entries that are no pair of their own, in sentences. */
  readonly remarks: string;
}

/** @throws AppError dataset/… where matrices have other shapes, or nothing in them */
async function readParts(files: MatrixFiles, load: (path: string) => Promise<PickleValue>): Promise<Parts> {
  const train = sparsePairs(await load(files.train), files.train);
  const { userCount, itemCount } = train;
  const none = { users: new Int32Array(0), items: new Int32Array(0) };
  const pairs: Record<SplitName, InteractionList> = { train: train.pairs, val: none, test: none };
  const remarks: string[] = [];
  for (const part of SPLIT_NAMES) {
    const path = files[part];
    if (path === undefined) continue;
    const matrix = part === 'train' ? train : sparsePairs(await load(path), path);
    if (matrix.userCount !== userCount || matrix.itemCount !== itemCount) {
      throw shapeError('The matrix', `${userCount} × ${itemCount}`, `${matrix.userCount} × ${matrix.itemCount}`, path);
    }
    if (matrix.pairs.users.length === 0)
      throw appError('dataset/empty-part', { part: PART_WORDS[part] }, { file: path });
    pairs[part] = matrix.pairs;
    if (matrix.zeros > 0) remarks.push(` ${matrix.zeros} zeros that ${path} stores are no interactions.`);
    if (matrix.repeated > 0) remarks.push(` ${matrix.repeated} entries of ${path} repeat a pair and count once.`);
  }
  return { userCount, itemCount, pairs, remarks: remarks.join('') };
}

/** No pair lies in two parts. */
function checkOverlap({ split, itemCount, userIds, itemIds }: Dataset, files: MatrixFiles): void {
  const joined = (of: (list: InteractionList) => Int32Array): Int32Array =>
    Int32Array.from(SPLIT_NAMES.flatMap((part) => [...of(split[part])]));
  const list = { users: joined(({ users }) => users), items: joined(({ items }) => items) };
  const parts = Uint8Array.from(
    SPLIT_NAMES.flatMap((part, at) => new Array<number>(split[part].users.length).fill(at))
  );
  const overlap = overlapOf(list, itemCount, parts);
  if (!overlap) return;
  const { row } = overlap.first;
  const ids = { user: userIds[list.users[row] ?? 0] ?? '', item: itemIds[list.items[row] ?? 0] ?? '' };
  throw overlapError(overlap, parts, ids, files[SPLIT_NAMES[parts[row] ?? 0] ?? 'train']);
}

async function readVectors(
  load: (path: string) => Promise<PickleValue>,
  userCount: number,
  itemCount: number
): Promise<SemanticVectors> {
  // One after the other: the bytes of the first are free before the second is read.
  const users = checkedVectors(
    floatMatrix(await load(VECTORS.users), VECTORS.users),
    userCount,
    'users',
    VECTORS.users
  );
  const items = checkedVectors(
    floatMatrix(await load(VECTORS.items), VECTORS.items),
    itemCount,
    'items',
    VECTORS.items
  );
  if (users.columns !== items.columns) {
    throw shapeError('The item vectors', `${users.columns} dimensions`, `${items.columns}`, VECTORS.items);
  }
  return {
    dimensions: users.columns,
    users: users.values,
    items: items.values,
    userPresent: new Uint8Array(userCount).fill(1),
    itemPresent: new Uint8Array(itemCount).fill(1)
  };
}

function checkedVectors(matrix: Matrix, expected: number, what: string, file: string): Matrix {
  if (matrix.rows !== expected)
    throw shapeError(`The file of ${what} vectors`, `${expected} ${what}`, `${matrix.rows} rows`, file);
  const bad = matrix.values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw appError(
      'dataset/not-finite',
      {
        what: `The file of ${what} vectors`,
        row: Math.floor(bad / matrix.columns),
        column: bad % matrix.columns,
        value: String(matrix.values[bad])
      },
      { file }
    );
  }
  return matrix;
}

function broughtProfiles(
  users: readonly ProfileText[],
  items: readonly ProfileText[]
): NonNullable<Dataset['profiles']> {
  const texts = (profiles: readonly ProfileText[]) => profiles.map(({ text }) => text);
  const reasons = (profiles: readonly ProfileText[]) => profiles.map(({ reasoning }) => reasoning);
  return { users: texts(users), items: texts(items), reasons: { users: reasons(users), items: reasons(items) } };
}

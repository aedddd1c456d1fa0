// Reader of the official RLMRec folder: trn_mat.pkl, val_mat.pkl, tst_mat.pkl (scipy matrices, users × items), and where
// present usr_prf.pkl, itm_prf.pkl (profiles) and usr_emb_np.pkl, itm_emb_np.pkl (semantic vectors). Ids are row numbers unless
// mapper files lie beside them (mapper.ts).
import { appError } from '#lib/errors/app-error';
import type { ReadJob } from '../../bytes/types';
import { sha256 } from '../../digest';
import { contentDigest, type FileSource } from '../../source';
import { makeSplit, SPLIT_NAMES } from '../../split/split';
import type { Dataset, InteractionList, SemanticVectors, SplitName } from '../../types';
import { floatMatrix, type Matrix } from '../pickle/arrays';
import { readPickle } from '../pickle/pickle';
import { sparsePairs } from '../pickle/sparse';
import type { PickleValue } from '../pickle/values';
import type { ProfileText } from '../writer';
import { besideDigests, filesBeside, readNames } from './mapper';
import { readProfileDict } from './profile-dict';

const MATRICES: Readonly<Record<SplitName, string>> = { train: 'trn_mat.pkl', val: 'val_mat.pkl', test: 'tst_mat.pkl' };
const VECTORS = { users: 'usr_emb_np.pkl', items: 'itm_emb_np.pkl' } as const;
const PROFILES = { users: 'usr_prf.pkl', items: 'itm_prf.pkl' } as const;
const PART_WORDS: Readonly<Record<SplitName, string>> = { train: 'training', val: 'validation', test: 'test' };

export const isOfficialFolder = (source: FileSource): Promise<boolean> => source.has(MATRICES.train);

async function presentFiles(source: FileSource): Promise<readonly string[]> {
  const optional = [VECTORS.users, VECTORS.items, PROFILES.users, PROFILES.items];
  const present = await Promise.all(optional.map((path) => source.has(path)));
  return [...Object.values(MATRICES), ...optional.filter((_, at) => present[at])];
}

/** Of the folder's own files, and of mapper files and metadata where they lie beside them. */
export async function officialDigest(source: FileSource, job: ReadJob = {}): Promise<string> {
  const own = await contentDigest(source, await presentFiles(source));
  const beside = await besideDigests(await filesBeside(source), job);
  return beside.length === 0 ? own : sha256([own, ...beside].join('\n'));
}

/** @throws AppError dataset/…, import/… naming the file */
export async function readOfficialFolder(source: FileSource, name: string, job: ReadJob = {}): Promise<Dataset> {
  const load = async (path: string): Promise<PickleValue> => readPickle(await source.read(path), path);
  const matrices: Partial<Record<SplitName, ReturnType<typeof sparsePairs>>> = {};
  for (const part of SPLIT_NAMES) matrices[part] = sparsePairs(await load(MATRICES[part]), MATRICES[part]);
  const { train, val, test } = matrices;
  if (!train || !val || !test) throw new Error('Three matrices were read');
  const { userCount, itemCount } = train;
  for (const [part, matrix] of [
    ['val', val],
    ['test', test]
  ] as const) {
    if (matrix.userCount !== userCount || matrix.itemCount !== itemCount) {
      throw shapeError(
        'The matrix',
        `${userCount} × ${itemCount}`,
        `${matrix.userCount} × ${matrix.itemCount}`,
        MATRICES[part]
      );
    }
  }
  const parts = { train: train.pairs, val: val.pairs, test: test.pairs };
  checkParts(parts, itemCount);
  const split = await makeSplit(userCount, itemCount, parts);

  const present = await presentFiles(source);
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
      description: `A folder in the format of the official RLMRec code.${names.provenance}`,
      synthetic: false,
      source: source.name
    },
    userCount,
    itemCount,
    userIds: names.userIds ?? Array.from({ length: userCount }, (_, id) => String(id)),
    itemIds: names.itemIds ?? Array.from({ length: itemCount }, (_, id) => String(id)),
    split,
    ...(names.itemTexts ? { itemTexts: names.itemTexts } : {}),
    ...(vectors ? { vectors } : {}),
    ...(profiles ? { profiles } : {})
  };
}

function shapeError(what: string, expected: string, found: string, file: string) {
  return appError('dataset/shape-mismatch', { what, expected, found }, { file });
}

/** No part is empty, and no pair lies in two parts. */
function checkParts(parts: Readonly<Record<SplitName, InteractionList>>, itemCount: number): void {
  const seen = new Map<number, SplitName>();
  for (const part of SPLIT_NAMES) {
    const { users, items } = parts[part];
    if (users.length === 0) throw appError('dataset/empty-part', { part: PART_WORDS[part] }, { file: MATRICES[part] });
    users.forEach((user, at) => {
      const item = items[at] ?? 0;
      const pair = user * itemCount + item;
      const first = seen.get(pair);
      if (first && first !== part) {
        const details = { user: String(user), item: String(item), first: PART_WORDS[first], second: PART_WORDS[part] };
        throw appError('dataset/overlapping-split', details, { file: MATRICES[part] });
      }
      seen.set(pair, part);
    });
  }
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

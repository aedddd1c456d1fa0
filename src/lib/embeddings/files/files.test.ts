// Vectors from files: every form gives the same vectors, and what is wrong is named with its place.
import { describe, expect, it } from 'vitest';
import '#lib/errors/all';
import { joinBytes } from '#lib/dataset/bytes/join';
import { writeNpy } from '#lib/dataset/formats/npy/npy';
import { writePickle } from '#lib/dataset/formats/pickle/write';
import { memorySource } from '#lib/dataset/sources/source';
import { nodeFilesDigest } from '#lib/dataset/attached/node-files';
import { inputsSource } from '#lib/dataset/sources/source';
import { memoryFile } from '#lib/dataset/bytes/input-files';
import { encoder } from '../registry';
import { vectorsFromFiles } from './files';

const ids = { name: 'shore', userIds: ['u "1"', 'ü,2'], itemIds: ['__proto__', 'b', 'c'] };
const USERS = Float32Array.of(1, 2, 3, 4);
const ITEMS = Float32Array.of(5, 6, 7, 8, 9, 10);
const pickled = (values: Float32Array, rows: number): Uint8Array<ArrayBuffer> =>
  joinBytes([...writePickle({ array: values, shape: [rows, 2] })]);
const lines = (...records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');
const folder = (files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>) =>
  inputsSource(
    'mine',
    Object.entries(files).map(([path, content]) => memoryFile(path, content))
  );
const read = (files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>) =>
  vectorsFromFiles(ids, folder(files));

const ALL_LINES = lines(
  { node: 'item', id: 'c', vector: [9, 10] },
  { node: 'user', id: 'ü,2', embedding: [3, 4] },
  { node: 'item', id: '__proto__', vector: [5, 6] },
  { user_id: 'u "1"', vector: [1, 2] },
  { item_id: 'b', vector: [7, 8] }
);

describe('vectors from files', () => {
  it.each([
    ['.npy', { 'user_vectors.npy': writeNpy(USERS, [2, 2]), 'item_vectors.npy': writeNpy(ITEMS, [3, 2]) }],
    ['the official pickles', { 'usr_emb_np.pkl': pickled(USERS, 2), 'itm_emb_np.pkl': pickled(ITEMS, 3) }],
    ['one of each', { 'usr_emb_np.pkl': pickled(USERS, 2), 'items.npy': writeNpy(ITEMS, [3, 2]) }],
    ['JSON lines for both, in any order', { 'vectors.jsonl': ALL_LINES }],
    [
      'JSON lines apart',
      {
        'users.jsonl': lines({ id: 'ü,2', vector: [3, 4] }, { id: 'u "1"', vector: [1, 2] }),
        'items.jsonl': lines(...['__proto__', 'b', 'c'].map((id, at) => ({ id, vector: [5 + 2 * at, 6 + 2 * at] })))
      }
    ]
  ])('are the same from %s', async (_, files) => {
    const { vectors, provenance } = await read(files);
    expect(vectors).toEqual({
      dimensions: 2,
      users: USERS,
      items: ITEMS,
      userPresent: Uint8Array.of(1, 1),
      itemPresent: Uint8Array.of(1, 1, 1)
    });
    expect(provenance).toMatchObject({ encoder: 'files', facts: {} });
  });

  it('are found among the other files of an official folder', async () => {
    const others = {
      'trn_mat.pkl': new Uint8Array(3),
      'usr_prf.pkl': new Uint8Array(3),
      'itm_prf.pkl': new Uint8Array(3)
    };
    const { vectors } = await read({
      ...others,
      'usr_emb_np.pkl': pickled(USERS, 2),
      'itm_emb_np.pkl': pickled(ITEMS, 3)
    });
    expect(vectors.users).toEqual(USERS);
  });

  it('leave out whom JSON lines do not name, and say which ids nobody has', async () => {
    const { vectors, provenance } = await read({
      'vectors.jsonl': lines(
        { node: 'item', id: 'b', vector: [7, 8] },
        { node: 'item', id: 'elsewhere', vector: [1, 1] },
        { node: 'user', id: 'ü,2', vector: [3, 4] }
      )
    });
    expect([...vectors.userPresent]).toEqual([0, 1]);
    expect([...vectors.itemPresent]).toEqual([0, 1, 0]);
    expect(provenance.facts).toEqual({ 'ids not in the data set': '1, for example "elsewhere"' });
  });

  it('count a row of zeros as absent', async () => {
    const { vectors, provenance } = await read({
      'user.npy': writeNpy(Float32Array.of(0, 0, 3, 4), [2, 2]),
      'item.npy': writeNpy(ITEMS, [3, 2])
    });
    expect([...vectors.userPresent]).toEqual([0, 1]);
    expect(provenance.facts).toEqual({ 'rows of zeros, taken as absent': 1 });
  });

  it.each([
    ['no files of vectors', { 'notes.txt': 'hello' }, 'files/none', {}],
    ['users only', { 'users.npy': writeNpy(USERS, [2, 2]) }, 'files/none', {}],
    [
      'two files for users',
      {
        'users.npy': writeNpy(USERS, [2, 2]),
        'usr.npy': writeNpy(USERS, [2, 2]),
        'items.npy': writeNpy(ITEMS, [3, 2])
      },
      'files/several',
      {}
    ],
    [
      'too few rows',
      { 'users.npy': writeNpy(USERS, [2, 2]), 'items.npy': writeNpy(USERS, [2, 2]) },
      'files/wrong-height',
      { file: 'items.npy' }
    ],
    [
      'other widths',
      { 'users.npy': writeNpy(USERS, [2, 2]), 'items.npy': writeNpy(Float32Array.of(1, 2, 3), [3, 1]) },
      'files/other-width',
      { file: 'items.npy' }
    ],
    [
      'NaN',
      { 'users.npy': writeNpy(Float32Array.of(1, NaN, 3, 4), [2, 2]), 'items.npy': writeNpy(ITEMS, [3, 2]) },
      'embeddings/not-finite',
      {}
    ],
    [
      'a ragged line',
      { 'v.jsonl': lines({ node: 'user', id: 'ü,2', vector: [1, 2] }, { node: 'item', id: 'b', vector: [1] }) },
      'files/other-width',
      { file: 'v.jsonl', line: 2 }
    ],
    [
      'an id twice',
      { 'v.jsonl': lines({ node: 'item', id: 'b', vector: [1] }, { node: 'item', id: 'b', vector: [1] }) },
      'files/bad-line',
      { file: 'v.jsonl', line: 2 }
    ],
    ['a line about nobody', { 'v.jsonl': lines({ id: 'b', vector: [1] }) }, 'files/bad-line', { line: 1 }],
    ['a word among numbers', { 'v.jsonl': lines({ item_id: 'b', vector: [1, 'x'] }) }, 'files/bad-line', { line: 1 }],
    ['half a line', { 'v.jsonl': '{"item_id": "b", "vector": [1, 2\n' }, 'files/bad-line', { line: 1 }],
    ['ids of other data', { 'v.jsonl': lines({ node: 'item', id: 'q', vector: [1] }) }, 'files/no-known-id', {}]
  ])('are refused with %s, by name and place', async (_, files, code, where) => {
    await expect(read(files)).rejects.toMatchObject({ code, where });
  });
});

it('the digest follows what is in the vector files, and nothing else in the folder', async () => {
  const files = new Map<string, Uint8Array>([
    ['user_vectors.npy', writeNpy(USERS, [2, 2])],
    ['item_vectors.npy', writeNpy(ITEMS, [3, 2])]
  ]);
  const before = await nodeFilesDigest(memorySource('a', files), 'vectors');
  expect(await nodeFilesDigest(memorySource('another name', files), 'vectors')).toBe(before);
  expect(
    await nodeFilesDigest(memorySource('a', new Map([...files, ['README.md', new Uint8Array(9)]])), 'vectors')
  ).toBe(before);
  const changed = new Map([
    ...files,
    [
      'item_vectors.npy',
      writeNpy(
        ITEMS.map((value) => -value),
        [3, 2]
      )
    ]
  ] as const);
  expect(await nodeFilesDigest(memorySource('a', changed), 'vectors')).not.toBe(before);
});

it('the encoder "files" says so where a cell names no files', async () => {
  const entry = encoder('files');
  if (entry.reads !== 'dataset') throw new Error('this encoder reads the data set');
  await expect(entry.embed(ids, { source: 'mine' })).rejects.toMatchObject({ code: 'files/not-attached' });
});

// Matrices under the names of this laboratory's repositories, as pickles and as .npz (test/data/make-pickles.py wrote them with scipy);
// folders without a validation part, with overlapping parts, and with files that are none of theirs.
import { readFile } from 'node:fs/promises';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../bytes/input-files';
import { openSourceFiles, readData, type DataSettings } from '../../reading/read';
import { inputsSource } from '../../sources/source';
import { writeNpy } from '../npy/npy';
import type { Dataset } from '../../types';

const fixture = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  Uint8Array.from(await readFile(new URL(`../../../../../test/data/${name}`, import.meta.url)));

/** A folder from file name → fixture, or text. */
async function folder(files: Readonly<Record<string, string>>) {
  const entries = await Promise.all(
    Object.entries(files).map(async ([path, from]) =>
      memoryFile(path, /\.(pkl|npz)$/.test(from) ? await fixture(from) : from)
    )
  );
  return inputsSource('mine', entries);
}

const AS_IT_IS: DataSettings = { reading: {}, prepare: {} };

const read = async (files: Readonly<Record<string, string>>, settings: DataSettings = AS_IT_IS) =>
  readData(await folder(files), 'mine', settings);
const sizes = ({ split }: Dataset): number[] => [split.train, split.val, split.test].map(({ users }) => users.length);

describe('matrices of users × items', () => {
  it.each([
    ['SSLRec', 'train_mat.pkl', 'valid_mat.pkl', 'test_mat.pkl'],
    ['DiffMM, AdaGCL', 'trnMat.pkl', 'valMat.pkl', 'tstMat.pkl'],
    ['RLMRec with a prefix', 'yelp_trn_mat.pkl', 'yelp_val_mat.pkl', 'yelp_tst_mat.pkl'],
    ['repositories that leave the ending out', 'trn_mat', 'val_mat', 'tst_mat'],
    ['a folder below', 'data/train.pkl', 'data/dev.pkl', 'data/test.pkl']
  ])('are found by the names of %s', async (_, train, val, test) => {
    const { dataset } = await read({ [train]: 'csr.pkl', [val]: 'val.pkl', [test]: 'test.pkl' });
    expect(sizes(dataset)).toEqual([4, 1, 1]);
    expect([dataset.userCount, dataset.itemCount]).toEqual([3, 3]);
  });

  it.each(['coo', 'csr', 'csc', 'bsr', 'dia', 'dense'])('are read from a .npz that holds %s', async (layout) => {
    const { dataset } = await read({ 'trn.npz': `${layout}.npz`, 'val.pkl': 'val.pkl', 'tst.pkl': 'test.pkl' });
    expect(sizes(dataset)).toEqual([4, 1, 1]);
    expect([...dataset.split.train.items]).toEqual([0, 2, 1, 2]);
  });

  it.each(['ratings.npz', 'train.npz', 'matrix.npz'])('that stand alone (%s) are all interactions', async (name) => {
    // As the package "sparse" writes them: rows, then columns.
    const places = Float32Array.from({ length: 60 }, (_, at) => (at < 30 ? Math.floor(at / 5) : at % 5));
    const full = zipSync({
      'coords.npy': writeNpy(places, [2, 30]),
      'data.npy': writeNpy(new Float32Array(30).fill(1), [30]),
      'shape.npy': writeNpy(Float32Array.of(6, 5), [2])
    });
    const source = inputsSource('mine', [memoryFile(name, Uint8Array.from(full))]);
    const { dataset, preparation } = await readData(source, 'mine', AS_IT_IS);
    expect(sizes(dataset)).toEqual([18, 6, 6]);
    expect(preparation).not.toBeNull();
  });

  it('in a zip stay what they are: a .npz is no archive of a data set', async () => {
    const zip = zipSync({
      'd/trn_mat.npz': await fixture('csr.npz'),
      'd/val_mat.pkl': await fixture('val.pkl'),
      'd/tst_mat.pkl': await fixture('test.pkl')
    });
    const source = inputsSource('z', [memoryFile('z.zip', Uint8Array.from(zip))]);
    expect(sizes((await readData(source, 'z', AS_IT_IS)).dataset)).toEqual([4, 1, 1]);
  });

  it('of several that could be the training part are refused by name', async () => {
    await expect(read({ 'train_mat_buy.pkl': 'csr.pkl', 'train_mat_cart.pkl': 'csc.pkl' })).rejects.toMatchObject({
      code: 'import/several-matrices',
      message: expect.stringContaining('train_mat_buy.pkl, train_mat_cart.pkl')
    });
  });

  it('are not looked for in vectors nor beside tables', async () => {
    const table = { 'ratings.csv': 'user_id,item_id\nu,i\n' };
    const folders: readonly Readonly<Record<string, string>>[] = [
      { 'usr_emb_np.pkl': 'vectors.pkl' },
      { ...table, 'similarity.npz': 'csr.npz' },
      { ...table, 'graph.pkl': 'csr.pkl' }
    ];
    for (const files of folders) {
      expect((await openSourceFiles(await folder(files), {})).kind).toBe('rows');
    }
  });
});

it('a training matrix beside lists of all parts leaves the split to the lists', async () => {
  const source = await folder({
    train_mat: 'csr.pkl',
    'train.json': '{"0": [0, 2], "1": [1], "2": [2, 0]}',
    'val.json': '{"0": [1]}',
    'test.json': '{"1": [0]}'
  });
  expect(sizes((await readData(source, 'x', AS_IT_IS)).dataset)).toEqual([5, 1, 1]);
});

it.each([
  ['pairs below one another', [300, 2], 0],
  ['vectors', [30, 32], 0.5]
])('%s are no matrix of clicks', async (_, [rows = 0, columns = 0], value) => {
  const numbers = Float32Array.from({ length: rows * columns }, (__, at) => value || at);
  const zip = zipSync({ 'arr_0.npy': writeNpy(numbers, [rows, columns]) });
  const source = inputsSource('mine', [memoryFile('train.npz', Uint8Array.from(zip))]);
  await expect(readData(source, 'x', AS_IT_IS)).rejects.toMatchObject({
    code: 'dataset/pickle-content',
    where: { file: 'train.npz' }
  });
});

it('a damaged part is said to be damaged', async () => {
  const source = inputsSource('mine', [memoryFile('train.npz', 'PK, and no more')]);
  await expect(readData(source, 'x', AS_IT_IS)).rejects.toMatchObject({ code: 'import/broken-zip' });
});

it('an archive of other arrays says what is in it', async () => {
  await expect(read({ 'train.npz': 'other.npz' })).rejects.toMatchObject({
    code: 'dataset/not-an-array',
    message: expect.stringContaining('the arrays weights'),
    where: { file: 'train.npz' }
  });
});

describe('parts that overlap', () => {
  // Of the three test pairs one is validation's, one training's.
  const overlapping = { 'trn_mat.pkl': 'csr.pkl', 'val_mat.pkl': 'val.pkl', 'tst_mat.pkl': 'untidy-csr.pkl' };

  it('are refused with counts and the first pair', async () => {
    for (const settings of [AS_IT_IS, { reading: {}, prepare: { core: 0 } }]) {
      await expect(read(overlapping, settings)).rejects.toMatchObject({
        code: 'dataset/overlapping-split',
        message:
          'User 0 and item 1 are both in validation and in test; in all 2 of 3 test pairs lie in an earlier part too.'
      });
    }
  });

  it('lose the held-out pairs where that is asked for; users and items stay, and the step says how many', async () => {
    const { dataset, preparation } = await read(overlapping, { reading: {}, prepare: { overlap: 'drop' } });
    expect(sizes(dataset)).toEqual([4, 1, 1]);
    expect([dataset.userCount, dataset.itemCount]).toEqual([3, 3]);
    expect([[...dataset.split.test.users], [...dataset.split.test.items]]).toEqual([[1], [0]]);
    expect(preparation?.steps).toMatchObject([
      {
        step: 'overlap of the parts',
        before: { interactions: 8 },
        after: { interactions: 6 },
        detail: '2 of 3 test pairs that lie in an earlier part too dropped; training stays, then validation'
      }
    ]);
    expect(dataset.provenance.description).toContain('2 zeros that tst_mat.pkl stores are no interactions.');
    expect(dataset.provenance.description).toContain('3 entries of tst_mat.pkl repeat a pair and count once.');
  });

  it('do not matter where another split is asked for', async () => {
    const prepare = { split: 'user-random', val_share: 0.3, test_share: 0.3 } as const;
    const { dataset } = await read(overlapping, { reading: {}, prepare });
    expect(sizes(dataset).reduce((a, b) => a + b)).toBe(6);
  });

  it.each([
    ['a column', { 'x.csv': 'user,item,split\nu,i,train\nu,j,train\nv,i,valid\nv,j,test\nu,i,test\nv,i,test\n' }],
    [
      'files of RecBole',
      {
        'x.train.inter': 'user_id:token\titem_id:token\nu\ti\nu\tj\n',
        'x.valid.inter': 'user_id:token\titem_id:token\nv\ti\n',
        'x.test.inter': 'user_id:token\titem_id:token\nv\tj\nu\ti\nv\ti\n'
      }
    ]
  ])('are found in rows too: %s', async (_, files) => {
    const source = inputsSource(
      'rows',
      Object.entries(files).map(([path, text]) => memoryFile(path, text))
    );
    await expect(readData(source, 'rows', AS_IT_IS)).rejects.toMatchObject({
      code: 'dataset/overlapping-split',
      message: expect.stringContaining('2 of 3 test pairs')
    });
    const { dataset } = await readData(source, 'rows', { reading: {}, prepare: { overlap: 'drop' } });
    expect(sizes(dataset)).toEqual([2, 1, 1]);
  });
});

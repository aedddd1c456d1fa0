// The official folder, whole and broken; the real Amazon-book split where it is at hand.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { datasetDigest, readDataset } from '../../reading/read';
import { folderSource } from '../../sources/source.folder.node';
import { memorySource } from '../../sources/source';

const fixture = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(`../../../../../test/data/${name}`, import.meta.url)));

/** A folder from official file name → fixture. */
async function folder(files: Readonly<Record<string, string>>) {
  const entries = Object.entries({
    'trn_mat.pkl': 'coo-protocol4.pkl',
    'val_mat.pkl': 'val.pkl',
    'tst_mat.pkl': 'test.pkl',
    ...files
  });
  return memorySource(
    'mine',
    new Map(await Promise.all(entries.map(async ([name, from]) => [name, await fixture(from)] as const)))
  );
}

describe('an official folder', () => {
  it('is read with its vectors and profiles', async () => {
    const source = await folder({
      'usr_emb_np.pkl': 'vectors.pkl',
      'itm_emb_np.pkl': 'vectors.pkl',
      'usr_prf.pkl': 'profiles.pkl',
      'itm_prf.pkl': 'profiles.pkl'
    });
    const dataset = await readDataset(source, 'mine');
    expect([dataset.userCount, dataset.itemCount]).toEqual([3, 3]);
    expect(Array.from(dataset.split.train.users)).toEqual([0, 0, 1, 2]);
    expect(dataset.vectors?.dimensions).toBe(2);
    expect(Array.from(dataset.vectors?.users ?? [])).toEqual([0, 1, 2, 3, 4, 5]);
    expect(dataset.profiles?.users).toEqual(['likes ships', null, 'likes bees']);
  });

  it.each([
    [
      'vectors of the wrong height',
      { 'usr_emb_np.pkl': 'two-rows.pkl', 'itm_emb_np.pkl': 'vectors.pkl' },
      'dataset/shape-mismatch',
      /2 rows, the data set has 3 users/
    ],
    [
      'NaN in vectors',
      { 'usr_emb_np.pkl': 'nan.pkl', 'itm_emb_np.pkl': 'vectors.pkl' },
      'dataset/not-finite',
      /NaN in row 1, column 0/
    ],
    ['an empty test split', { 'tst_mat.pkl': 'empty.pkl' }, 'dataset/empty-part', /test part/],
    [
      'a training pair held out again',
      { 'tst_mat.pkl': 'coo-protocol4.pkl' },
      'dataset/overlapping-split',
      /User 0 and item 0/
    ],
    ['a hostile matrix', { 'val_mat.pkl': 'hostile-system.pkl' }, 'dataset/pickle-refused', /system/]
  ] as const)('with %s is refused with its place and cure', async (_, files, code, message) => {
    const reading = readDataset(await folder(files), 'mine');
    await expect(reading).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      where: { file: expect.any(String) }
    });
  });

  it('without a matrix says which one is missing', async () => {
    const source = memorySource('mine', new Map([['trn_mat.pkl', await fixture('coo-protocol4.pkl')]]));
    await expect(readDataset(source, 'mine')).rejects.toThrow(/no val_mat.pkl in mine/);
  });

  it('changes its digest with any of its files', async () => {
    const digests = await Promise.all(
      [folder({}), folder({ 'val_mat.pkl': 'test.pkl' }), folder({ 'usr_emb_np.pkl': 'vectors.pkl' })].map(
        async (source) => datasetDigest(await source)
      )
    );
    expect(new Set(digests).size).toBe(3);
  });
});

const amazon = join(process.env.RLMREC_DATASETS ?? '../shared/datasets', 'amazon-book');
describe.skipIf(!existsSync(amazon))('the real Amazon-book folder (skipped where it is not at hand)', () => {
  it('has the sizes that the paper gives', async () => {
    const dataset = await readDataset(folderSource(amazon), 'amazon-book');
    const { train, val, test } = dataset.split;
    expect([dataset.userCount, dataset.itemCount]).toEqual([11000, 9332]);
    expect([train, val, test].map(({ users }) => users.length)).toEqual([120464, 40290, 40106]);
  });
});

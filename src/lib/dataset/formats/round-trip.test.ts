// What is written is read back: by our own readers, and by Python with numpy and scipy where they are at hand.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { zipOf } from '../bytes/zip-writer';
import { columnsFromRows } from '../columns/interaction-columns';
import { readDataset } from '../reading/read';
import { memorySource } from '../sources/source';
import { folderSource } from '../sources/source.folder.node';
import { plainNodes, plainRows, readFiles } from '../testing';
import type { Dataset } from '../types';
import { writeCsv } from './delimited/write-csv';
import { writeOfficial } from './official/write-official';
import { writeOpenDataset } from './open/write-dataset';
import { writeRecbole } from './recbole/write-recbole';
import type { DataFile } from './writer';

const bytesOf = ({ chunks }: DataFile): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([...chunks].flatMap((chunk) => [...chunk]));
const filesOf = (files: readonly DataFile[]) => new Map(files.map((file) => [file.path, bytesOf(file)]));

const list = (pairs: readonly (readonly [number, number])[]) => ({
  users: Int32Array.from(pairs, ([user]) => user),
  items: Int32Array.from(pairs, ([, item]) => item)
});

/** Ids and texts that want quoting, and vectors that float32 holds exactly. */
const DATASET: Dataset = {
  name: 'odd, "set"',
  provenance: { title: 'Odd', description: 'For tests.', synthetic: true, source: 'test', generator: { seed: 3 } },
  userCount: 2,
  itemCount: 3,
  userIds: ['u,1', '__proto__'],
  itemIds: ['i"1"', 'i\t2', '=HYPERLINK("x")'],
  split: {
    train: list([
      [0, 0],
      [1, 1]
    ]),
    val: list([[0, 2]]),
    test: list([[1, 0]]),
    hash: 'of no use here'
  },
  itemTexts: [
    { title: 'One, "quoted"', description: 'Two\nlines', attributes: { shelf: 'A,B' } },
    { title: '<script>alert(1)</script>', attributes: {} },
    { title: 'Three', attributes: { year: '1999' } }
  ],
  userTexts: [{ name: 'Ann', attributes: {} }, { attributes: { city: 'Łódź' } }],
  interactionColumns: {
    train: columnsFromRows([{ rating: 4.1, timestamp: 100, review: 'Good, "very"\ngood' }, {}]),
    val: columnsFromRows([{ rating: 3 }]),
    test: columnsFromRows([{ timestamp: 1.5 }])
  },
  vectors: {
    dimensions: 2,
    users: Float32Array.of(0.5, -1.25, 3, 4),
    items: Float32Array.of(1, 2, 3, 4, 5, 6.5),
    userPresent: new Uint8Array(2).fill(1),
    itemPresent: new Uint8Array(3).fill(1)
  }
};
const PROFILES = {
  users: [
    { text: 'likes "ships"', reasoning: 'because\nof 漢字' },
    { text: null, reasoning: '' }
  ],
  items: [
    { text: 'a', reasoning: 'b' },
    { text: 'c', reasoning: 'd' },
    { text: 'e', reasoning: 'f' }
  ]
};

describe('the official folder', () => {
  const files = filesOf(writeOfficial(DATASET, { profiles: PROFILES }));

  it('comes back through our own reader: pairs, vectors, profiles', async () => {
    const back = await readDataset(memorySource('back', files), 'back');
    for (const part of ['train', 'val', 'test'] as const) expect(back.split[part]).toEqual(DATASET.split[part]);
    expect(back.vectors).toEqual(DATASET.vectors);
    expect(back.profiles).toEqual({
      users: ['likes "ships"', null],
      items: ['a', 'c', 'e'],
      reasons: { users: PROFILES.users.map(({ reasoning }) => reasoning), items: ['b', 'd', 'f'] }
    });
    expect(new TextDecoder().decode(files.get('usr_map.json'))).toBe(
      '{"uid":0,"id":"u,1"}\n{"uid":1,"id":"__proto__"}\n'
    );
  });

  it.skipIf(!hasScipy())('is loaded by Python: equal matrices, vectors and profiles (needs python3 with scipy)', () => {
    inFolder((folder) => {
      for (const [path, bytes] of files) writeFileSync(join(folder, path), bytes);
      const seen = python(
        `
import json, os, pickle, sys, warnings
warnings.simplefilter('error', DeprecationWarning)
load = lambda name: pickle.load(open(os.path.join(sys.argv[1], name), 'rb'))
mats = [load(n) for n in ('trn_mat.pkl', 'val_mat.pkl', 'tst_mat.pkl')]
vec = load('usr_emb_np.pkl')
print(json.dumps({
  'matrices': [m.toarray().tolist() for m in mats], 'format': mats[0].format, 'dtype': str(mats[0].dtype),
  'vectors': vec.tolist(), 'vectorType': str(vec.dtype), 'profiles': {str(k): v for k, v in load('usr_prf.pkl').items()}}))`,
        folder
      );
      expect(seen).toEqual({
        matrices: [
          [
            [1, 0, 0],
            [0, 1, 0]
          ],
          [
            [0, 0, 1],
            [0, 0, 0]
          ],
          [
            [0, 0, 0],
            [1, 0, 0]
          ]
        ],
        format: 'coo',
        dtype: 'float64',
        vectors: [
          [0.5, -1.25],
          [3, 4]
        ],
        vectorType: 'float32',
        profiles: {
          '0': { profile: 'likes "ships"', reasoning: 'because\nof 漢字' },
          '1': { profile: 'None', reasoning: '' }
        }
      });
    });
  });
});

const REAL = join(process.env.RLMREC_DATASETS ?? '../shared/datasets', 'amazon-book');
const hasReal = ((): boolean => {
  try {
    return readFileSync(join(REAL, 'trn_mat.pkl')).length > 0;
  } catch {
    return false;
  }
})();

it.skipIf(!hasReal || !hasScipy())(
  'the real Amazon-book pickles → here → pickles: Python finds equal matrices (needs that folder, see RLMREC_DATASETS, and scipy)',
  async () => {
    const dataset = await readDataset(folderSource(REAL), 'amazon-book');
    const vectors = {
      dimensions: 3,
      users: uniformArray({ seed: 1, stream: 127, step: 0 }, 3 * dataset.userCount),
      items: uniformArray({ seed: 1, stream: 127, step: 1 }, 3 * dataset.itemCount),
      userPresent: new Uint8Array(dataset.userCount).fill(1),
      itemPresent: new Uint8Array(dataset.itemCount).fill(1)
    };
    inFolder((folder) => {
      for (const [path, bytes] of filesOf(writeOfficial(dataset, { vectors })))
        writeFileSync(join(folder, path), bytes);
      const seen = python(
        `
import json, os, pickle, sys
load = lambda folder, name: pickle.load(open(os.path.join(folder, name), 'rb'))
print(json.dumps([[int((load(sys.argv[1], n).tocsr() != load(sys.argv[2], n).tocsr()).nnz) for n in ('trn_mat.pkl', 'val_mat.pkl', 'tst_mat.pkl')], list(load(sys.argv[1], 'itm_emb_np.pkl').shape), float(load(sys.argv[1], 'itm_emb_np.pkl')[5, 1])]))`,
        folder,
        REAL
      );
      expect(seen).toEqual([[0, 0, 0], [dataset.itemCount, 3], vectors.items[16]]);
    });
  },
  60_000
);

describe('the open format', () => {
  it('gives the bundled files back byte for byte, but for the date in the manifest', async () => {
    const folder = 'public/datasets/bookshop';
    const dataset = await readDataset(folderSource(folder), 'bookshop');
    const files = filesOf(writeOpenDataset(dataset, '2026-11-23'));
    const text = (path: string) => new TextDecoder().decode(files.get(path));
    for (const path of ['interactions.csv', 'items.jsonl', 'users.jsonl']) {
      expect(text(path) === readFileSync(join(folder, path), 'utf8'), path).toBe(true);
    }
    const { written, ...manifest } = JSON.parse(text('manifest.json'));
    expect(written).toBe('2026-11-23');
    expect(manifest).toEqual(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
    expect(text('manifest.json').replace(/,\n {2}"written": "2026-11-23"/, '')).toBe(
      readFileSync(join(folder, 'manifest.json'), 'utf8')
    );
  });

  it('comes back with quotes, line breaks and ids that are names of object fields', async () => {
    const back = await readDataset(memorySource('back', filesOf(writeOpenDataset(DATASET, '2026-11-23'))), 'back');
    expect({ ...back, split: null }).toEqual({ ...DATASET, split: null, vectors: undefined });
  });
});

it('RecBole files: typed headers, the split in three files, and read back by our own reader', async () => {
  const files = filesOf(writeRecbole(DATASET));
  const text = (path: string) => new TextDecoder().decode(files.get(path));
  expect([...files.keys()]).toEqual([
    'odd-set-.train.inter',
    'odd-set-.valid.inter',
    'odd-set-.test.inter',
    'odd-set-.item',
    'odd-set-.user'
  ]);
  expect(text('odd-set-.train.inter')).toBe(
    'user_id:token\titem_id:token\trating:float\ttimestamp:float\nu,1\ti"1"\t4.1\t100\n__proto__\ti 2\t\t\n'
  );
  const { raw } = await readFiles(Object.fromEntries(files));
  expect(plainRows(raw).find(({ part }) => part === 1)).toEqual({
    user: 'u,1',
    item: '=HYPERLINK("x")',
    rating: 3,
    part: 1
  });
  expect(plainNodes(raw.items)[0]).toEqual({
    id: 'i"1"',
    described: true,
    title: 'One, "quoted"',
    description: 'Two lines',
    attributes: { shelf: 'A,B' }
  });
});

it('CSV files are read back as a table with their split', async () => {
  const { raw } = await readFiles(Object.fromEntries(filesOf(writeCsv(DATASET))));
  expect(plainRows(raw)).toEqual([
    { user: 'u,1', item: 'i"1"', rating: Math.fround(4.1), timestamp: 100, review: 'Good, "very"\ngood', part: 0 },
    { user: 'u,1', item: '=HYPERLINK("x")', rating: 3, part: 1 },
    { user: '__proto__', item: 'i"1"', timestamp: 1.5, part: 2 },
    { user: '__proto__', item: 'i\t2', part: 0 }
  ]);
});

it('a zip of written files holds them, and is the same twice', () => {
  const zip = (): Uint8Array => Uint8Array.from([...zipOf(writeCsv(DATASET))].flatMap((chunk) => [...chunk]));
  expect(zip()).toEqual(zip());
  const files = unzipSync(zip());
  expect(Object.keys(files)).toEqual(['interactions.csv', 'items.csv', 'users.csv']);
  expect(files['users.csv']).toEqual(filesOf(writeCsv(DATASET)).get('users.csv'));
});

function hasScipy(): boolean {
  try {
    execFileSync('python3', ['-c', 'import numpy, scipy.sparse'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function python(program: string, ...args: readonly string[]): unknown {
  return JSON.parse(execFileSync('python3', ['-c', program, ...args], { encoding: 'utf8' }));
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'rlmrec-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

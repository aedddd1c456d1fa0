// Mapper files and metadata beside an official folder: who the rows are, or a message that says what is wrong.
import { readFile } from 'node:fs/promises';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../bytes/input-files';
import { datasetDigest, openSourceFiles, readDataset } from '../../reading/read';
import { inputsSource, memorySource } from '../../sources/source';

const encoded = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

/** The matrices of the fixtures have three users and three items. */
async function matrices(): Promise<[string, Uint8Array<ArrayBuffer>][]> {
  const from = { 'trn_mat.pkl': 'coo-protocol4.pkl', 'val_mat.pkl': 'val.pkl', 'tst_mat.pkl': 'test.pkl' };
  return Promise.all(
    Object.entries(from).map(async ([name, fixture]): Promise<[string, Uint8Array<ArrayBuffer>]> => [
      name,
      Uint8Array.from(await readFile(new URL(`../../../../../test/data/${fixture}`, import.meta.url)))
    ])
  );
}

type Files = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

const folder = async (files: Files) =>
  inputsSource(
    'mine',
    [...(await matrices()), ...Object.entries(files)].map(([path, content]) => memoryFile(path, content))
  );
const read = async (files: Files) => readDataset(await folder(files), 'mine');

const USERS = '{"uid": 0, "reviewerID": "A0"}\n{"uid": 2, "reviewerID": "A2"}\n{"uid": 1, "reviewerID": "__proto__"}\n';
const ITEMS = '{"iid": 0, "asin": "B0"}\n{"iid": 1, "asin": "B1"}\n{"iid": 2, "asin": "B2"}\n';

describe('an official folder with mapper files', () => {
  it('has their ids, in the order of the rows', async () => {
    const dataset = await read({ 'mapper/amazon_user.json': USERS, 'mapper/amazon_item.json': ITEMS });
    expect(dataset.userIds).toEqual(['A0', '__proto__', 'A2']);
    expect(dataset.itemIds).toEqual(['B0', 'B1', 'B2']);
    expect(dataset.itemTexts).toBeUndefined();
    expect(dataset.provenance.description).toContain('Ids of users are those of mapper/amazon_user.json.');
  });

  it('has titles and texts of the items that metadata beside it describe', async () => {
    const metadata = [
      `{'asin': 'B9', 'title': 'Not of this data set', 'price': 1}`,
      `{'asin': 'B2', 'title': "It's two", 'description': '<p>Words &amp; more</p>', 'categories': [['Books']]}`,
      `{'asin': 'B0', 'title': 'Nought', 'brand': ''}`,
      `{'asin': 'B2', 'title': 'Twice', 'brand': ''}`
    ].join('\n');
    const { itemTexts, provenance } = await read({
      'itm.json': ITEMS,
      'meta.json.gz': Uint8Array.from(gzipSync(encoded(metadata)))
    });
    expect(itemTexts).toEqual([
      { title: 'Nought', attributes: {} },
      { title: '', attributes: {} },
      { title: "It's two", description: 'Words & more', attributes: { category: 'Books' } }
    ]);
    expect(provenance.description).toContain('2 of 3 items are described by meta.json.gz.');
  });

  it.each([
    ['Yelp', 'business_id', '{"business_id":"B1","name":"Café","city":"Reno","categories":"Food"}', 'Café'],
    ['Steam', 'product_id', `{u'app_name': u'Half-Life', u'id': u'B1', u'publisher': u'Valve'}`, 'Half-Life']
  ])('has those of %s too', async (_, key, metadata, title) => {
    const dataset = await read({ 'items.json': ITEMS.replaceAll('asin', key), 'meta.json': `${metadata}\n` });
    expect(dataset.itemIds).toEqual(['B0', 'B1', 'B2']);
    expect(dataset.itemTexts?.[1]?.title).toBe(title);
  });

  it('leaves out of metadata what sums up ratings, as every format does, and says so', async () => {
    const metadata = '{"business_id":"B1","name":"Café","categories":"Food","stars":3.5,"review_count":7}\n';
    const { itemTexts, provenance } = await read({
      'items.json': ITEMS.replaceAll('asin', 'business_id'),
      'b.json': metadata
    });
    expect(itemTexts?.[1]).toEqual({ title: 'Café', attributes: { categories: 'Food' } });
    expect(provenance.description).toContain('stars (1), review_count (1)');
  });

  it('takes the mapper that fits where those of several data sets lie side by side', async () => {
    const dataset = await read({
      'amazon_item.json': `${ITEMS}{"iid": 3, "asin": "B3"}\n`,
      'steam_item.json': '{"iid": 0, "product_id": 328100}\n',
      'yelp_item.json': ITEMS.replaceAll('asin', 'business_id').replaceAll('"B', '"Y')
    });
    expect(dataset.itemIds).toEqual(['Y0', 'Y1', 'Y2']);
    expect(dataset.userIds).toEqual(['0', '1', '2']);
  });

  it('is read from a zip, one that lies in a folder too', async () => {
    const files = [...(await matrices()), ['usr_map.json', encoded(USERS)], ['itm_map.json', encoded(ITEMS)]] as const;
    const zip = Uint8Array.from(zipSync(Object.fromEntries(files.map(([path, bytes]) => [`data/${path}`, bytes]))));
    const opened = await openSourceFiles(inputsSource('mine', [memoryFile('data.zip', zip)]), {});
    expect(opened.kind).toBe('whole');
    if (opened.kind === 'whole') expect((await readDataset(opened.source, 'mine')).userIds[0]).toBe('A0');
  });

  it('is found by the names that our own writer gives where nobody can list the files', async () => {
    const files = new Map<string, Uint8Array>([...(await matrices()), ['usr_map.json', encoded(USERS)]]);
    const dataset = await readDataset(memorySource('mine', files), 'mine');
    expect([dataset.userIds[0], dataset.itemIds[0]]).toEqual(['A0', '0']);
  });

  it('leaves a row without an id its number', async () => {
    const dataset = await read({ 'u.json': USERS.replace('"A2"', '""') });
    expect(dataset.userIds).toEqual(['A0', '__proto__', '2']);
  });

  it('takes interactions and other JSON beside it for what they are not', async () => {
    const dataset = await read({ 'x.json': '{"uid": 0, "iid": 1}\n', 'y.json': '[1, 2]', 'z.json': '' });
    expect(dataset.itemIds).toEqual(['0', '1', '2']);
  });
});

describe('a mapper file is refused with its place', () => {
  it.each([
    ['of other matrices', USERS.replace('"uid": 2', '"uid": 3'), /row 3, and the matrices have 3 users/, undefined],
    ['that lacks rows', USERS.split('\n').slice(0, 2).join('\n'), /2 of the 3 users/, undefined],
    ['that names a row twice', USERS.replace('"uid": 2', '"uid": 0'), /row 0 stands twice/, 2],
    ['that gives two rows one id', USERS.replace('"A2"', '"A0"'), /rows 0 and 2 have the same id, "A0"/, 2],
    ['with a row that is no number', USERS.replace('"uid": 2', '"uid": "x"'), /its uid is no row number/, 2],
    ['with a row that has no id', USERS.replace(', "reviewerID": "A2"', ''), /no id beside its uid/, 2],
    ['with a line that is no record', USERS.replace('{"uid": 2', '"uid": 2'), /neither JSON nor a Python literal/, 2]
  ])('%s', async (_, mapper, message, line) => {
    await expect(read({ 'users.json': mapper })).rejects.toMatchObject({
      code: 'import/broken-mapper',
      message: expect.stringMatching(message),
      where: { file: 'users.json', ...(line === undefined ? {} : { line }) }
    });
  });
});

it('the digest names the mapper files and metadata, and is the old one without them', async () => {
  const digest = async (files: Files) => datasetDigest(await folder(files));
  const plain = await datasetDigest(memorySource('mine', new Map(await matrices())));
  const meta = { 'meta.json': `{'asin': 'B1', 'title': 'One'}\n` };
  expect(await digest({ 'notes.json': '{"a": 1}' })).toBe(plain);
  expect(await digest(meta)).toBe(plain);
  const digests = [
    plain,
    await digest({ 'u.json': USERS }),
    await digest({ 'u.json': USERS.replace('A0', 'A9') }),
    await digest({ 'i.json': ITEMS }),
    await digest({ 'i.json': ITEMS, ...meta })
  ];
  expect(new Set(digests).size).toBe(digests.length);
});

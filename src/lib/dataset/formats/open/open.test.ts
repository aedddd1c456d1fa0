// The open format: what is written is read back, and every broken file gets one message with file, line and cure.
import { describe, expect, it } from 'vitest';
import { ratingAt, reviewTextAt, timestampAt } from '../../columns/interaction-columns';
import { datasetDigest, readDataset } from '../../reading/read';
import { memorySource } from '../../sources/source';
import { makeTrainView } from '../../train-view';
import { csvField, parseCsv } from './csv';
import { writeOpenFormat, type OpenContent } from './write-open';

const CONTENT: OpenContent = {
  manifest: { name: 'tiny', title: 'Tiny', description: 'For tests.', synthetic: true, source: 'this test' },
  users: [{ id: 'u1', name: 'Ada' }, { id: '__proto__' }],
  items: [
    { id: 'i1', title: 'One, "quoted"', description: 'Two\nlines', attributes: { shelf: 'A' } },
    { id: 'constructor', title: '<script>alert(1)</script>' },
    { id: 'i3', title: 'Three' }
  ],
  interactions: [
    { user: 'u1', item: 'i1', rating: 5, timestamp: 100, split: 'train', review: 'Good, "very" good\nindeed' },
    { user: 'u1', item: 'constructor', split: 'val' },
    { user: 'u1', item: 'i3', rating: 2, split: 'test', review: 'zqplant' },
    { user: '__proto__', item: 'constructor', split: 'train' },
    { user: '__proto__', item: 'i3', split: 'train' }
  ]
};

const files = (change: Readonly<Record<string, string | ((text: string) => string)>> = {}) => {
  const all = new Map(writeOpenFormat(CONTENT));
  for (const [path, edit] of Object.entries(change)) {
    const before = new TextDecoder().decode(all.get(path));
    all.set(path, new TextEncoder().encode(typeof edit === 'string' ? edit : edit(before)));
  }
  return memorySource('tiny', all);
};

describe('the open format', () => {
  it('reads back what was written, ids that are names of object fields included', async () => {
    const dataset = await readDataset(files(), 'x');
    expect(dataset.name).toBe('tiny');
    expect(dataset.userIds).toEqual(['u1', '__proto__']);
    expect(dataset.itemTexts?.[0]).toEqual({
      title: 'One, "quoted"',
      description: 'Two\nlines',
      attributes: { shelf: 'A' }
    });
    expect(Array.from(dataset.split.train.users)).toEqual([0, 1, 1]);
    const { train, test } = dataset.interactionColumns ?? {};
    expect([ratingAt(train, 0), timestampAt(train, 0)]).toEqual([5, 100]);
    expect(reviewTextAt(train, 0)).toBe('Good, "very" good\nindeed');
    expect([ratingAt(train, 1), timestampAt(train, 1), reviewTextAt(train, 1)]).toEqual([
      undefined,
      undefined,
      undefined
    ]);
    expect(reviewTextAt(test, 0)).toBe('zqplant');
  });

  it('leaves out attributes that sum up ratings, and says so; those of made-up data stay', async () => {
    const items = (text: string): string => text.replace('"shelf":"A"', '"shelf":"A","average_rating":"4.5"');
    const real = files({
      'items.jsonl': items,
      'manifest.json': (text) => text.replace(/"synthetic": ?true/, '"synthetic":false')
    });
    const { itemTexts, provenance } = await readDataset(real, 'x');
    expect(itemTexts?.[0]?.attributes).toEqual({ shelf: 'A' });
    expect(provenance.description).toContain('average_rating (1)');
    const madeUp = await readDataset(files({ 'items.jsonl': items }), 'x');
    expect(madeUp.itemTexts?.[0]?.attributes).toEqual({ shelf: 'A', average_rating: '4.5' });
  });

  it('writes the same bytes twice', () => {
    expect(writeOpenFormat(CONTENT)).toEqual(writeOpenFormat(CONTENT));
  });

  it('keeps held-out reviews and pairs out of the training view', async () => {
    const view = makeTrainView(await readDataset(files(), 'x'));
    const everyReview = new TextDecoder().decode(view.trainColumns?.reviews?.blocks[0]);
    expect(everyReview).toBe('Good, "very" good\nindeed');
    expect(view.trainColumns?.reviews?.blocks).toHaveLength(1);
    expect(view.trainColumns?.reviews?.blocks[0]?.buffer.byteLength).toBe(everyReview.length);
    expect(JSON.stringify({ ...view, trainColumns: null })).not.toContain('zqplant');
    expect(view.train.users.buffer.byteLength).toBe(4 * 3);
  });

  it.each([
    [
      'a line with too few fields',
      { 'interactions.csv': (t: string) => t.replace('u1,i3,2,,test,zqplant', 'u1,i3') },
      'dataset/broken-line',
      { file: 'interactions.csv', line: 5 }
    ],
    [
      'a quote that never closes',
      { 'interactions.csv': (t: string) => `${t}u1,"i3` },
      'dataset/broken-line',
      { file: 'interactions.csv', line: 8 }
    ],
    [
      'an item that is in no table',
      { 'interactions.csv': (t: string) => t.replace('u1,i3', 'u1,i9') },
      'dataset/unknown-id',
      { file: 'interactions.csv' }
    ],
    [
      'a pair that stands twice',
      { 'interactions.csv': (t: string) => `${t}u1,i1,,,train,\n` },
      'dataset/duplicate',
      { file: 'interactions.csv', line: 8 }
    ],
    [
      'a part that is none',
      { 'interactions.csv': (t: string) => t.replace(',test,', ',held-out,') },
      'dataset/broken-line',
      { line: 5 }
    ],
    [
      'a rating that is no number',
      { 'interactions.csv': (t: string) => t.replace('i3,2,', 'i3,two,') },
      'dataset/broken-line',
      { line: 5 }
    ],
    [
      'a column nobody knows',
      { 'interactions.csv': (t: string) => t.replace('review', 'opinion') },
      'dataset/broken-line',
      { line: 1 }
    ],
    ['an empty file of interactions', { 'interactions.csv': '' }, 'dataset/broken-line', { line: 1 }],
    [
      'an empty test split',
      { 'interactions.csv': (t: string) => t.replace(',test,', ',val,') },
      'dataset/empty-part',
      { file: 'interactions.csv' }
    ],
    [
      'a line of items that is no JSON',
      { 'items.jsonl': (t: string) => t.replace('{"id":"i3"', '{id:"i3"') },
      'dataset/broken-line',
      { file: 'items.jsonl', line: 3 }
    ],
    [
      'an item without a title',
      { 'items.jsonl': (t: string) => t.replace('"title":"Three"', '"name":"Three"') },
      'dataset/broken-line',
      { file: 'items.jsonl', line: 3 }
    ],
    [
      'an id that stands twice',
      { 'users.jsonl': (t: string) => t.replace('__proto__', 'u1') },
      'dataset/duplicate',
      { file: 'users.jsonl', line: 2 }
    ],
    [
      'counts that do not match',
      { 'manifest.json': (t: string) => t.replace('"items": 3', '"items": 4') },
      'dataset/count-mismatch',
      { file: 'manifest.json' }
    ],
    [
      'a newer version',
      { 'manifest.json': (t: string) => t.replace('"version": 1', '"version": 2') },
      'dataset/unknown-version',
      { file: 'manifest.json' }
    ],
    ['a manifest that is no JSON', { 'manifest.json': '{' }, 'dataset/bad-manifest', { file: 'manifest.json' }],
    [
      'a manifest of another format',
      { 'manifest.json': '{"format":"other"}' },
      'dataset/bad-manifest',
      { file: 'manifest.json' }
    ]
  ] as const)('refuses %s and says where', async (_, change, code, where) => {
    await expect(readDataset(files(change), 'x')).rejects.toMatchObject({
      code,
      where: expect.objectContaining(where),
      cure: expect.stringMatching(/\w/)
    });
  });

  it('refuses bytes that are no UTF-8', async () => {
    const all = new Map(writeOpenFormat(CONTENT));
    all.set('items.jsonl', Uint8Array.of(0xff, 0xfe));
    await expect(readDataset(memorySource('tiny', all), 'x')).rejects.toMatchObject({ code: 'dataset/not-text' });
  });

  it('names what it looked for where there is no data set', async () => {
    await expect(readDataset(memorySource('empty', new Map()), 'x')).rejects.toThrow(
      /neither manifest.json .* nor trn_mat.pkl/
    );
  });

  it('changes its digest with its content, and not with a truth file beside it', async () => {
    const plain = await datasetDigest(files());
    expect(await datasetDigest(files({ 'truth.json': '{}' }))).toBe(plain);
    expect(await datasetDigest(files({ 'items.jsonl': (t) => t.replace('Three', 'Four') }))).not.toBe(plain);
  });
});

describe('CSV', () => {
  it('gives back any fields that were written', () => {
    const fields = ['plain', '', 'a,b', 'say "hi"', 'two\nlines', '\r\n', 'ünï', '"'];
    const rows = [...parseCsv(`${fields.map(csvField).join(',')}\nnext,row\n`, 'f')];
    expect(rows.map((row) => row.fields)).toEqual([fields, ['next', 'row']]);
    expect(rows[1]?.line).toBe(4);
  });

  it('reads Windows line ends, a last line without one, and skips empty lines', () => {
    expect([...parseCsv('a,b\r\n\r\n1,2\r\n3,4', 'f')].map((row) => row.fields)).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4']
    ]);
  });

  it('reads a line of ten megabytes', () => {
    const [row] = [...parseCsv(`a,"${'x'.repeat(10_000_000)}"`, 'f')];
    expect(row?.fields[1]).toHaveLength(10_000_000);
  });
});

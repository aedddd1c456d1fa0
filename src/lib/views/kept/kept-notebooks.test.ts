// The reader's notebooks between visits, over a store in memory.
import { expect, test } from 'vitest';
import { memoryDocuments } from '#lib/storage/memory';
import { bundledId } from './kept-ids';
import { KeptNotebooks, parseKeptResults } from './kept-notebooks';
import { fromResultsFile } from '../results/from-results-file';
import { madeUpResults } from '../testing/made-up-results';

const results = fromResultsFile(madeUpResults());

test('a notebook comes back with its results', async () => {
  const kept = new KeptNotebooks(async () => memoryDocuments());
  await kept.write('mine', { text: '# Mine', results });
  expect(await kept.read('mine')).toEqual({ text: '# Mine', results });
});

test('results that are broken or of another version are left out, and the text is still there', async () => {
  const store = memoryDocuments();
  const kept = new KeptNotebooks(async () => store);
  await kept.write('mine', { text: '# Mine', results });
  for (const broken of ['{', '[]', '{"version":99}', '{"version":1,"results":{"base":{"record":1}}}']) {
    expect(parseKeptResults(broken)).toEqual({});
    await store.write('results/mine', { version: 1, text: broken, modified: '2026-01-01T00:00:00.000Z' });
    expect(await kept.read('mine')).toEqual({ text: '# Mine', results: {} });
  }
});

test('a notebook of a newer version of the page is not read as one of today’s, and stays as it is', async () => {
  const store = memoryDocuments();
  const kept = new KeptNotebooks(async () => store);
  const newer = { version: 99, text: '# From tomorrow', modified: '2026-01-01T00:00:00.000Z', revision: 'r' };
  await store.write('notebook/mine', newer);
  await expect(kept.read('mine')).rejects.toMatchObject({ code: 'storage/newer' });
  expect((await kept.writeIf('mine', { text: '# Mine', results: {} }, undefined)).done).toBe(false);
  expect(await store.read('notebook/mine')).toEqual(newer);
});

test('a dropped file never takes the place of another notebook', async () => {
  const kept = new KeptNotebooks(async () => memoryDocuments());
  const first = await kept.add('My notes.md', 'one');
  const second = await kept.add('My notes.md', 'two');
  expect([first, second]).toEqual(['my-notes', 'my-notes-2']);
  expect((await kept.read(first))?.text).toBe('one');
  expect(await kept.add('…….md', 'three')).toBe('notebook');
});

test('the list has own notebooks by title, not copies of bundled ones', async () => {
  const kept = new KeptNotebooks(async () => memoryDocuments());
  await kept.write(bundledId('quick-start'), { text: '# Quick', results: {} });
  await kept.add('a.md', 'intro\n\n# A title\n');
  expect((await kept.list()).map((entry) => entry.title)).toEqual(['A title']);
});

test('storage that could not be opened is tried again', async () => {
  let attempts = 0;
  const kept = new KeptNotebooks(async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('blocked');
    return memoryDocuments();
  });
  await expect(kept.list()).rejects.toThrow('blocked');
  expect(await kept.list()).toEqual([]);
});

test('opens no store to find that nothing is kept, until something is', async () => {
  let opened = 0;
  let exists = false;
  const kept = new KeptNotebooks(
    () => {
      opened += 1;
      exists = true;
      return Promise.resolve(memoryDocuments());
    },
    () => Promise.resolve(exists)
  );
  expect(await kept.read('mine')).toBeNull();
  expect(await kept.list()).toEqual([]);
  expect(opened).toBe(0);
  await kept.write('mine', { text: '# Mine', results: {} });
  expect(await kept.read('mine')).toEqual({ text: '# Mine', results: {} });
  expect(opened).toBe(1);
});

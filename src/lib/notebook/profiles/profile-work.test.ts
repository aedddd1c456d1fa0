// A profiles cell seen profile by profile: what a reader changes is kept beside the cell, changes its id, and can be taken back.
import { describe, expect, it } from 'vitest';
import '#lib/errors/all';
import { Attachments } from '#lib/dataset/attached/attachments';
import { attach } from '#lib/dataset/attached/attach';
import { memoryFile } from '#lib/dataset/bytes/input-files';
import { inputsSource } from '#lib/dataset/sources/source';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../document/parse';
import type { NotebookEnvironment } from '../run/environment';
import { notebookGraph } from '../plan/graph';
import { planNotebook } from '../plan/plan';
import { changeProfiles, estimateCell, filesOfProfiles, openProfiles, showProfile } from './profile-work';
import { runNotebook } from '../run/runtime';
import { TINY_PROFILES, tinySource, withLines } from '../testing/tiny';

const TEXT = TINY_PROFILES;
const READ = withLines(TEXT, 'words', 'generator: files', 'source: mine');

function setUp(text = TEXT) {
  const store = memoryStore();
  const attachments = new Attachments(store);
  const env: NotebookEnvironment = {
    store,
    openSource: () => tinySource(),
    openFiles: (source) => attachments.open(source),
    device: { backend: 'none', adapter: 'none' }
  };
  const document = parseNotebook(text, 'words.md');
  const idNow = async () => (await planNotebook(document, env)).ids.get('words')?.id;
  return { attachments, document, env, idNow, run: () => runNotebook(document, env) };
}
const edit = (id: string, text: string | null) => ({
  node: 'item' as const,
  id,
  text,
  time: '2026-01-02T03:04:05.000Z'
});

describe('a profiles cell, profile by profile', () => {
  it('says that nothing is stored before it ran, and lists all of it after', async () => {
    const { document, env, run } = setUp();
    expect(await openProfiles(document, env, 'words')).toMatchObject({ isStored: false, rows: [], edits: [] });
    await run();
    const opened = await openProfiles(document, env, 'words');
    expect(opened).toMatchObject({ isStored: true, asksService: false, generator: 'template' });
    expect(opened.rows).toHaveLength(70);
    expect(opened.rows[0]).toMatchObject({ node: 'item', id: 'i0', title: 'Book 0', edited: false, problem: null });
    const { profile, prompt } = await showProfile(document, env, 'words', { node: 'user', id: 'u3' });
    expect(profile.evidence.items.length).toBeGreaterThan(0);
    expect(prompt).toBeNull();
  });

  it('takes other words as another set, and has the one before again when they are taken back', async () => {
    const { document, env, idNow, run } = setUp();
    await run();
    const before = await idNow();
    const change = await changeProfiles(document, env, 'words', [edit('i2', 'For sailors.'), edit('i4', null)], null);
    expect(change.done).toBe(true);
    expect(await idNow()).not.toBe(before);
    expect(await openProfiles(document, env, 'words')).toMatchObject({ isStored: false });
    await run();
    const { rows, edits, editsDigest } = await openProfiles(document, env, 'words');
    expect(change.editsDigest).toBe(editsDigest);
    expect(rows.find(({ id }) => id === 'i2')).toMatchObject({ text: 'For sailors.', edited: true });
    expect(rows.find(({ id }) => id === 'i4')).toMatchObject({ text: null, edited: true });
    expect(edits).toHaveLength(2);
    await changeProfiles(document, env, 'words', [], editsDigest);
    expect(await idNow()).toBe(before);
    expect(await openProfiles(document, env, 'words')).toMatchObject({ isStored: true, edits: [] });
  });

  it('says once that the set was damaged, and lists it again when it is made anew', async () => {
    const { document, env, run, idNow } = setUp();
    await run();
    const found = await env.store.get((await idNow()) ?? '');
    if (!found) throw new Error('nothing is stored');
    await env.store.put({ ...found, json: { data: {}, result: {} } });
    expect(await openProfiles(document, env, 'words')).toMatchObject({
      isStored: false,
      damaged: { code: 'storage/damaged' }
    });
    expect(await openProfiles(document, env, 'words')).toMatchObject({ isStored: false, damaged: null });
    await run();
    expect((await openProfiles(document, env, 'words')).rows).toHaveLength(70);
  });

  it('changes nothing on top of what another tab changed meanwhile, and gives that back', async () => {
    const { document, env, run } = setUp();
    await run();
    const { editsDigest } = await openProfiles(document, env, 'words');
    const change = (edits: readonly ReturnType<typeof edit>[], read: string | null) =>
      changeProfiles(document, env, 'words', edits, read);
    const first = await change([edit('i2', 'For sailors.')], editsDigest);
    const second = await change([edit('i4', 'For farmers.')], editsDigest);
    expect(second).toEqual({ done: false, edits: [edit('i2', 'For sailors.')], editsDigest: first.editsDigest });
    expect((await openProfiles(document, env, 'words')).edits).toEqual([edit('i2', 'For sailors.')]);
    expect((await change([], null)).done).toBe(false);
    expect((await change([edit('i4', 'For farmers.')], second.editsDigest)).done).toBe(true);
  });

  it('names a cell that is not there, and says where nobody is asked', async () => {
    const { document, env } = setUp();
    await expect(openProfiles(document, env, 'word')).rejects.toMatchObject({ code: 'notebook/no-such-cell' });
    await expect(filesOfProfiles(document, env, 'words', 'jsonl')).rejects.toMatchObject({ code: 'export/not-run' });
    await expect(estimateCell(document, env, 'words')).rejects.toMatchObject({ code: 'llm/no-endpoint' });
  });
});

describe('profiles from added files', () => {
  async function added(text: string, attachments: Attachments) {
    return attach('mine', inputsSource('x', [memoryFile('profiles.jsonl', text)]), attachments, {});
  }
  const line = (id: string, text: string) => `${JSON.stringify({ node: 'item', id, text })}\n`;

  it('are what was written before, byte for byte, and follow the content of the files', async () => {
    const { attachments, document, env, idNow, run } = setUp(READ);
    await expect(openProfiles(document, env, 'words')).rejects.toMatchObject({ code: 'files/not-attached' });
    const record = await added(line('i0', 'For sailors.'), attachments);
    expect(record.contents).toEqual([{ kind: 'profiles', found: 'profiles.jsonl: 1 line' }]);
    const first = await idNow();
    expect((await run()).failures).toEqual([]);
    const { rows } = await openProfiles(document, env, 'words');
    expect(rows.filter(({ text }) => text !== null)).toMatchObject([{ id: 'i0', text: 'For sailors.' }]);

    const [file] = await filesOfProfiles(document, env, 'words', 'jsonl');
    const bytes = Buffer.concat([...(file?.chunks ?? [])]).toString('utf8');
    await added(bytes, attachments);
    expect(await idNow()).not.toBe(first);
    await run();
    expect((await openProfiles(document, env, 'words')).rows).toEqual(rows);
    await added(line('i0', 'For sailors.'), attachments);
    expect(await idNow()).toBe(first);
    await attachments.remove('mine');
    expect(await idNow()).toBeUndefined();
  });

  it('are refused when they are added, not when a cell reads them', async () => {
    const { attachments } = setUp(READ);
    const files = (path: string, content: string) => inputsSource('x', [memoryFile(path, content)]);
    await expect(attach('mine', files('notes.txt', 'x'), attachments, {})).rejects.toMatchObject({
      code: 'files/none'
    });
    await expect(attach('../up', files('profiles.jsonl', line('i0', 'x')), attachments, {})).rejects.toMatchObject({
      code: 'files/bad-name'
    });
    const pickles = inputsSource('x', [memoryFile('usr_prf.pkl', 'x'), memoryFile('itm_prf.pkl', 'x')]);
    await expect(attach('mine', pickles, attachments, {})).rejects.toMatchObject({ code: 'dataset/not-a-pickle' });
    expect(await attachments.list()).toEqual([]);
  });

  it('made of permuted words says so, belongs to other items, and leaves ids without it as they were', async () => {
    const own = setUp();
    const stated = setUp(withLines(TEXT, 'words', 'texts: own'));
    const control = setUp(withLines(TEXT, 'words', 'texts: permuted'));
    expect(await stated.idNow()).toBe(await own.idNow());
    expect(await control.idNow()).not.toBe(await own.idNow());
    await own.run();
    await control.run();
    const before = await openProfiles(own.document, own.env, 'words');
    const after = await openProfiles(control.document, control.env, 'words');
    expect(after.label).toContain('every item has the words of another one');
    expect(after.rows.map(({ title }) => title)).toEqual(before.rows.map(({ title }) => title));
    const itemTexts = (rows: typeof after.rows) => rows.flatMap(({ node, text }) => (node === 'item' ? [text] : []));
    expect(itemTexts(after.rows)).not.toEqual(itemTexts(before.rows));
    const first = after.rows[0];
    expect(first?.title).toBe('Book 0');
    expect(first?.text).not.toContain('Book 0 ');
  });
  it('refuses permuted words for profiles that are written already', () => {
    const text = READ.replace('source: mine\n', 'source: mine\ntexts: permuted\n');
    expect([...notebookGraph(parseNotebook(text)).problems.values()][0]).toMatchObject({
      code: 'notebook/key-does-not-apply'
    });
  });
});

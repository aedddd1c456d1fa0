// One notebook open in two tabs: two sessions on one database. In a browser because of IndexedDB and BroadcastChannel, and because the
// state is Svelte's.
import { deleteDB } from 'idb';
import { flushSync, mount, unmount } from 'svelte';
import { expect, test } from 'vitest';
import { databaseName } from '#lib/storage/browser/browser-storage';
import { openWorkspace } from '#lib/storage/browser/indexeddb';
import * as tools from '../document/tools';
import { KeptCopy } from './kept-copy.svelte';
import { KeptNotebooks } from './kept-notebooks';
import OtherTabNote from '../notebook/OtherTabNote.svelte';
import { NotebookSession } from '../session/notebook-session.svelte';
import type { KeptNotebook } from '../results/shown-results';

const START = '# Mine\n\nWords.\n';
const ID = 'mine';
let next = 0;

/** Each tab has a connection of its own, as tabs have. */
async function twoTabs({ original = null }: { original?: string | null } = {}) {
  const workspace = `kept-${Date.now()}-${next++}`;
  const stores = await Promise.all([openWorkspace(workspace), openWorkspace(workspace)]);
  const kept = stores.map(({ documents }) => new KeptNotebooks(() => Promise.resolve(documents)));
  if (original === null) await kept[0]?.write(ID, { text: START, results: {} });
  const tabs = await Promise.all(
    kept.map(async (notebooks) => {
      const copy = new KeptCopy(notebooks, ID, original);
      const found = await copy.read();
      const notebook = tools.prepareNotebook(found?.text ?? original ?? '', 'mine.md');
      const session = new NotebookSession({
        fileName: 'mine.md',
        notebook,
        results: {},
        original: null,
        engine: () => Promise.reject(new Error('nothing runs here')),
        tools: () => Promise.resolve(tools),
        keep: (state) => copy.keep(state)
      });
      const show = async (theirs: KeptNotebook | null) => {
        session.open(tools.prepareNotebook(theirs?.text ?? original ?? '', 'mine.md'), theirs?.results ?? {});
      };
      return { copy, session, show, kept: notebooks };
    })
  );
  const [a, b] = tabs;
  if (!a || !b) throw new Error('there are two tabs');
  return { a, b, workspace };
}

type Tab = Awaited<ReturnType<typeof twoTabs>>['a'];
const write = ({ session }: Tab, word: string) =>
  session.edit('write', (_, notebook) => notebook.text.replace('Words', word));
const keptText = async ({ kept }: Tab) => (await kept.read(ID))?.text;
const textOf = (word: string) => START.replace('Words', word);

test('an edit on top of a newer text of another tab overwrites nothing, and says so', async () => {
  const { a, b } = await twoTabs();
  await write(a, 'First');
  expect(await write(b, 'Second')).toBeNull();
  expect(await keptText(a)).toBe(textOf('First'));
  expect(b.session.notebook.text).toBe(textOf('Second'));
  expect(b.copy.conflict).toMatchObject({ mine: { text: textOf('Second') }, theirs: { text: textOf('First') } });
  expect(a.copy.conflict).toBeNull();
});

test('this tab’s text can be kept, with what was written before the choice', async () => {
  const { a, b } = await twoTabs();
  await write(a, 'First');
  await write(b, 'Second');
  await b.session.edit('write on', (_, notebook) => `${notebook.text}More.\n`);
  await b.copy.choose('mine', b.show);
  expect(await keptText(a)).toBe(`${textOf('Second')}More.\n`);
  expect(b.copy.conflict).toBeNull();
  await write(a, 'Third');
  expect(await keptText(a)).toBe(`${textOf('Second')}More.\n`);
  expect(a.copy.conflict).not.toBeNull();
});

test('the other tab’s text can be taken, as it is by then, and edited on', async () => {
  const { a, b } = await twoTabs();
  await write(a, 'First');
  await write(b, 'Second');
  await a.session.edit('write on', (_, notebook) => `${notebook.text}More.\n`);
  await b.copy.choose('theirs', b.show);
  expect(b.session.notebook.text).toBe(`${textOf('First')}More.\n`);
  await b.session.edit('write on', (_, notebook) => `${notebook.text}And more.\n`);
  expect(await keptText(a)).toBe(`${textOf('First')}More.\nAnd more.\n`);
  expect(b.copy.conflict).toBeNull();
});

test('both can be kept: this tab’s as a copy with a title of its own', async () => {
  const { a, b } = await twoTabs();
  await write(a, 'First');
  await write(b, 'Second');
  await b.copy.choose('both', b.show);
  expect(await keptText(a)).toBe(textOf('First'));
  expect(b.session.notebook.text).toBe(textOf('First'));
  expect((await a.kept.read(b.copy.copiedTo ?? ''))?.text).toBe(textOf('Second').replace('# Mine', '# Mine (copy)'));
});

test('two edits at the same moment: one is kept, the other asks', async () => {
  const { a, b } = await twoTabs();
  await Promise.all([write(a, 'First'), write(b, 'Second')]);
  expect([a, b].filter(({ copy }) => copy.conflict !== null)).toHaveLength(1);
});

test('results of another tab, the same edit in both and taking it back are nothing to ask about', async () => {
  const { a, b } = await twoTabs();
  await a.copy.keep({ text: START, results: {} });
  await write(b, 'Same');
  await write(a, 'Same');
  expect(await keptText(b)).toBe(textOf('Same'));
  await a.session.undo();
  await a.copy.keep({ text: textOf('Same'), results: {} });
  await b.session.edit('write on', (_, notebook) => `${notebook.text}More.\n`);
  expect(await keptText(a)).toBe(`${textOf('Same')}More.\n`);
  expect([a.copy.conflict, b.copy.conflict]).toEqual([null, null]);
});

test('a notebook removed elsewhere, or gone back to as it came, asks too, and so does an edit under its removal', async () => {
  const { a, b } = await twoTabs({ original: START });
  await write(a, 'First');
  await b.copy.look();
  expect(b.copy.conflict).toMatchObject({ mine: null, theirs: { text: textOf('First') } });
  await b.copy.choose('theirs', b.show);
  await a.copy.keep(null);
  expect(await keptText(b)).toBeUndefined();
  await write(b, 'Second');
  await b.session.edit('write on', (_, notebook) => `${notebook.text}More.\n`);
  expect(b.copy.conflict).toMatchObject({ theirs: null });
  await b.copy.choose('mine', b.show);
  expect(await keptText(a)).toContain('More.');
});

test('a database that another page deleted costs no text: it is asked for, and kept again', async () => {
  const { a, workspace } = await twoTabs();
  await write(a, 'First');
  await deleteDB(databaseName(workspace));
  await a.session.edit('write on', (_, notebook) => `${notebook.text}More.\n`);
  expect(a.copy.conflict).toMatchObject({ mine: { text: `${textOf('First')}More.\n` }, theirs: null });
  await a.copy.choose('mine', a.show);
  expect(await keptText(a)).toBe(`${textOf('First')}More.\n`);
});

test('another tab is told at once', async () => {
  const { a, b } = await twoTabs();
  const stop = [a.copy.listen(), b.copy.listen()];
  await write(a, 'First');
  await expect.poll(() => b.copy.conflict).toMatchObject({ theirs: { text: textOf('First') } });
  for (const end of stop) end();
});

test('the note offers both texts and leads to the copy', async () => {
  const { a, b } = await twoTabs();
  await write(a, 'First');
  await write(b, 'Second');
  const target = document.body.appendChild(document.createElement('div'));
  const component = mount(OtherTabNote, {
    target,
    props: { copy: b.copy, busy: false, show: b.show, hrefOf: (id: string) => `/notebook/?id=${id}` }
  });
  const buttons = () => [...target.querySelectorAll('button')];
  expect(buttons().map((button) => button.textContent?.trim())).toEqual([
    'Show the other tab’s',
    'Keep this tab’s',
    'Keep both, this one as a copy'
  ]);
  buttons().at(-1)?.click();
  await expect.poll(() => (flushSync(), target.querySelector('a')?.getAttribute('href'))).toBe('/notebook/?id=mine-2');
  expect(buttons()).toEqual([]);
  await unmount(component);
  target.remove();
});

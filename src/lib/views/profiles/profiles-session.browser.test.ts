// The profiles of one cell open in two tabs: two sessions on one store. In a browser because the state is Svelte's.
import { expect, test } from 'vitest';
import { twoWorkers } from '#lib/engine/testing';
import type { IoJobs } from '#lib/engine/io/protocol';
import type { RequestOf } from '#lib/engine/worker/protocol';
import { TINY_NOTEBOOK } from '#lib/notebook/testing/tiny';
import { ProfilesSession, type Chosen } from './profiles-session.svelte';

const [SECOND, FOURTH]: readonly [Chosen, Chosen] = [
  { node: 'item', id: 'i2' },
  { node: 'item', id: 'i4' }
];

async function twoTabs() {
  const text = TINY_NOTEBOOK.split('```embeddings')[0] ?? '';
  const workers = await twoWorkers(text);
  const io = {
    ask: <Request extends RequestOf<IoJobs>>(request: Request) => ({
      cancel: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
      checkpoint: () => undefined,
      finished: workers.io.ask(request)
    })
  };
  const place = { notebook: 'tiny.md', text, cell: 'words' };
  const [a, b] = [
    new ProfilesSession(place, () => Promise.resolve(io)),
    new ProfilesSession(place, () => Promise.resolve(io))
  ];
  await a.open();
  await b.open();
  await a.rewrite(SECOND, 'For sailors.');
  await b.rewrite(FOURTH, 'For farmers.');
  return { a, b };
}
const words = ({ opened }: ProfilesSession) => opened?.edits.map(({ id, text }) => `${id} ${text}`).sort();

test('a change on top of another tab’s newer one overwrites nothing, says so, and waits', async () => {
  const { a, b } = await twoTabs();
  expect(b.error).toBeNull();
  expect(b.conflict).toMatchObject({ mine: [{ id: 'i4' }], theirs: [{ id: 'i2' }] });
  expect(b.isBusy).toBe(true);
  expect(b.undoLabel).toBeNull();
  await a.open();
  expect(words(a)).toEqual(['i2 For sailors.']);
});

test.each([
  ['theirs', ['i2 For sailors.']],
  ['mine', ['i4 For farmers.']],
  ['both', ['i2 For sailors.', 'i4 For farmers.']]
] as const)('“%s” is what both tabs read afterwards, and the other tab’s can be had back', async (choice, expected) => {
  const { a, b } = await twoTabs();
  await b.settle(choice);
  expect(b.conflict).toBeNull();
  expect(b.opened?.isStored).toBe(true);
  await a.open();
  expect(words(a)).toEqual(expected);
  expect(words(b)).toEqual(expected);
  if (choice === 'theirs') return;
  await b.undo();
  await a.open();
  expect(words(a)).toEqual(['i2 For sailors.']);
});

// What the input/output worker finds stored of a notebook, so that a page can say what a run would take.
import { beforeAll, expect, it } from 'vitest';
import { workFor } from '#lib/notebook/plan/work';
import { SMALL_NOTEBOOK, twoWorkers, type TwoWorkers } from '../testing';

let workers: TwoWorkers;
beforeAll(async () => {
  workers = await twoWorkers();
});
const look = (text: string) => workers.io.ask({ job: 'look', notebook: 'tiny.md', text, bundled: false });

it('finds what was run, and of a changed text what is left to do; nothing is computed or stored', async () => {
  const before = await workers.store.list();
  const cells = await look(SMALL_NOTEBOOK);
  expect(cells.map(({ state }) => state)).toEqual(cells.map(() => 'stored'));
  const more = await look(SMALL_NOTEBOOK.replace('seeds: [1]', 'seeds: [1, 2]'));
  const names = more.map(({ name }) => name);
  expect(workFor(more, names, false)).toEqual({ trains: [{ cell: 'base', seeds: [2] }], fetches: [], computes: [] });
  expect(await workers.store.list()).toEqual(before);
});

it('does not fetch data at an address for this: what is made of them counts as missing', async () => {
  const cells = await look(SMALL_NOTEBOOK.replace('source: tiny', 'source: https://nowhere.invalid/data/'));
  const [books] = cells;
  expect(books).toMatchObject({ name: 'books', state: 'missing' });
  expect(books).not.toHaveProperty('id');
});

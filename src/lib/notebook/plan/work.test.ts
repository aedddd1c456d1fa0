// What a run would take, by hand, and against what the runtime really does.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import { parseNotebook } from '../document/parse';
import type { NotebookEvent } from '../run/events';
import { lookAtNotebook } from './look';
import { runNotebook, type RunNotebookOptions } from '../run/runtime';
import { TINY_NOTEBOOK, tinySource } from '../testing/tiny';
import { countSeeds, withStored, workFor, type WorkCell } from './work';

const seeds = (...states: ('stored' | 'site' | 'missing')[]) => states.map((state, seed) => ({ seed, state }));
const books: WorkCell = { name: 'books', state: 'missing', needs: [] };
const train = (name: string, ...states: ('stored' | 'site' | 'missing')[]): WorkCell => ({
  name,
  needs: ['books'],
  state: states.every((state) => state === 'stored') ? 'stored' : 'missing',
  runs: seeds(...states)
});
const table = (runs: readonly string[]): WorkCell => ({ name: 'table', state: 'missing', needs: [...runs, 'books'] });

describe('the work of a run', () => {
  it('counts runs once for two cells that come to the same id, and for either alone', () => {
    const runs = [{ seed: 1, state: 'missing' }] as const;
    const twice: readonly WorkCell[] = [
      { name: 'one', state: 'missing', needs: [], runs },
      { name: 'other', state: 'missing', needs: [], runs, same: 'one' }
    ];
    expect(workFor(twice, ['one', 'other'], false).trains).toEqual([{ cell: 'one', seeds: [1] }]);
    expect(workFor(twice, ['other'], false).trains).toEqual([{ cell: 'other', seeds: [1] }]);
  });

  it('counts what stands above, missing seeds and new arms', () => {
    const cells = [
      books,
      train('base', 'stored', 'missing'),
      train('new', 'missing', 'missing'),
      table(['base', 'new'])
    ];
    expect(workFor(cells, ['table'], false)).toEqual({
      trains: [
        { cell: 'base', seeds: [1] },
        { cell: 'new', seeds: [0, 1] }
      ],
      fetches: [],
      computes: ['books', 'table']
    });
  });

  it('fetches what comes with the site and trains none of it', () => {
    const cells = [books, train('base', 'site', 'site'), train('half', 'site', 'missing'), table(['base', 'half'])];
    const work = workFor(cells, ['table'], false);
    expect(work.fetches).toEqual([
      { cell: 'base', seeds: [0, 1] },
      { cell: 'half', seeds: [0] }
    ]);
    expect(work.trains).toEqual([{ cell: 'half', seeds: [1] }]);
    expect(countSeeds(work.fetches)).toBe(3);
  });

  it('is nothing where all is stored, and everything that is wanted where it is forced', () => {
    const cells = [withStored(books), train('base', 'stored', 'stored'), withStored(table(['base']))];
    expect(workFor(cells, ['base', 'table'], false)).toEqual({ trains: [], fetches: [], computes: [] });
    expect(workFor(cells, ['base'], true)).toEqual({
      trains: [{ cell: 'base', seeds: [0, 1] }],
      fetches: [],
      computes: []
    });
  });
});

describe('what is said and what is done', () => {
  beforeAll(async () => {
    await startBackend('cpu', { wasmBinaries: '' });
  });
  const document = (text: string) => parseNotebook(text, 'tiny.md');
  const openSource = () => tinySource();

  /** Cells that ran, and seeds that had an epoch. */
  async function done(text: string, store: ArtifactStore, options: RunNotebookOptions) {
    const events: NotebookEvent[] = [];
    const device = { backend: 'cpu', adapter: 'JavaScript' };
    const env = { store, openSource, device, onEvent: (event: NotebookEvent) => void events.push(event) };
    const { outcome, failures } = await runNotebook(document(text), env, options);
    const trained = new Set(
      events.flatMap((event) => (event.type === 'cell-epoch' ? [`${event.cell} ${event.seed}`] : []))
    );
    const trains = new Set([...trained].map((run) => run.split(' ')[0]));
    const computed = events.flatMap((event) =>
      event.type === 'cell-finished' && !event.reused && !trains.has(event.cell) ? [event.cell] : []
    );
    return { outcome, failures, trained: [...trained].sort(), computed: computed.sort() };
  }
  async function said(text: string, store: ArtifactStore, only: readonly string[], force = false) {
    const { trains, computes } = workFor(await lookAtNotebook(document(text), { store, openSource }), only, force);
    return {
      trained: trains.flatMap(({ cell, seeds: of }) => of.map((seed) => `${cell} ${seed}`)).sort(),
      computed: [...computes].sort()
    };
  }

  it('agree for a cold store, a new seed, a forced cell, and a table whose data are gone', async () => {
    const store = memoryStore();
    const check = async (text: string, only: readonly string[], force = false) => {
      const before = await said(text, store, only, force);
      const { trained, computed, failures } = await done(text, store, { only, force });
      expect(failures).toEqual([]);
      expect({ trained, computed }).toEqual(before);
      return before;
    };
    expect((await check(TINY_NOTEBOOK, ['table'])).trained).toEqual(['base 1', 'base 2', 'con 1', 'con 2']);
    const seed = TINY_NOTEBOOK.replace('seeds: [1, 2]', 'seeds: [1, 3]');
    expect((await check(seed, ['table'])).trained).toEqual(['base 3']);
    expect((await check(TINY_NOTEBOOK, ['con'], true)).trained).toEqual(['con 1', 'con 2']);
    const plain = `${TINY_NOTEBOOK}\n\`\`\`compare\nname: plain\nruns: [base, con]\n\`\`\`\n`;
    for (const { id, kind } of await store.list()) if (kind === 'dataset') await store.delete(id);
    expect(await check(plain, ['plain'])).toEqual({ trained: [], computed: ['books', 'plain'] });
  });

  it('only what was said is trained: a run that turns out to be gone stops the cell with the reason', async () => {
    const store = memoryStore();
    const told = { trains: { base: [1] }, only: ['base', 'con'] };
    const { outcome, failures, trained } = await done(TINY_NOTEBOOK, store, told);
    expect(outcome).toBe('failed');
    expect(failures.map(({ cell, error }) => [cell, error.code])).toEqual([
      ['base', 'notebook/training-not-asked'],
      ['con', 'notebook/training-not-asked']
    ]);
    expect(trained).toEqual([]);
  });

  it('data that cannot be opened count as missing, and nothing is thrown', async () => {
    const env = { store: memoryStore(), openSource: () => Promise.reject(new Error('no network')) };
    const cells = await lookAtNotebook(document(TINY_NOTEBOOK), env);
    expect(workFor(cells, ['con'], false).trains).toEqual([{ cell: 'con', seeds: [1, 2] }]);
  });
});

// The list of stored runs: read once each, never an array, and put right where the store changed meanwhile.
import { expect, it } from 'vitest';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import type { Sealed } from '#lib/storage/checked';
import { WITHOUT_REST } from '#lib/work/work';
import { RUN_INDEX_KIND } from './kind';
import { allRuns, listRuns, readRuns } from './run-index';
import { idOf, madeUpRun } from './testing';

/** A store that counts whose JSON was read, and forbids reading arrays. */
async function counting(count: number) {
  const shelf = new Map<string, Sealed>();
  const store = memoryStore(shelf);
  for (let at = 0; at < count; at++) await store.put(madeUpRun(at, { seed: at }));
  const read: string[] = [];
  const watched: ArtifactStore = {
    ...store,
    get: () => Promise.reject(new Error('a list reads no arrays')),
    check: () => Promise.reject(new Error('a list reads no arrays')),
    getHead(id, form) {
      read.push(id);
      return store.getHead(id, form);
    }
  };
  const isRun = (id: string) => shelf.get(id)?.artifact.meta.kind === 'run';
  return { store: watched, shelf, read: () => read.splice(0).filter(isRun) };
}

it('reads each run once; the next list reads none of them', async () => {
  const { store, read } = await counting(5);
  const { runs, unread } = await listRuns(store);
  expect([runs.length, unread.length]).toEqual([0, 5]);
  expect(unread[0]).toBe(idOf(4));
  expect(read()).toEqual([]);
  await readRuns(store, unread, WITHOUT_REST);
  expect(read()).toHaveLength(5);
  const again = await listRuns(store);
  expect(again.runs.map(({ seed }) => seed)).toEqual([4, 3, 2, 1, 0]);
  expect(again.unread).toEqual([]);
  expect(read()).toEqual([]);
});

it('what is trained anew, deleted or added since is read or left out, and nothing else is read', async () => {
  const { store, read } = await counting(4);
  await allRuns(store, WITHOUT_REST);
  read();
  await store.delete(idOf(0));
  await store.put(madeUpRun(1, { seed: 1, recall: 0.9, created: '2030-01-01T00:00:00.000Z' }));
  await store.put(madeUpRun(9, { seed: 9 }));
  const { runs } = await allRuns(store, WITHOUT_REST);
  expect(read().sort()).toEqual([idOf(1), idOf(9)]);
  expect(runs.map(({ seed }) => seed)).toEqual([1, 9, 3, 2]);
  expect(runs[0]?.test.recall['20']).toBe(0.9);
});

it('a damaged run is said and left out; a damaged list is made anew', async () => {
  const { store, shelf } = await counting(3);
  const broken = shelf.get(idOf(1));
  if (broken) shelf.set(idOf(1), { ...broken, artifact: { ...broken.artifact, json: { label: 'other' } } });
  const { runs, problems } = await allRuns(store, WITHOUT_REST);
  expect(runs).toHaveLength(2);
  expect(problems.map(({ code }) => code)).toEqual(['storage/damaged']);
  for (const [id, sealed] of shelf) {
    if (sealed.artifact.meta.kind !== RUN_INDEX_KIND) continue;
    shelf.set(id, { ...sealed, artifact: { ...sealed.artifact, json: { runs: [] } } });
  }
  // Another session: what was found whole before is not looked at again.
  expect((await allRuns(memoryStore(shelf), WITHOUT_REST)).runs).toHaveLength(2);
});

it('what was read before a cancel is kept', async () => {
  const { store, read } = await counting(100);
  const { unread } = await listRuns(store);
  const stop = (done: number) => (done > 0 ? Promise.reject(new Error('stopped')) : Promise.resolve());
  await expect(readRuns(store, unread, stop)).rejects.toThrow('stopped');
  const kept = read().length;
  expect((await listRuns(store)).unread).toHaveLength(100 - kept);
});

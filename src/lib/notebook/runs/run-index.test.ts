// The list of stored runs: read once each, never an array, and put right where the store changed meanwhile.
import { expect, it } from 'vitest';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import type { Sealed } from '#lib/storage/checked';
import { WITHOUT_REST } from '#lib/work/work';
import { RUN_INDEX_KIND } from './kind';
import { knownRuns } from './run-columns';
import { addStored, allRuns, checkKnown, forgetRuns, listRuns, readRuns } from './run-index';
import { idOf, madeUpRun } from './testing';

/** A store that counts whose JSON was read, whether all meta data were, and forbids reading arrays of runs. */
async function counting(count: number) {
  const shelf = new Map<string, Sealed>();
  const store = memoryStore(shelf);
  for (let at = 0; at < count; at++) await store.put(madeUpRun(at, { seed: at }));
  const read: string[] = [];
  const isRun = (id: string) => shelf.get(id)?.artifact.meta.kind === 'run';
  let lists = 0;
  const watched: ArtifactStore = {
    ...store,
    list() {
      lists++;
      return store.list();
    },
    get: (id, form) => (isRun(id) ? Promise.reject(new Error('a list reads no arrays')) : store.get(id, form)),
    check: () => Promise.reject(new Error('a list reads no arrays')),
    getHead(id, form) {
      read.push(id);
      return store.getHead(id, form);
    }
  };
  return { store: watched, shelf, read: () => read.splice(0).filter(isRun), lists: () => lists };
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

it('what was listed before stands there by one artifact: no meta data of others, no JSON of a run', async () => {
  const { store, read, lists } = await counting(50);
  expect(await knownRuns(store)).toBeNull();
  const { runs } = await allRuns(store, WITHOUT_REST);
  const before = lists();
  read();
  const known = await knownRuns(store);
  expect(known?.runs).toEqual(runs);
  expect(read()).toEqual([]);
  expect(lists()).toBe(before);
});

it('held against the store it says what is gone and what is new, and is right from then on', async () => {
  const { store, read } = await counting(4);
  await allRuns(store, WITHOUT_REST);
  await store.delete(idOf(0));
  await store.put(madeUpRun(1, { seed: 1, created: '2030-01-01T00:00:00.000Z' }));
  await store.put(madeUpRun(9, { seed: 9 }));
  const { digest = '' } = (await knownRuns(store)) ?? {};
  const changes = await checkKnown(store, digest);
  expect([...(changes?.gone ?? [])].sort()).toEqual([idOf(0), idOf(1)]);
  expect(changes?.unread).toEqual([idOf(1), idOf(9)]);
  expect((await knownRuns(store))?.runs.map(({ id }) => id)).toEqual([idOf(3), idOf(2)]);
  // Another tab has written another list meanwhile.
  expect(await checkKnown(store, digest)).toBeNull();
  read();
  await readRuns(store, changes?.unread ?? [], WITHOUT_REST);
  expect(read()).toHaveLength(2);
});

it('what is deleted and brought back is not read again', async () => {
  const { store, read } = await counting(3);
  await allRuns(store, WITHOUT_REST);
  read();
  const kept = madeUpRun(1, { seed: 1 });
  await store.delete(idOf(1));
  await forgetRuns(store, [idOf(1)]);
  expect((await knownRuns(store))?.runs).toHaveLength(2);
  await store.put(kept);
  await addStored(store, [kept]);
  const { runs, unread } = await listRuns(store);
  expect([runs.length, unread.length, read().length]).toEqual([3, 0, 0]);
});

it('a list with a column cut short, an arm too many or a word for a number is none', async () => {
  const { store, shelf } = await counting(3);
  await allRuns(store, WITHOUT_REST);
  const [list] = [...shelf.values()].filter(({ artifact }) => artifact.meta.kind === RUN_INDEX_KIND);
  if (!list) throw new Error('There is a list');
  const { meta, json, arrays } = list.artifact;
  const broken = [
    { json, arrays: { ...arrays, seed: new Float64Array(2) } },
    { json, arrays: { ...arrays, arm: new Float64Array(3).fill(7) } },
    { json, arrays: { ...arrays, 'recall@20': new Float64Array(3).fill(Number.NaN) } },
    { json, arrays: { ...arrays, digest: new TextEncoder().encode('one') } },
    { json, arrays: { ...arrays, created: new Float64Array(3) } },
    { json: { ...Object(json), arms: [{ label: 1 }] }, arrays }
  ];
  for (const rest of broken) {
    // Sealed: only its form can tell.
    const other = memoryStore(new Map());
    await other.put({ meta, ...rest });
    expect(await knownRuns(other)).toBeNull();
  }
});

// The IndexedDB store in a real Chromium.
import { deleteDB, openDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { describeAnswers, describeDamagedAnswers, type AnswerDamage } from '../answers.suite';
import { databaseName } from './browser-storage';
import { sealedOf } from '../checked';
import { describeDamage, type Damage } from '../damage.suite';
import { openWorkspace } from './indexeddb';
import { artifactFor, describeStore } from '../store.suite';

let next = 0;
const fresh = (): string => `test-${Date.now()}-${next++}`;

describeStore('the store in IndexedDB', async () => (await openWorkspace(fresh())).artifacts);
describeAnswers('answers in IndexedDB', async () => (await openWorkspace(fresh())).answers);

describeDamagedAnswers('a damaged answer in IndexedDB', () => {
  const name = fresh();
  return Promise.resolve({
    open: async () => (await openWorkspace(name)).answers,
    async damage(key, how) {
      const database = await openDB(databaseName(name));
      const row: unknown = await database.get('answers', key);
      const changed: Readonly<Record<AnswerDamage, unknown>> = {
        'is cut': { json: {} },
        'is nothing': null,
        'lies under another’s key': { ...Object(row), key: `ffff${key.slice(4)}` },
        'has a broken vector': { ...Object(row), vector: [1, 2] }
      };
      await database.put('answers', changed[how], key);
      database.close();
    },
    async names() {
      const database = await openDB(databaseName(name));
      const keys = await database.getAllKeys('answers');
      database.close();
      return keys.map(String);
    }
  });
});

/** The rows of both stores of a workspace, as another program would change them. */
async function changeRows(name: string, change: (rows: Rows) => void): Promise<void> {
  const rows: Rows = { meta: new Map(), content: new Map() };
  const database = await openDB(databaseName(name));
  const stores = Object.entries(rows);
  for (const [store, found] of stores) {
    for (const key of await database.getAllKeys(store)) found.set(String(key), await database.get(store, key));
  }
  change(rows);
  for (const [store, found] of stores) for (const [key, row] of found) await database.put(store, row, key);
  database.close();
}
type Rows = Record<'meta' | 'content', Map<string, Record<string, unknown>>>;

function damageRow({ meta, content }: Rows, id: string, how: Damage): void {
  const [described, held] = [meta.get(id), content.get(id)];
  const floats = Float32Array.from(artifactFor(id, 1).arrays.floats ?? []);
  const arrays = (floatsNow: Float32Array) =>
    content.set(id, { ...held, arrays: { ...artifactFor(id, 1).arrays, floats: floatsNow } });
  switch (how) {
    case 'a flipped byte in an array':
      return void arrays(floats.fill(9, 0, 1));
    case 'an array cut at a whole number':
      return void arrays(floats.slice(0, -1));
    case 'another digit in the JSON':
      return void content.set(id, { ...held, json: { value: 7, list: [1, null, 'ü'] } });
    case 'another digit in the digest':
      return void meta.set(id, { ...described, digest: 'e' });
    case 'another kind':
      return void meta.set(id, { ...described, kind: 'dataset' });
  }
}

describeDamage('what is damaged in IndexedDB', () => {
  const name = fresh();
  const swapRows = (rows: Map<string, Record<string, unknown>>, a: string, b: string): void => {
    const [first, second] = [rows.get(a), rows.get(b)];
    if (first && second) rows.set(a, second).set(b, first);
  };
  return Promise.resolve({
    open: async () => (await openWorkspace(name)).artifacts,
    damage: (id, how) => changeRows(name, (rows) => damageRow(rows, id, how)),
    swap: (a, b) =>
      changeRows(name, ({ meta, content }) => {
        swapRows(meta, a, b);
        swapRows(content, a, b);
      }),
    async names() {
      const database = await openDB(databaseName(name));
      const keys = await database.getAllKeys('content');
      database.close();
      return keys.map(String);
    }
  });
});

it('what was set aside is listed as damaged, so that its room can be had back', async () => {
  const name = fresh();
  const { artifacts } = await openWorkspace(name);
  const id = 'a1'.repeat(32);
  await artifacts.put(artifactFor(id, 1));
  await changeRows(name, ({ meta }) => void meta.set(id, { nonsense: true }));
  await expect(artifacts.get(id)).rejects.toMatchObject({ code: 'storage/damaged' });
  const [aside] = await artifacts.list();
  expect(aside).toMatchObject({ kind: 'damaged' });
  await artifacts.delete(aside?.id ?? '');
  expect(await artifacts.list()).toEqual([]);
});

describe('a workspace', () => {
  it('keeps artifacts and documents across closing and reopening', async () => {
    const name = fresh();
    const first = await openWorkspace(name);
    await first.documents.write('mine', { version: 1, text: '# Mine', modified: '2026-01-01T00:00:00.000Z' });
    first.close();
    const second = await openWorkspace(name);
    expect(await second.documents.read('mine')).toEqual({
      version: 1,
      text: '# Mine',
      modified: '2026-01-01T00:00:00.000Z'
    });
    expect(await second.documents.names()).toEqual(['mine']);
    await second.documents.remove('mine');
    expect(await second.documents.read('mine')).toBeNull();
  });

  it('says that there is no room where the browser ends a transaction without saying why, as private windows do', async () => {
    const { artifacts } = await openWorkspace(fresh());
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (this: IDBObjectStore, value, key) {
      const request = put.call(this, value, key);
      queueMicrotask(() => this.transaction.abort());
      return request;
    });
    await expect(artifacts.put(artifactFor('ab'.repeat(32), 1))).rejects.toMatchObject({
      code: 'storage/quota',
      cure: expect.stringContaining('private window')
    });
    vi.restoreAllMocks();
  });

  it('is opened anew after another page deleted it: what is read is gone, what is written is there', async () => {
    const name = fresh();
    const { artifacts, documents, answers } = await openWorkspace(name);
    const [id, other] = ['a1'.repeat(32), 'b2'.repeat(32)];
    await artifacts.put(artifactFor(id, 1));
    await documents.write('mine', { version: 1, text: '# Mine', modified: '', revision: 'one' });
    await deleteDB(databaseName(name));
    expect(await artifacts.get(id)).toBeNull();
    expect(await documents.writeIf('mine', 'one', {})).toBe(false);
    await deleteDB(databaseName(name));
    await artifacts.put(artifactFor(other, 2));
    await answers.put([{ key: id, json: 1 }]);
    const again = await openWorkspace(name);
    expect(await again.artifacts.get(other)).toEqual(artifactFor(other, 2));
    expect(await again.answers.count()).toBe(1);
    expect(await again.documents.names()).toEqual([]);
  });

  it('is opened anew after the browser closed it, and what could not be written then is written when there is room', async () => {
    const { artifacts } = await openWorkspace(fresh());
    const id = 'ab'.repeat(32);
    await artifacts.put(artifactFor('cd'.repeat(32), 1));
    const gone = (name: string) => () => {
      throw new DOMException('The database connection is closing.', name);
    };
    const transaction = vi
      .spyOn(IDBDatabase.prototype, 'transaction')
      .mockImplementationOnce(gone('InvalidStateError'));
    await artifacts.put(artifactFor(id, 2));
    expect(await artifacts.get(id)).toEqual(artifactFor(id, 2));
    transaction.mockImplementationOnce(gone('InvalidStateError'));
    const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce(gone('UnknownError'));
    await expect(artifacts.put(artifactFor(id, 3))).rejects.toMatchObject({
      code: 'storage/unavailable',
      cure: expect.stringContaining('free disk space')
    });
    expect(open).toHaveBeenCalledOnce();
    vi.restoreAllMocks();
    expect(await artifacts.get(id)).toEqual(artifactFor(id, 3));
  });

  it('stays closed once whoever opened it has closed it', async () => {
    const { artifacts, close } = await openWorkspace(fresh());
    close();
    await Promise.resolve();
    await expect(artifacts.put(artifactFor('ab'.repeat(32), 1))).rejects.toThrow();
  });

  it('sets a document aside that nobody can read, says so once, and can be written again', async () => {
    const name = fresh();
    const { documents } = await openWorkspace(name);
    const database = await openDB(databaseName(name));
    await database.put('documents', { text: 7 }, 'mine');
    database.close();
    await expect(documents.read('mine')).rejects.toMatchObject({ code: 'storage/damaged' });
    expect(await documents.read('mine')).toBeNull();
    expect(await documents.names()).toEqual([]);
    const mine = { version: 1, text: '# Mine', modified: '', revision: 'one' };
    expect(await documents.writeIf('mine', undefined, { mine })).toBe(true);
    expect(await documents.read('mine')).toEqual(mine);
  });

  it('of before arrays had a store of their own gives back all of it, and takes the new form where it is written', async () => {
    const name = fresh();
    const artifact = artifactFor('a1'.repeat(32), 1);
    const { id } = artifact.meta;
    const { seal } = await sealedOf(artifact);
    const before = await openDB(databaseName(name), 2, {
      upgrade(database) {
        for (const store of ['meta', 'content', 'documents', 'answers']) database.createObjectStore(store);
      }
    });
    await before.put('meta', { ...artifact.meta, seal }, id);
    await before.put('content', { json: artifact.json, arrays: artifact.arrays }, id);
    before.close();
    const { artifacts } = await openWorkspace(name);
    expect(await artifacts.getHead(id)).toMatchObject({ meta: artifact.meta, json: artifact.json });
    expect(await artifacts.get(id)).toEqual(artifact);
    await artifacts.put(artifactFor(id, 2));
    expect(await (await openWorkspace(name)).artifacts.get(id)).toEqual(artifactFor(id, 2));
  });

  it('that the browser refuses as soon as it is named is storage that cannot be had, not a failure of the program', async () => {
    const refusal = vi.spyOn(globalThis, 'indexedDB', 'get').mockImplementation(() => {
      throw new DOMException('The user denied permission to access the database.', 'SecurityError');
    });
    await expect(openWorkspace(fresh()).then(({ documents }) => documents.names())).rejects.toMatchObject({
      code: 'storage/unavailable'
    });
    refusal.mockRestore();
  });

  it('says so when it was written by a newer version of the page', async () => {
    const name = fresh();
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(`rlmrec-notebook:${name}`, 99);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onerror = () => reject(request.error ?? new Error('could not prepare the test'));
    });
    await expect(openWorkspace(name)).rejects.toMatchObject({ code: 'storage/newer' });
  });
});

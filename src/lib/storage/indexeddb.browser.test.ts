// The IndexedDB store in a real Chromium.
import { describe, expect, it } from 'vitest';
import { describeAnswers } from './answers.suite';
import { openWorkspace } from './indexeddb';
import { describeStore } from './store.suite';

let next = 0;
const fresh = (): string => `test-${Date.now()}-${next++}`;

describeStore('the store in IndexedDB', async () => (await openWorkspace(fresh())).artifacts);
describeAnswers('answers in IndexedDB', async () => (await openWorkspace(fresh())).answers);

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

// Looks into the browser's storage from a test.
import type { Page } from '@playwright/test';

interface Entry {
  readonly key: string;
  readonly value: unknown;
}

/** All entries of one object store of the workspace; none where there is no workspace. */
async function entriesOf(page: Page, store: 'meta' | 'documents' | 'answers'): Promise<readonly Entry[]> {
  return page.evaluate(async (from) => {
    const [found] = await indexedDB.databases();
    if (!found?.name) return [];
    const name = found.name;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('The database does not open'));
    });
    const answer = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve) => (request.onsuccess = () => resolve(request.result)));
    const objects = database.transaction(from).objectStore(from);
    const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer<unknown[]>(objects.getAll())]);
    database.close();
    return keys.map((key, at) => ({ key: String(key), value: values[at] }));
  }, store);
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Digests of what is stored of a kind. */
export async function stored(page: Page, kind: string): Promise<string[]> {
  const entries = await entriesOf(page, 'meta');
  return entries
    .filter(({ value }) => field(value, 'kind') === kind)
    .map(({ value }) => String(field(value, 'digest')));
}

/** The text under which a notebook is kept; null where it is not. @param id e.g. "bundled:quick-start" */
export async function keptText(page: Page, id: string): Promise<string | null> {
  const entry = (await entriesOf(page, 'documents')).find(({ key }) => key === `notebook/${id}`);
  return entry ? String(field(entry.value, 'text')) : null;
}

/** Answers of language models as JSON, by their key. */
export async function storedAnswers(page: Page): Promise<ReadonlyMap<string, string>> {
  return new Map((await entriesOf(page, 'answers')).map(({ key, value }) => [key, JSON.stringify(value)]));
}

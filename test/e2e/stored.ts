// Looks into the browser's storage from a test.
import type { Page } from '@playwright/test';

/** Digests of what is stored of a kind. */
export async function stored(page: Page, kind: string): Promise<string[]> {
  return page.evaluate(async (wanted) => {
    const [found] = await indexedDB.databases();
    if (!found?.name) return [];
    const name = found.name;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('The database does not open'));
    });
    const metas = await new Promise<{ kind: string; digest: string }[]>((resolve) => {
      const request = database.transaction('meta').objectStore('meta').getAll();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return metas.filter((meta) => meta.kind === wanted).map((meta) => meta.digest);
  }, kind);
}

// What a page asks of the browser's storage before it needs any: how much is used, and whether there is anything at all. Small, so that a
// first visit does not fetch the code of the store.

/** The kind under which what is damaged is listed. */
export const DAMAGED_KIND = 'damaged';

export const databaseName = (workspace: string): string => `rlmrec-notebook:${workspace}`;

/** Whether this browser has stored something for a workspace; true where it does not tell. */
export async function hasWorkspace(workspace: string): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name === databaseName(workspace));
  } catch {
    return true;
  }
}

export interface StorageUse {
  readonly used: number;
  readonly quota: number;
}

/** Bytes in use and allowed for this origin, as the browser estimates them; null where it does not say. */
export async function storageUse(): Promise<StorageUse | null> {
  const estimate = await globalThis.navigator?.storage?.estimate?.();
  return estimate?.usage === undefined || estimate.quota === undefined
    ? null
    : { used: estimate.usage, quota: estimate.quota };
}

/** Asks the browser not to evict this origin's data under pressure. */
export async function keepStorage(): Promise<boolean> {
  return (await globalThis.navigator?.storage?.persist?.()) ?? false;
}

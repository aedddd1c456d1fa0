// Versions of what is stored, and how an older one becomes the current one. Numbers only grow.
import type { DBSchema, IDBPDatabase } from 'idb';

/** What lies in the database of a workspace, as of the version below. */
export interface WorkspaceSchema extends DBSchema {
  meta: { key: string; value: unknown };
  /** `arrays` only of what was stored before they had a store of their own. */
  content: { key: string; value: { readonly json: unknown; readonly arrays?: Readonly<Record<string, unknown>> } };
  arrays: { key: string; value: Readonly<Record<string, unknown>> };
  documents: { key: string; value: unknown };
  answers: { key: string; value: unknown };
}

/** 1: meta, content and documents; 2: answers; 3: arrays, which stood in content before, and still do of what was stored then. */
export const DATABASE_VERSION = 3;

/** Runs inside IndexedDB's upgrade transaction: it fails as a whole or not at all. */
export function upgradeDatabase(database: IDBPDatabase<WorkspaceSchema>, oldVersion: number): void {
  if (oldVersion < 1) {
    database.createObjectStore('meta');
    database.createObjectStore('content');
    database.createObjectStore('documents');
  }
  if (oldVersion < 2) database.createObjectStore('answers');
  if (oldVersion < 3) database.createObjectStore('arrays');
}

/** 1: meta.json beside content.json and one .bin an array. */
export const FOLDER_VERSION = 1;

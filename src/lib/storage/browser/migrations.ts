// Versions of what is stored, and how an older one becomes the current one. Numbers only grow.
import type { IDBPDatabase } from 'idb';
import type { WorkspaceSchema } from './database';

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

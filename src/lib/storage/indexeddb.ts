// Artifacts and documents in IndexedDB, one database a workspace. Meta data lies in a store of its own, so that a list of
// a hundred runs reads no arrays. A put is one transaction over both: all of it or none.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { databaseName } from './browser-storage';
import type { AppError } from '#lib/errors/app-error';
import { appError } from '#lib/errors/app-error';
import { DATABASE_VERSION, upgradeDatabase } from './migrations';
import { isArrayBlock, parseAnswer, parseDocument, parseMeta } from './schema';
import type { AnswerStore, ArrayBlock, Artifact, ArtifactStore, DocumentStore } from './types';

export interface WorkspaceSchema extends DBSchema {
  meta: { key: string; value: unknown };
  content: { key: string; value: { readonly json: unknown; readonly arrays: Readonly<Record<string, unknown>> } };
  documents: { key: string; value: unknown };
  answers: { key: string; value: unknown };
}

export interface Workspace {
  readonly artifacts: ArtifactStore;
  readonly documents: DocumentStore;
  readonly answers: AnswerStore;
  close(): void;
}

/** @throws AppError storage/unavailable, storage/blocked, storage/newer */
export async function openWorkspace(workspace: string): Promise<Workspace> {
  const database = await open(workspace);
  return {
    artifacts: artifacts(database),
    documents: documents(database),
    answers: answers(database),
    close: () => database.close()
  };
}

async function open(workspace: string): Promise<IDBPDatabase<WorkspaceSchema>> {
  if (!globalThis.indexedDB) throw appError('storage/unavailable', { reason: 'this browser offers none here' });
  // A tab that holds an old version answers `versionchange` by closing; `blocked` fires if one does not.
  return new Promise((resolve, reject) => {
    openDB<WorkspaceSchema>(databaseName(workspace), DATABASE_VERSION, {
      upgrade: upgradeDatabase,
      blocked: () => reject(appError('storage/blocked', {})),
      blocking: (_current, _blocked, event) => {
        if (event.target instanceof IDBDatabase) event.target.close();
      }
    }).then(resolve, (error: unknown) => {
      const name = error instanceof Error ? error.name : '';
      const reason = error instanceof Error ? error.message : String(error);
      reject(
        name === 'VersionError' ? appError('storage/newer', {}) : appError('storage/unavailable', { reason }, {}, error)
      );
    });
  });
}

function writeError(error: unknown, what: string, bytes: number): AppError {
  if (error instanceof Error && error.name === 'QuotaExceededError') {
    return appError('storage/quota', { bytes }, {}, error);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return appError('storage/write-failed', { what, reason }, {}, error);
}

function artifacts(database: IDBPDatabase<WorkspaceSchema>): ArtifactStore {
  async function putAll(list: readonly Artifact[]): Promise<void> {
    try {
      const transaction = database.transaction(['meta', 'content'], 'readwrite');
      const writes = list.flatMap(({ meta, json, arrays }) => [
        transaction.objectStore('meta').put(meta, meta.id),
        transaction.objectStore('content').put({ json, arrays }, meta.id)
      ]);
      await Promise.all([...writes, transaction.done]);
    } catch (error) {
      throw writeError(
        error,
        'The result',
        list.reduce((sum, { meta }) => sum + meta.bytes, 0)
      );
    }
  }
  return {
    async get(id) {
      const transaction = database.transaction(['meta', 'content']);
      const [meta, content] = await Promise.all([
        transaction.objectStore('meta').get(id),
        transaction.objectStore('content').get(id),
        transaction.done
      ]);
      if (meta === undefined || content === undefined) return null;
      return restore(id, meta, content);
    },
    async getMeta(id) {
      const meta = await database.get('meta', id);
      return meta === undefined ? null : parseMeta(meta);
    },
    put: (artifact) => putAll([artifact]),
    putAll,
    async delete(id) {
      const transaction = database.transaction(['meta', 'content'], 'readwrite');
      await Promise.all([
        transaction.objectStore('meta').delete(id),
        transaction.objectStore('content').delete(id),
        transaction.done
      ]);
    },
    async list() {
      return (await database.getAll('meta')).map(parseMeta);
    }
  };
}

function restore(id: string, meta: unknown, content: WorkspaceSchema['content']['value']): Artifact {
  const arrays: Record<string, ArrayBlock> = {};
  for (const [name, block] of Object.entries(content.arrays)) {
    if (!isArrayBlock(block)) throw appError('storage/damaged', { id, reason: `${name} is no array of numbers` });
    arrays[name] = block;
  }
  return { meta: parseMeta(meta), json: content.json, arrays };
}

function documents(database: IDBPDatabase<WorkspaceSchema>): DocumentStore {
  return {
    async read(name) {
      const found = await database.get('documents', name);
      return found === undefined ? null : parseDocument(found);
    },
    async write(name, document) {
      try {
        await database.put('documents', document, name);
      } catch (error) {
        throw writeError(error, 'The notebook', document.text.length * 2);
      }
    },
    async remove(name) {
      await database.delete('documents', name);
    },
    async names() {
      return database.getAllKeys('documents');
    }
  };
}

function answers(database: IDBPDatabase<WorkspaceSchema>): AnswerStore {
  return {
    async get(keys) {
      const { store, done } = database.transaction('answers');
      const found = await Promise.all(keys.map((key) => store.get(key)));
      await done;
      return found.map((value) => (value === undefined ? null : parseAnswer(value)));
    },
    async put(list) {
      try {
        const { store, done } = database.transaction('answers', 'readwrite');
        await Promise.all([...list.map((answer) => store.put(answer, answer.key)), done]);
      } catch (error) {
        const bytes = list.reduce((sum, { vector }) => sum + (vector?.byteLength ?? 0), 0);
        throw writeError(error, 'A paid answer', bytes);
      }
    },
    async delete(keys) {
      const { store, done } = database.transaction('answers', 'readwrite');
      await Promise.all([...keys.map((key) => store.delete(key)), done]);
    },
    count: () => database.count('answers'),
    clear: () => database.clear('answers')
  };
}

/** Only the documents of a workspace. */
export const openIndexedDbDocuments = async (workspace: string): Promise<DocumentStore> =>
  (await openWorkspace(workspace)).documents;

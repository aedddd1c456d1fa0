// Artifacts and documents in IndexedDB, one database a workspace. Meta data lies in a store of its own, so that a list of
// a hundred runs reads no arrays. A put is one transaction over both: all of it or none.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { DAMAGED_KIND, databaseName } from './browser-storage';
import type { AppError } from '#lib/errors/app-error';
import { appError } from '#lib/errors/app-error';
import { checkedStore, reasonOf, type Sealed, type Unreadable } from './checked';
import { DATABASE_VERSION, upgradeDatabase } from './migrations';
import { isArrayBlock, parseAnswer, parseDocument, parseMeta, parseSeal } from './schema';
import type { AnswerStore, ArrayBlock, ArtifactMeta, ArtifactStore, DocumentStore, StoredAnswer } from './types';

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
  // A private window ends a transaction that is too large for it without saying why.
  if (error instanceof Error && ['QuotaExceededError', 'AbortError'].includes(error.name)) {
    return appError('storage/quota', { bytes }, {}, error);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return appError('storage/write-failed', { what, reason }, {}, error);
}

function artifacts(database: IDBPDatabase<WorkspaceSchema>): ArtifactStore {
  async function write(list: readonly Sealed[]): Promise<void> {
    try {
      const transaction = database.transaction(['meta', 'content'], 'readwrite');
      const writes = list.flatMap(({ artifact: { meta, json, arrays }, seal }) => [
        transaction.objectStore('meta').put({ ...meta, seal }, meta.id),
        transaction.objectStore('content').put({ json, arrays }, meta.id)
      ]);
      await Promise.all([...writes, transaction.done]);
    } catch (error) {
      throw writeError(
        error,
        'The result',
        list.reduce((sum, { artifact }) => sum + artifact.meta.bytes, 0)
      );
    }
  }
  return checkedStore({
    async read(id) {
      const transaction = database.transaction(['meta', 'content']);
      const [meta, content] = await Promise.all([
        transaction.objectStore('meta').get(id),
        transaction.objectStore('content').get(id),
        transaction.done
      ]);
      if (meta === undefined || content === undefined) return null;
      return restore(meta, content);
    },
    async readMeta(id) {
      return metaOrNull(await database.get('meta', id));
    },
    write,
    async moveAside(id, name) {
      const transaction = database.transaction(['meta', 'content'], 'readwrite');
      const [metas, contents] = [transaction.objectStore('meta'), transaction.objectStore('content')];
      const [meta, content] = await Promise.all([metas.get(id), contents.get(id)]);
      // Another tab may have been quicker.
      const moves: Promise<unknown>[] =
        meta === undefined ? [] : [metas.put(asideMeta(name, meta), name), metas.delete(id)];
      if (content !== undefined) moves.push(contents.put(content, name), contents.delete(id));
      await Promise.all([...moves, transaction.done]);
    },
    async delete(id) {
      const transaction = database.transaction(['meta', 'content'], 'readwrite');
      await Promise.all([
        transaction.objectStore('meta').delete(id),
        transaction.objectStore('content').delete(id),
        transaction.done
      ]);
    },
    async list() {
      const { store } = database.transaction('meta');
      const [keys, metas] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return metas.flatMap((value, at) => {
        const meta = metaOrNull(value);
        return meta && meta.id === keys[at] ? [meta] : [];
      });
    }
  });
}

function restore(meta: unknown, content: WorkspaceSchema['content']['value']): Sealed | Unreadable {
  const arrays: Record<string, ArrayBlock> = {};
  try {
    for (const [name, block] of Object.entries(content.arrays)) {
      if (!isArrayBlock(block)) return { unreadable: `${name} is no array of numbers` };
      arrays[name] = block;
    }
    return { artifact: { meta: parseMeta(meta), json: content.json, arrays }, seal: parseSeal(meta) };
  } catch (error) {
    return { unreadable: reasonOf(error) };
  }
}

function metaOrNull(value: unknown): ArtifactMeta | null {
  try {
    return value === undefined ? null : parseMeta(value);
  } catch {
    return null;
  }
}

/** Stands in for a meta that nobody can read. */
const UNKNOWN: ArtifactMeta = {
  id: '',
  kind: DAMAGED_KIND,
  version: 0,
  digest: '',
  backend: '',
  adapter: '',
  created: '',
  seconds: 0,
  bytes: 0
};

/** What is set aside stays in the list, under a kind of its own, so that its room can be had back. */
const asideMeta = (name: string, meta: unknown): ArtifactMeta => ({
  ...(metaOrNull(meta) ?? UNKNOWN),
  id: name,
  kind: DAMAGED_KIND
});

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
    async writeIf(guard, base, changes) {
      try {
        const { store, done } = database.transaction('documents', 'readwrite');
        const found = await store.get(guard);
        const isAsRead = (found === undefined ? undefined : parseDocument(found).revision) === base;
        const writes = Object.entries(isAsRead ? changes : {}).map(([name, document]): Promise<unknown> =>
          document ? store.put(document, name) : store.delete(name)
        );
        await Promise.all([...writes, done]);
        return isAsRead;
      } catch (error) {
        const bytes = Object.values(changes).reduce((sum, document) => sum + (document?.text.length ?? 0) * 2, 0);
        throw writeError(error, 'The notebook', bytes);
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

/** Of damaged answers; behind all keys, which are hexadecimal digits. */
const ASIDE = '~damaged ';

function answers(database: IDBPDatabase<WorkspaceSchema>): AnswerStore {
  async function setAside(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    try {
      const { store, done } = database.transaction('answers', 'readwrite');
      const moved = keys.map(async (key) => {
        const value = await store.get(key);
        // Another tab may have been quicker.
        if (value === undefined) return;
        await Promise.all([store.put(value, `${ASIDE}${key} ${crypto.randomUUID()}`), store.delete(key)]);
      });
      await Promise.all([...moved, done]);
    } catch (error) {
      throw writeError(error, 'A damaged answer', 0);
    }
  }
  return {
    setAside,
    async get(keys) {
      const { store, done } = database.transaction('answers');
      const found = await Promise.all(keys.map((key) => store.get(key)));
      await done;
      const read = found.map((value, at) => (value === undefined ? null : answerOrNull(value, keys[at])));
      await setAside(keys.filter((_, at) => found[at] !== undefined && read[at] === null));
      return read;
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
    count: () => database.count('answers', IDBKeyRange.upperBound(ASIDE, true)),
    clear: () => database.clear('answers')
  };
}

/** null where it is damaged; one under another's key answers another question. */
function answerOrNull(value: unknown, key: string | undefined): StoredAnswer | null {
  try {
    const answer = parseAnswer(value);
    return answer.key === key ? answer : null;
  } catch {
    return null;
  }
}

/** Only the documents of a workspace. */
export const openIndexedDbDocuments = async (workspace: string): Promise<DocumentStore> =>
  (await openWorkspace(workspace)).documents;

// Artifacts and documents in IndexedDB, one database a workspace. Meta data lies in a store of its own, so that a list of
// a hundred runs reads no arrays. A put is one transaction over both: all of it or none.
import { openDB, type DBSchema } from 'idb';
import { DAMAGED_KIND, databaseName } from './browser-storage';
import { AppError, appError } from '#lib/errors/app-error';
import { baseOf, checkedStore, reasonOf, type Sealed, type Unreadable } from './checked';
import { Connection, type Database } from './connection';
import { DATABASE_VERSION, upgradeDatabase } from './migrations';
import { isArrayBlock, parseAnswer, parseDocument, parseMeta, parseSeal } from './schema';
import { keepingUnwritten, keepingUnwrittenAnswers } from './unwritten';
import type {
  AnswerStore,
  ArrayBlock,
  ArtifactMeta,
  ArtifactStore,
  DocumentStore,
  StoredAnswer,
  StoredDocument
} from './types';

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

/**
 * Opens a workspace. Where its database is closed later from outside, the next use opens it again; what could not be written meanwhile is
 * kept in memory (unwritten.ts).
 * @throws AppError storage/unavailable, storage/blocked, storage/newer; so does every use that has to open it again
 */
export async function openWorkspace(workspace: string): Promise<Workspace> {
  const connection = new Connection((onClosed) => open(workspace, onClosed));
  await connection.use(() => Promise.resolve());
  return {
    artifacts: keepingUnwritten(artifacts(connection)),
    documents: documents(connection),
    answers: keepingUnwrittenAnswers(answers(connection)),
    close: () => connection.close()
  };
}

async function open(workspace: string, onClosed: () => void): Promise<Database> {
  if (!globalThis.indexedDB) throw appError('storage/unavailable', { reason: 'this browser offers none here' });
  // A tab that holds an old version answers `versionchange` by closing; `blocked` fires if one does not.
  let isBlocked = false;
  const opened = async (sayBlocked: () => void): Promise<Database> => {
    const database = await openDB<WorkspaceSchema>(databaseName(workspace), DATABASE_VERSION, {
      upgrade: upgradeDatabase,
      blocked: () => {
        isBlocked = true;
        sayBlocked();
      },
      blocking: (_current, _blocked, event) => {
        if (event.target instanceof IDBDatabase) event.target.close();
        onClosed();
      },
      terminated: onClosed
    });
    // Nobody waits for it any more.
    if (isBlocked) database.close();
    return database;
  };
  return new Promise((resolve, reject) => {
    opened(() => reject(appError('storage/blocked', {}))).then(resolve, (error: unknown) =>
      reject(
        error instanceof Error && error.name === 'VersionError'
          ? appError('storage/newer', {})
          : appError('storage/unavailable', { reason: reasonOf(error) }, {}, error)
      )
    );
  });
}

function writeError(error: unknown, what: string, bytes: number): AppError {
  if (error instanceof AppError) return error;
  // A private window ends a transaction that is too large for it without saying why.
  if (error instanceof Error && ['QuotaExceededError', 'AbortError'].includes(error.name)) {
    return appError('storage/quota', { bytes }, {}, error);
  }
  return appError('storage/write-failed', { what, reason: reasonOf(error) }, {}, error);
}

/** One transaction that only reads. @throws AppError storage/read-failed, … */
function reading<Result>(connection: Connection, work: (database: Database) => Promise<Result>): Promise<Result> {
  return connection.use(work).catch((error: unknown) => {
    throw error instanceof AppError ? error : appError('storage/read-failed', { reason: reasonOf(error) }, {}, error);
  });
}

/** One transaction that writes `bytes` of `what`. @throws AppError storage/quota, storage/write-failed, … */
function writing<Result>(
  connection: Connection,
  what: string,
  bytes: number,
  work: (database: Database) => Promise<Result>
): Promise<Result> {
  return connection.use(work).catch((error: unknown) => {
    throw writeError(error, what, bytes);
  });
}

function artifacts(connection: Connection): ArtifactStore {
  return checkedStore({
    read: (id) =>
      reading(connection, async (database) => {
        const transaction = database.transaction(['meta', 'content']);
        const [meta, content] = await Promise.all([
          transaction.objectStore('meta').get(id),
          transaction.objectStore('content').get(id),
          transaction.done
        ]);
        if (meta === undefined || content === undefined) return null;
        return restore(meta, content);
      }),
    readMeta: (id) => reading(connection, async (database) => metaOrNull(await database.get('meta', id))),
    async write(list) {
      const bytes = list.reduce((sum, { artifact }) => sum + artifact.meta.bytes, 0);
      await writing(connection, 'The result', bytes, async (database) => {
        const transaction = database.transaction(['meta', 'content'], 'readwrite');
        const writes = list.flatMap(({ artifact: { meta, json, arrays }, seal }) => [
          transaction.objectStore('meta').put({ ...meta, seal }, meta.id),
          transaction.objectStore('content').put({ json, arrays }, meta.id)
        ]);
        await Promise.all([...writes, transaction.done]);
      });
    },
    writeIf: (id, base, sealed) =>
      writing(connection, 'The change', sealed?.artifact.meta.bytes ?? 0, async (database) => {
        const transaction = database.transaction(['meta', 'content'], 'readwrite');
        const [metas, contents] = [transaction.objectStore('meta'), transaction.objectStore('content')];
        const isAsRead = baseOf(id, metaOrNull(await metas.get(id))) === base;
        const changes: Promise<unknown>[] = [];
        if (isAsRead && sealed) {
          const { meta, json, arrays } = sealed.artifact;
          changes.push(metas.put({ ...meta, seal: sealed.seal }, id), contents.put({ json, arrays }, id));
        } else if (isAsRead) changes.push(metas.delete(id), contents.delete(id));
        await Promise.all([...changes, transaction.done]);
        return isAsRead;
      }),
    moveAside: (id, name) =>
      writing(connection, 'A damaged artifact', 0, async (database) => {
        const transaction = database.transaction(['meta', 'content'], 'readwrite');
        const [metas, contents] = [transaction.objectStore('meta'), transaction.objectStore('content')];
        const [meta, content] = await Promise.all([metas.get(id), contents.get(id)]);
        // Another tab may have been quicker.
        const moves: Promise<unknown>[] =
          meta === undefined ? [] : [metas.put(asideMeta(name, meta), name), metas.delete(id)];
        if (content !== undefined) moves.push(contents.put(content, name), contents.delete(id));
        await Promise.all([...moves, transaction.done]);
      }),
    delete: (id) =>
      writing(connection, 'The change', 0, async (database) => {
        const transaction = database.transaction(['meta', 'content'], 'readwrite');
        await Promise.all([
          transaction.objectStore('meta').delete(id),
          transaction.objectStore('content').delete(id),
          transaction.done
        ]);
      }),
    list: () =>
      reading(connection, async (database) => {
        const { store } = database.transaction('meta');
        const [keys, metas] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return metas.flatMap((value, at) => {
          const meta = metaOrNull(value);
          return meta && meta.id === keys[at] ? [meta] : [];
        });
      })
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

/** Of documents that nobody can read; no name of one begins so. */
const DOCUMENT_ASIDE = '~damaged ';

/** Whose revision is asked for. */
const revisionOf = (found: unknown): string | undefined => {
  try {
    return parseDocument(found).revision;
  } catch {
    return undefined;
  }
};

function documents(connection: Connection): DocumentStore {
  const room = (list: readonly (StoredDocument | null)[]): number =>
    list.reduce((sum, document) => sum + (document?.text.length ?? 0) * 2, 0);
  return {
    async read(name) {
      const found = await reading(connection, (database) => database.get('documents', name));
      if (found === undefined) return null;
      try {
        return parseDocument(found);
      } catch (error) {
        const aside = `${DOCUMENT_ASIDE}${name} ${crypto.randomUUID()}`;
        await writing(connection, 'A damaged document', 0, async (database) => {
          const { store, done } = database.transaction('documents', 'readwrite');
          await Promise.all([store.put(found, aside), store.delete(name), done]);
        });
        throw appError('storage/damaged', { id: name, reason: reasonOf(error), aside }, {}, error);
      }
    },
    async write(name, document) {
      await writing(connection, 'The notebook', room([document]), (database) =>
        database.put('documents', document, name)
      );
    },
    async writeIf(guard, base, changes) {
      return writing(connection, 'The notebook', room(Object.values(changes)), async (database) => {
        const { store, done } = database.transaction('documents', 'readwrite');
        const found = await store.get(guard);
        const isAsRead = revisionOf(found) === base;
        const writes = Object.entries(isAsRead ? changes : {}).map(([name, document]): Promise<unknown> =>
          document ? store.put(document, name) : store.delete(name)
        );
        await Promise.all([...writes, done]);
        return isAsRead;
      });
    },
    remove: (name) => writing(connection, 'The change', 0, (database) => database.delete('documents', name)),
    async names() {
      const names = await reading(connection, (database) => database.getAllKeys('documents'));
      return names.filter((name) => !name.startsWith(DOCUMENT_ASIDE));
    }
  };
}

/** Of damaged answers; behind all keys, which are hexadecimal digits. */
const ASIDE = '~damaged ';

function answers(connection: Connection): AnswerStore {
  async function setAside(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await writing(connection, 'A damaged answer', 0, async (database) => {
      const { store, done } = database.transaction('answers', 'readwrite');
      const moved = keys.map(async (key) => {
        const value = await store.get(key);
        // Another tab may have been quicker.
        if (value === undefined) return;
        await Promise.all([store.put(value, `${ASIDE}${key} ${crypto.randomUUID()}`), store.delete(key)]);
      });
      await Promise.all([...moved, done]);
    });
  }
  return {
    setAside,
    async get(keys) {
      const found = await reading(connection, async (database) => {
        const { store, done } = database.transaction('answers');
        const values = await Promise.all(keys.map((key) => store.get(key)));
        await done;
        return values;
      });
      const read = found.map((value, at) => (value === undefined ? null : answerOrNull(value, keys[at])));
      await setAside(keys.filter((_, at) => found[at] !== undefined && read[at] === null));
      return read;
    },
    async put(list) {
      const bytes = list.reduce((sum, { vector }) => sum + (vector?.byteLength ?? 0), 0);
      await writing(connection, 'A paid answer', bytes, async (database) => {
        const { store, done } = database.transaction('answers', 'readwrite');
        await Promise.all([...list.map((answer) => store.put(answer, answer.key)), done]);
      });
    },
    delete: (keys) =>
      writing(connection, 'The change', 0, async (database) => {
        const { store, done } = database.transaction('answers', 'readwrite');
        await Promise.all([...keys.map((key) => store.delete(key)), done]);
      }),
    count: () => reading(connection, (database) => database.count('answers', IDBKeyRange.upperBound(ASIDE, true))),
    clear: () => writing(connection, 'The change', 0, (database) => database.clear('answers'))
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

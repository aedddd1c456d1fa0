// Named texts in IndexedDB. One that nobody can read is set aside and said once.
import { appError } from '#lib/errors/app-error';
import { reasonOf } from '../checked';
import type { Connection } from './connection';
import { reading, writing } from './database';
import { parseDocument } from './schema';
import type { DocumentStore, StoredDocument } from '../types';

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

export function documentsIn(connection: Connection): DocumentStore {
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

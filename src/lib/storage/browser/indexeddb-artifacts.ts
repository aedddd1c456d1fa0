// Artifacts in IndexedDB. Meta data lies in a store of its own, so that a list of a hundred runs reads no arrays. A put is one transaction
// over both: all of it or none.
import { DAMAGED_KIND } from './browser-storage';
import { baseOf, checkedStore, reasonOf, type Sealed, type Unreadable } from '../checked';
import type { Connection } from './connection';
import { connectionTo, reading, writing } from './database';
import type { WorkspaceSchema } from './migrations';
import { isArrayBlock, parseMeta, parseSeal } from './schema';
import type { ArrayBlock, ArtifactMeta, ArtifactStore } from '../types';
import { keepingUnwritten } from '../unwritten';

/** The artifacts of a workspace alone, for who needs nothing else. @throws AppError storage/… */
export async function openArtifacts(workspace: string): Promise<ArtifactStore> {
  const connection = connectionTo(workspace);
  await connection.use(() => Promise.resolve());
  return artifactsIn(connection);
}

/** What could not be written is kept in memory. */
export const artifactsIn = (connection: Connection): ArtifactStore => keepingUnwritten(artifacts(connection));

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

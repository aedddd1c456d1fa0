// Artifacts in IndexedDB. Meta data, JSON and arrays lie in stores of their own, so that a list of a hundred runs reads meta data alone, and
// what is shown of them no arrays. A put is one transaction over all three: all of it or none.
import type { IDBPTransaction } from 'idb';
import { DAMAGED_KIND } from './browser-storage';
import { baseOf, checkedStore, reasonOf, type Sealed, type SealedHead, type Unreadable } from '../checked';
import type { Connection } from './connection';
import { connectionTo, reading, writing } from './database';
import type { WorkspaceSchema } from './migrations';
import { parseMeta, parseSealed } from './schema';
import { isArrayBlock } from '../array-types';
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
        const transaction = database.transaction(STORES);
        const [meta, content, apart] = await Promise.all([
          transaction.objectStore('meta').get(id),
          transaction.objectStore('content').get(id),
          transaction.objectStore('arrays').get(id),
          transaction.done
        ]);
        if (meta === undefined || content === undefined) return null;
        return withArrays(headOf(meta, content.json), content.arrays ?? apart ?? {});
      }),
    readHead: (id) =>
      reading(connection, async (database) => {
        const transaction = database.transaction(['meta', 'content']);
        const [meta, content] = await Promise.all([
          transaction.objectStore('meta').get(id),
          transaction.objectStore('content').get(id),
          transaction.done
        ]);
        return meta === undefined || content === undefined ? null : headOf(meta, content.json);
      }),
    readMeta: (id) => reading(connection, async (database) => metaOrNull(await database.get('meta', id))),
    async write(list) {
      const bytes = list.reduce((sum, { artifact }) => sum + artifact.meta.bytes, 0);
      await writing(connection, 'The result', bytes, async (database) => {
        const transaction = database.transaction(STORES, 'readwrite');
        await Promise.all([...list.flatMap((sealed) => puts(transaction, sealed)), transaction.done]);
      });
    },
    writeIf: (id, base, sealed) =>
      writing(connection, 'The change', sealed?.artifact.meta.bytes ?? 0, async (database) => {
        const transaction = database.transaction(STORES, 'readwrite');
        const isAsRead = baseOf(id, metaOrNull(await transaction.objectStore('meta').get(id))) === base;
        const changes = !isAsRead ? [] : sealed ? puts(transaction, sealed) : deletes(transaction, id);
        await Promise.all([...changes, transaction.done]);
        return isAsRead;
      }),
    moveAside: (id, name) =>
      writing(connection, 'A damaged artifact', 0, async (database) => {
        const transaction = database.transaction(STORES, 'readwrite');
        const [metas, contents, blocks] = [
          transaction.objectStore('meta'),
          transaction.objectStore('content'),
          transaction.objectStore('arrays')
        ];
        const [meta, content, arrays] = await Promise.all([metas.get(id), contents.get(id), blocks.get(id)]);
        // Another tab may have been quicker.
        const moves: Promise<unknown>[] = meta === undefined ? [] : [metas.put(asideMeta(name, meta), name)];
        if (content !== undefined) moves.push(contents.put(content, name));
        if (arrays !== undefined) moves.push(blocks.put(arrays, name));
        await Promise.all([...moves, ...deletes(transaction, id), transaction.done]);
      }),
    delete: (id) =>
      writing(connection, 'The change', 0, async (database) => {
        const transaction = database.transaction(STORES, 'readwrite');
        await Promise.all([...deletes(transaction, id), transaction.done]);
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

/** Everything that is stored of an artifact. */
const STORES = ['meta', 'content', 'arrays'] as const;
type Stores = IDBPTransaction<WorkspaceSchema, typeof STORES, 'readwrite'>;

const puts = (stores: Stores, { artifact: { meta, json, arrays }, ...sealed }: Sealed): Promise<unknown>[] => [
  stores.objectStore('meta').put({ ...meta, ...sealed }, meta.id),
  stores.objectStore('content').put({ json }, meta.id),
  stores.objectStore('arrays').put(arrays, meta.id)
];

const deletes = (stores: Stores, id: string): Promise<unknown>[] =>
  STORES.map((store) => stores.objectStore(store).delete(id));

function headOf(stored: unknown, json: unknown): SealedHead | Unreadable {
  try {
    const { meta, ...sealed } = parseSealed(stored);
    return { ...sealed, artifact: { meta, json } };
  } catch (error) {
    return { unreadable: reasonOf(error) };
  }
}

function withArrays(head: SealedHead | Unreadable, found: Readonly<Record<string, unknown>>): Sealed | Unreadable {
  if ('unreadable' in head) return head;
  const arrays: Record<string, ArrayBlock> = {};
  for (const [name, block] of Object.entries(found)) {
    if (!isArrayBlock(block)) return { unreadable: `${name} is no array of numbers` };
    arrays[name] = block;
  }
  return { ...head, artifact: { ...head.artifact, arrays } };
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

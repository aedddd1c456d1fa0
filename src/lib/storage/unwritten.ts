// Results that could not be written are kept in memory as long as the tab lives, and written when they are asked for next: an hour's
// training is not lost to a disk that was full for a minute.
import type { Artifact, ArtifactStore } from './types';

/** Bytes of artifacts at most; what is more is not kept. */
const MOST_BYTES = 2 ** 28;

/**
 * `store`, but results that it could not take are kept. Reading one writes it first and throws what that throws, so that nothing counts as
 * stored that is not. What is put together (an import's record and its rows) is not kept: a half of it would be worse than none.
 */
export function keepingUnwritten(store: ArtifactStore): ArtifactStore {
  const held = new Map<string, Artifact>();

  function hold(artifact: Artifact): void {
    const { id, bytes } = artifact.meta;
    held.delete(id);
    const before = [...held.values()].reduce((sum, { meta }) => sum + meta.bytes, 0);
    // A copy: whoever made it may go on with its arrays.
    if (before + bytes <= MOST_BYTES) held.set(id, structuredClone(artifact));
  }

  async function write(id: string): Promise<void> {
    const artifact = held.get(id);
    if (!artifact) return;
    await store.put(artifact);
    if (held.get(id) === artifact) held.delete(id);
  }

  return {
    async get(id, form) {
      await write(id);
      return store.get(id, form);
    },
    async getHead(id, form) {
      await write(id);
      return store.getHead(id, form);
    },
    async check(id, form) {
      await write(id);
      return store.check(id, form);
    },
    getMeta: (id) => Promise.resolve(held.get(id)?.meta ?? store.getMeta(id)),
    async put(artifact) {
      try {
        await store.put(artifact);
      } catch (error) {
        hold(artifact);
        throw error;
      }
      held.delete(artifact.meta.id);
      // Where one found room, others may.
      for (const id of [...held.keys()]) await write(id).catch(() => undefined);
    },
    async putAll(list, told) {
      await store.putAll(list, told);
      for (const { meta } of list) held.delete(meta.id);
    },
    writeIf: (id, base, artifact) => store.writeIf(id, base, artifact),
    async delete(id) {
      held.delete(id);
      await store.delete(id);
    },
    list: () => store.list()
  };
}

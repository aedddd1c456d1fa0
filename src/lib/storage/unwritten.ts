// What could not be written is kept in memory as long as the tab lives, and written when it is asked for next: an hour's training, or an
// answer that was paid for, is not lost to a disk that was full for a minute.
import type { AnswerStore, Artifact, ArtifactStore, StoredAnswer } from './types';

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
    async putAll(list) {
      await store.putAll(list);
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

/** `store`, but answers that it could not take are kept and given back. */
export function keepingUnwrittenAnswers(store: AnswerStore): AnswerStore {
  const held = new Map<string, StoredAnswer>();
  const forget = (keys: readonly string[]): void => {
    for (const key of keys) held.delete(key);
  };

  async function put(answers: readonly StoredAnswer[]): Promise<void> {
    const all = [...held.values(), ...answers];
    try {
      await store.put(all);
    } catch (error) {
      for (const answer of answers) held.set(answer.key, structuredClone(answer));
      throw error;
    }
    forget(all.map(({ key }) => key));
  }

  return {
    async get(keys) {
      if (held.size > 0) await put([]).catch(() => undefined);
      const found = await store.get(keys);
      return found.map((answer, at) => answer ?? held.get(keys[at] ?? '') ?? null);
    },
    put,
    async setAside(keys) {
      forget(keys);
      await store.setAside(keys);
    },
    async delete(keys) {
      forget(keys);
      await store.delete(keys);
    },
    count: async () => (await store.count()) + held.size,
    async clear() {
      held.clear();
      await store.clear();
    }
  };
}

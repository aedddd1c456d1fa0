// Answers that were paid for and could not be written: kept in memory as long as the tab lives, and written with the next.
import type { AnswerStore, StoredAnswer } from './types';

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

// Stores in memory: for tests, and for a tab whose browser keeps nothing.
import { baseOf, checkedStore, type Sealed } from './checked';
import type { AnswerStore, ArtifactStore, DocumentStore, StoredAnswer, StoredDocument } from './types';

/** @param shelf what is stored, by id */
export function memoryStore(shelf = new Map<string, Sealed>()): ArtifactStore {
  return checkedStore({
    read: (id) => Promise.resolve(shelf.get(id) ?? null),
    readHead(id) {
      const found = shelf.get(id);
      if (!found) return Promise.resolve(null);
      const { meta, json } = found.artifact;
      return Promise.resolve({ ...found, artifact: { meta, json } });
    },
    readMeta: (id) => Promise.resolve(shelf.get(id)?.artifact.meta ?? null),
    write(list) {
      for (const sealed of list) shelf.set(sealed.artifact.meta.id, structuredClone(sealed));
      return Promise.resolve();
    },
    writeIf(id, base, sealed) {
      if (baseOf(id, shelf.get(id)?.artifact.meta ?? null) !== base) return Promise.resolve(false);
      if (sealed) shelf.set(id, structuredClone(sealed));
      else shelf.delete(id);
      return Promise.resolve(true);
    },
    moveAside(id, name) {
      const found = shelf.get(id);
      if (found) shelf.set(name, found);
      shelf.delete(id);
      return Promise.resolve();
    },
    delete(id) {
      shelf.delete(id);
      return Promise.resolve();
    },
    list: () =>
      Promise.resolve([...shelf].flatMap(([id, { artifact }]) => (artifact.meta.id === id ? [artifact.meta] : [])))
  });
}

export function memoryDocuments(): DocumentStore {
  const documents = new Map<string, StoredDocument>();
  return {
    read: (name) => Promise.resolve(documents.get(name) ?? null),
    write(name, document) {
      documents.set(name, { ...document });
      return Promise.resolve();
    },
    writeIf(guard, base, changes) {
      if (documents.get(guard)?.revision !== base) return Promise.resolve(false);
      for (const [name, document] of Object.entries(changes)) {
        if (document) documents.set(name, { ...document });
        else documents.delete(name);
      }
      return Promise.resolve(true);
    },
    remove(name) {
      documents.delete(name);
      return Promise.resolve();
    },
    names: () => Promise.resolve([...documents.keys()].sort())
  };
}

export function memoryAnswers(): AnswerStore {
  const stored = new Map<string, StoredAnswer>();
  return {
    get: (keys) => Promise.resolve(keys.map((key) => stored.get(key) ?? null)),
    put(answers) {
      for (const answer of answers) stored.set(answer.key, structuredClone(answer));
      return Promise.resolve();
    },
    setAside(keys) {
      for (const key of keys) stored.delete(key);
      return Promise.resolve();
    },
    delete(keys) {
      for (const key of keys) stored.delete(key);
      return Promise.resolve();
    },
    count: () => Promise.resolve(stored.size),
    clear() {
      stored.clear();
      return Promise.resolve();
    }
  };
}

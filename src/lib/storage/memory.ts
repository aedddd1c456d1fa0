// Stores in memory: for tests, and for a tab whose browser keeps nothing.
import type { AnswerStore, Artifact, ArtifactStore, DocumentStore, StoredAnswer, StoredDocument } from './types';

export function memoryStore(): ArtifactStore {
  const artifacts = new Map<string, Artifact>();
  const putAll = (list: readonly Artifact[]): Promise<void> => {
    for (const artifact of list) artifacts.set(artifact.meta.id, structuredClone(artifact));
    return Promise.resolve();
  };
  return {
    get: (id) => Promise.resolve(artifacts.get(id) ?? null),
    getMeta: (id) => Promise.resolve(artifacts.get(id)?.meta ?? null),
    put: (artifact) => putAll([artifact]),
    putAll,
    delete(id) {
      artifacts.delete(id);
      return Promise.resolve();
    },
    list: () => Promise.resolve([...artifacts.values()].map(({ meta }) => meta))
  };
}

export function memoryDocuments(): DocumentStore {
  const documents = new Map<string, StoredDocument>();
  return {
    read: (name) => Promise.resolve(documents.get(name) ?? null),
    write(name, document) {
      documents.set(name, { ...document });
      return Promise.resolve();
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

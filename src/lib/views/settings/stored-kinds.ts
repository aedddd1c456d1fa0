// What is stored in this browser, by kind of artifact: names, counts, bytes. Pure.
import type { ArtifactMeta } from '#lib/storage/types';

export interface StoredKind {
  readonly kind: string;
  readonly label: string;
  readonly ids: readonly string[];
  readonly bytes: number;
}

const LABELS: Readonly<Record<string, string>> = {
  dataset: 'data sets',
  import: 'descriptions of imports',
  'import-rows': 'imported rows',
  profiles: 'sets of profiles',
  embeddings: 'sets of embeddings',
  run: 'trained runs',
  checkpoint: 'checkpoints of unfinished runs',
  compare: 'comparisons',
  recommend: 'rankings'
};

/** Largest first. */
export function storedKinds(metas: readonly Pick<ArtifactMeta, 'id' | 'kind' | 'bytes'>[]): StoredKind[] {
  const kinds = new Map<string, { ids: string[]; bytes: number }>();
  for (const { id, kind, bytes } of metas) {
    const entry = kinds.get(kind) ?? { ids: [], bytes: 0 };
    entry.ids.push(id);
    entry.bytes += bytes;
    kinds.set(kind, entry);
  }
  return [...kinds]
    .map(([kind, { ids, bytes }]) => ({ kind, label: LABELS[kind] ?? kind, ids, bytes }))
    .sort((a, b) => b.bytes - a.bytes);
}

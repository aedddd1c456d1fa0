// What is stored in this browser, by kind of artifact: names, counts, bytes, and what its deletion costs. Pure.
import { KIND_DESCRIPTIONS } from '#lib/notebook/kinds/descriptions';
import { RUN_INDEX_KIND } from '#lib/notebook/runs/kind';
import { DAMAGED_KIND } from '#lib/storage/browser/browser-storage';
import type { ArtifactMeta } from '#lib/storage/types';

export interface StoredKind {
  readonly kind: string;
  readonly label: string;
  readonly ids: readonly string[];
  readonly bytes: number;
  /** What a reader loses by deleting it, as a sentence. */
  readonly loss: string;
}

const COMPUTED = 'Notebooks stay; what they need is computed again when run.';
const BROUGHT = 'It cannot be made again here: you need the files.';

interface Words {
  readonly label: string;
  readonly loss: string;
}

/** What is stored beside the artifacts of cells. */
const OTHERS: Readonly<Record<string, Words>> = {
  import: { label: 'descriptions of imports', loss: BROUGHT },
  'import-rows': { label: 'imported rows', loss: BROUGHT },
  attachment: { label: 'descriptions of added files', loss: BROUGHT },
  'attachment-bytes': { label: 'added files of vectors and profiles', loss: BROUGHT },
  'profile-edits': { label: 'changes to profiles', loss: 'Your words in place of profiles are lost for good.' },
  'what-if': { label: 'runs trained on with changed profiles', loss: 'They take seconds to make again.' },
  projection: { label: 'maps of Explore', loss: 'They take seconds to a minute to lay out again.' },
  ranking: { label: 'lists of linear models', loss: 'They take seconds to minutes to make again.' },
  [RUN_INDEX_KIND]: { label: 'list of runs', loss: 'It is made again when the page Runs is opened.' },
  checkpoint: { label: 'checkpoints of unfinished runs', loss: 'Runs that were stopped begin anew.' },
  [DAMAGED_KIND]: { label: 'damaged results, set aside', loss: 'They are not used any more.' }
};

/** Kinds are read from the store, and may have any name. */
const KINDS = new Map<string, Words>([
  ...Object.entries(OTHERS),
  ...KIND_DESCRIPTIONS.map(({ kind, runs, stored: { label, note } }): [string, Words] => [
    runs ? 'run' : kind,
    { label, loss: [COMPUTED, note].filter(Boolean).join(' ') }
  ])
]);

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
    .map(([kind, { ids, bytes }]) => ({ kind, ...(KINDS.get(kind) ?? { label: kind, loss: COMPUTED }), ids, bytes }))
    .sort((a, b) => b.bytes - a.bytes);
}

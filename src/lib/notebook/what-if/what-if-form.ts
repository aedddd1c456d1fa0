// What is stored of a run that was trained on with some profiles changed, or as they were (what-if.ts).
import * as v from 'valibot';
import { parseStored, type Stored } from '#lib/storage/parse-stored';
import type { ChangedVectors } from './changed-vectors';
import { STORED_VERSION, type StoredForm } from '../kinds/stored-form';
import { Run } from '../kinds/train/stored';

const WhatIf = v.object({
  /** Ids of what it was trained on. */
  dataset: v.string(),
  embeddings: v.string(),
  run: Run
});

export type StoredWhatIf = Stored<typeof WhatIf>;

export interface TrainedOn extends StoredWhatIf {
  readonly userEmbeddings: Float32Array;
  readonly itemEmbeddings: Float32Array;
  readonly changed: ChangedVectors;
}

export const whatIfForm: StoredForm<TrainedOn> = {
  kind: 'what-if',
  version: STORED_VERSION,
  read({ json, arrays }) {
    const { userEmbeddings, itemEmbeddings, changedNodes, changedVectors, changedPresent } = arrays;
    if (!(userEmbeddings instanceof Float32Array) || !(itemEmbeddings instanceof Float32Array)) {
      throw new Error('its embeddings are missing');
    }
    if (
      !(changedNodes instanceof Int32Array) ||
      !(changedVectors instanceof Float32Array) ||
      !(changedPresent instanceof Uint8Array) ||
      changedPresent.length !== changedNodes.length
    ) {
      throw new Error('the vectors that were changed are missing, or do not fit each other');
    }
    const changed: ChangedVectors = { nodes: changedNodes, vectors: changedVectors, present: changedPresent };
    return { ...parseStored(WhatIf, json), userEmbeddings, itemEmbeddings, changed };
  }
};

// What artifacts hold, read from their JSON and arrays: of each kind one function, which throws an Error with the reason for what no cell of
// its kind wrote. Stores hold what is read against these (storage/checked.ts), so that a result of the wrong form is set aside and made anew.
import { datasetFromStored } from '#lib/dataset/serialise';
import type { Dataset } from '#lib/dataset/types';
import { embeddingSetFromStored } from '#lib/embeddings/serialise';
import type { EmbeddingSet } from '#lib/embeddings/types';
import { editsFromStored } from '#lib/profiles/edits';
import { profileSetFromStored } from '#lib/profiles/serialise';
import type { ProfileSet } from '#lib/profiles/types';
import type { Artifact, ArtifactForm } from '#lib/storage/types';
import { checkpointFromStored, CHECKPOINT_VERSION } from '#lib/training/checkpoint';
import type { RunArrays } from '#lib/training/types';
import type { ChangedVectors } from '../changed-vectors';
import type { ArtifactKind } from '../identity';
import { readStored, STORED_VERSION, type StoredRun, type StoredWhatIf } from '../stored';

export const EDITS_KIND = 'profile-edits';
export const CHECKPOINT_KIND = 'checkpoint';

/** Every kind that a notebook stores. */
export type StoredKind = Exclude<ArtifactKind, 'train'> | typeof EDITS_KIND | typeof CHECKPOINT_KIND;

export function datasetOf({ json, arrays }: Artifact): Dataset {
  return datasetFromStored(readStored.dataset(json).data, arrays);
}

export const profilesOf = ({ json }: Artifact): ProfileSet => profileSetFromStored(readStored.profiles(json).data);

export function embeddingsOf({ json, arrays }: Artifact): EmbeddingSet {
  return embeddingSetFromStored(readStored.embeddings(json).data, arrays);
}

export function runOf({ json, arrays: stored }: Artifact): { readonly run: StoredRun; readonly arrays: RunArrays } {
  const run = readStored.run(json);
  const { userEmbeddings, itemEmbeddings, testUsers, testRecall20, testNdcg20, parameters } = stored;
  if (!(userEmbeddings instanceof Float32Array) || !(itemEmbeddings instanceof Float32Array)) throw noEmbeddings();
  if (
    !(testUsers instanceof Int32Array) ||
    !(testRecall20 instanceof Float32Array) ||
    !(testNdcg20 instanceof Float32Array) ||
    testRecall20.length !== testUsers.length ||
    testNdcg20.length !== testUsers.length
  ) {
    throw new Error('its figures of single users are missing, or do not fit each other');
  }
  const kept = parameters instanceof Float32Array ? { parameters } : {};
  return { run, arrays: { userEmbeddings, itemEmbeddings, testUsers, testRecall20, testNdcg20, ...kept } };
}

export interface TrainedOn extends StoredWhatIf {
  readonly userEmbeddings: Float32Array;
  readonly itemEmbeddings: Float32Array;
  readonly changed: ChangedVectors;
}

export function trainedOnOf({ json, arrays }: Artifact): TrainedOn {
  const { userEmbeddings, itemEmbeddings, changedNodes, changedVectors, changedPresent } = arrays;
  if (!(userEmbeddings instanceof Float32Array) || !(itemEmbeddings instanceof Float32Array)) throw noEmbeddings();
  if (
    !(changedNodes instanceof Int32Array) ||
    !(changedVectors instanceof Float32Array) ||
    !(changedPresent instanceof Uint8Array) ||
    changedPresent.length !== changedNodes.length
  ) {
    throw new Error('the vectors that were changed are missing, or do not fit each other');
  }
  const changed: ChangedVectors = { nodes: changedNodes, vectors: changedVectors, present: changedPresent };
  return { ...readStored.whatIf(json), userEmbeddings, itemEmbeddings, changed };
}

const noEmbeddings = (): Error => new Error('its embeddings are missing');

/** null for one that another version of the code wrote. */
export const checkpointOf = ({ json, arrays }: Artifact): ReturnType<typeof checkpointFromStored> =>
  checkpointFromStored(json, arrays);

/** Of the kind `kind`, and of the form that `read` reads; one of another version is not judged. */
function form(kind: StoredKind, read: ArtifactForm, version: number = STORED_VERSION): ArtifactForm {
  return (artifact) => {
    const { meta } = artifact;
    if (meta.kind !== kind) throw new Error(`it is of the kind "${meta.kind}" in the place of "${kind}"`);
    return meta.version === version ? read(artifact) : null;
  };
}

/** What lies under the id of each kind must have this form. */
export const FORMS: Readonly<Record<StoredKind, ArtifactForm>> = {
  dataset: form('dataset', datasetOf),
  profiles: form('profiles', profilesOf),
  embeddings: form('embeddings', embeddingsOf),
  run: form('run', runOf),
  compare: form('compare', ({ json }) => readStored.compare(json)),
  recommend: form('recommend', ({ json }) => readStored.recommend(json)),
  rerank: form('rerank', ({ json }) => readStored.rerank(json)),
  'case-study': form('case-study', ({ json }) => readStored.caseStudy(json)),
  figure: form('figure', ({ json }) => readStored.figure(json)),
  'what-if': form('what-if', trainedOnOf),
  [EDITS_KIND]: form(EDITS_KIND, ({ json }) => editsFromStored(json)),
  [CHECKPOINT_KIND]: form(
    CHECKPOINT_KIND,
    (artifact) => {
      if (!checkpointOf(artifact)) throw new Error('it is no state of a training run');
    },
    CHECKPOINT_VERSION
  )
};

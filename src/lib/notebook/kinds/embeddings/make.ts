// The embeddings cell: profile texts through an encoder, or the vectors that came with the data.
import { HeldOutReviews, UNKNOWN } from '#lib/dataset/checks/leak-check';
import { perturbVectors } from '#lib/dataset/prepare/perturb';
import type { FileSource } from '#lib/dataset/sources/source';
import { encoderInput } from '#lib/embeddings/encoder-input';
import { embeddingFacts } from '#lib/embeddings/neighbours';
import { reduceDimensions } from '#lib/embeddings/reduce';
import { encoder } from '#lib/embeddings/registry';
import { embeddingSetToStored } from '#lib/embeddings/serialise';
import type { EmbeddingSet } from '#lib/embeddings/types';
import { appError } from '#lib/errors/app-error';
import type { Made } from '../../run/artifacts';
import { askContext, jobControl, type CellWork } from '../../run/cell-work';
import { datasetIdBehind, filesOf, idOf } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedEmbeddings } from './describe';
import { embeddingsStored, type EmbeddingsResult } from './stored';

export const maker: KindMaker<ResolvedEmbeddings, EmbeddingsResult> = {
  stored: embeddingsStored,
  make(cell, plan, work) {
    const profiles = cell.reads.kind === 'profiles' ? idOf(plan, cell.reads.name).id : null;
    const dataset = datasetIdBehind(plan, cell.name);
    return makeEmbeddings(cell, { dataset, profiles, files: filesOf(plan, cell.name) }, work);
  }
};

interface EmbeddingInputs {
  /** Id of the data set behind the cell. */
  readonly dataset: string;
  /** Id of the profiles; null where it reads none. */
  readonly profiles: string | null;
  readonly files: FileSource | undefined;
}

/**
 * @throws AppError embeddings/…, llm/…, internal/cancelled
 */
async function makeEmbeddings(cell: ResolvedEmbeddings, ids: EmbeddingInputs, work: CellWork): Promise<Made> {
  const dataset = await work.artifacts.dataset(ids.dataset);
  const encoded = await encode(cell, ids, work);
  const reduced = cell.pca > 0 ? await reduceDimensions(encoded, cell.pca, jobControl(work, 'passes')) : encoded;
  const { how, share } = cell.perturb;
  const set = { ...reduced, vectors: perturbVectors(reduced.vectors, how, share, cell.seed) };
  const titles = dataset.itemIds.map((id, item) => dataset.itemTexts?.[item]?.title || id);
  const facts = embeddingFacts(set, titles);
  const result: EmbeddingsResult = {
    kind: 'embeddings',
    ...facts,
    ...(encoded.usage && { usage: encoded.usage }),
    facts: {
      ...facts.facts,
      ...(how === 'none' ? {} : { perturbation: `${how}, ${100 * share} % of users and items` }),
      ...(cell.reads.kind === 'dataset' ? { 'held-out data': UNKNOWN.sentence } : {})
    }
  };
  const { json: data, arrays } = embeddingSetToStored(set);
  const json = { data, result };
  return { json, arrays, digested: { data, result: { ...result, usage: undefined } } };
}

async function encode(cell: ResolvedEmbeddings, ids: EmbeddingInputs, work: CellWork): Promise<EmbeddingSet> {
  const entry = encoder(cell.encoder);
  if (entry.reads === 'dataset') {
    const dataset = await work.artifacts.dataset(ids.dataset);
    return entry.embed(dataset, cell.settings, ids.files, { ...(work.signal && { signal: work.signal }) });
  }
  if (ids.profiles === null) throw appError('notebook/artifact-lost', { kind: 'set of profiles' });
  const profiles = await work.artifacts.profiles(ids.profiles);
  const input = encoderInput(profiles);
  const heldOut = new HeldOutReviews(await work.artifacts.dataset(ids.dataset));
  heldOut.check(input.users, 'the text of a user that was to be encoded');
  heldOut.check(input.items, 'the text of an item that was to be encoded');
  return entry.encode(input, cell.settings, cell.seed, {
    ...jobControl(work, 'texts'),
    ...askContext(work)
  });
}

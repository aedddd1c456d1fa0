// The embeddings cell: profiles or items' own texts through an encoder, or the vectors that came with the data.
import { HeldOutReviews, UNKNOWN } from '#lib/dataset/checks/leak-check';
import { permutedItems, perturbVectors } from '#lib/dataset/prepare/perturb';
import type { FileSource } from '#lib/dataset/sources/source';
import type { Dataset } from '#lib/dataset/types';
import { encoderInput } from '#lib/embeddings/encoder-input';
import { textOfItem } from '#lib/embeddings/item-texts';
import { embeddingFacts } from '#lib/embeddings/neighbours';
import { reduceDimensions } from '#lib/embeddings/reduce';
import { encoder } from '#lib/embeddings/registry';
import { embeddingSetToStored } from '#lib/embeddings/serialise';
import type { EmbeddingSet, EncoderInput } from '#lib/embeddings/types';
import { usersFromItems } from '#lib/embeddings/users-from-items';
import { appError } from '#lib/errors/app-error';
import { wordWarnings } from '#lib/studies/words-worth/warnings';
import { wordsWorth, type WordsWorth } from '#lib/studies/words-worth/words-worth';
import { rest, timed } from '#lib/work/work';
import type { Made } from '../../run/artifacts';
import { askContext, type CellWork } from '../../run/cell-work';
import { datasetIdBehind, filesOf, idOf } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedEmbeddings } from './describe';
import { embeddingsStored, type EmbeddingsResult } from './stored';

export const maker: KindMaker<ResolvedEmbeddings, EmbeddingsResult> = {
  stored: embeddingsStored,
  make(cell, plan, work) {
    const profiles = cell.reads.kind === 'profiles' ? idOf(plan, cell.reads.name).id : null;
    const dataset = datasetIdBehind(plan, cell.name);
    const { unperturbed } = idOf(plan, cell.name);
    return makeEmbeddings(cell, { dataset, profiles, files: filesOf(plan, cell.name), unperturbed }, work);
  }
};

interface EmbeddingInputs {
  /** Id of the data set behind the cell. */
  readonly dataset: string;
  /** Id of the profiles; null where it reads none. */
  readonly profiles: string | null;
  readonly files: FileSource | undefined;
  /** Id of the true vectors, where these are made wrong on purpose. */
  readonly unperturbed: string | undefined;
}

/**
 * @throws AppError embeddings/…, llm/…, internal/cancelled
 */
async function makeEmbeddings(cell: ResolvedEmbeddings, ids: EmbeddingInputs, work: CellWork): Promise<Made> {
  const dataset = await work.artifacts.dataset(ids.dataset);
  const { texts, embed } = await whatIsEmbedded(cell, ids, dataset, work);
  const unperturbed = (await storedUnperturbed(ids, work)) ?? (await reduced(cell, await embed(), work));
  const { usage } = unperturbed;
  const { how, share } = cell.perturb;
  const set = { ...unperturbed, vectors: perturbVectors(unperturbed.vectors, how, share, cell.seed) };
  const words = await wordsWorth(set.vectors, dataset, texts, () => rest(work, 'Measuring the vectors'));
  const titles = dataset.itemIds.map((id, item) => dataset.itemTexts?.[item]?.title || id);
  const facts = embeddingFacts(set, titles);
  const result: EmbeddingsResult = {
    kind: 'embeddings',
    ...facts,
    words: wordsStored(words, encoder(cell.encoder).language),
    ...(usage && { usage }),
    facts: {
      ...facts.facts,
      ...sourceFacts(cell),
      ...(how === 'none' ? {} : { perturbation: `${how}, ${100 * share} % of users and items` }),
      ...(encoder(cell.encoder).reads === 'dataset' ? { 'held-out data': UNKNOWN.sentence } : {})
    }
  };
  const { json: data, arrays } = embeddingSetToStored(set);
  const json = { data, result };
  // What is measured follows from the vectors and the data.
  return { json, arrays, digested: { data, result: { ...result, words: undefined, usage: undefined } } };
}

const wordsStored = (
  { languages, ...words }: WordsWorth,
  language: string | undefined
): NonNullable<EmbeddingsResult['words']> => ({
  ...words,
  languages,
  warnings: wordWarnings({ ...words, languages }, language)
});

/** The true vectors, where this device has made them before: nothing is encoded twice. null where there are none. */
async function storedUnperturbed({ unperturbed }: EmbeddingInputs, work: CellWork): Promise<EmbeddingSet | null> {
  if (unperturbed === undefined || !(await work.artifacts.isStored(unperturbed, work.device))) return null;
  return work.artifacts.embeddings(unperturbed);
}

const reduced = async ({ pca }: ResolvedEmbeddings, set: EmbeddingSet, work: CellWork): Promise<EmbeddingSet> =>
  pca > 0 ? reduceDimensions(set, pca, timed(work, 'passes')) : set;

interface Embedded {
  /** What is encoded; null of vectors that were made elsewhere. */
  readonly texts: EncoderInput | null;
  embed(): Promise<EmbeddingSet>;
}

async function whatIsEmbedded(
  cell: ResolvedEmbeddings,
  ids: EmbeddingInputs,
  dataset: Dataset,
  work: CellWork
): Promise<Embedded> {
  const entry = encoder(cell.encoder);
  const { settings, seed } = cell;
  if (entry.reads === 'dataset') {
    return { texts: null, embed: () => entry.embed(dataset, settings, ids.files, { signal: work.signal }) };
  }
  const texts = await textsFor(cell, ids, dataset, work);
  const heldOut = new HeldOutReviews(dataset);
  heldOut.check(texts.users, 'the text of a user that was to be encoded');
  heldOut.check(texts.items, 'the text of an item that was to be encoded');
  const context = { ...timed(work, 'texts'), ...askContext(work), encoderFiles: work.encoderFiles };
  return {
    texts,
    async embed() {
      const set = await entry.encode(texts, settings, seed, context);
      return cell.users === 'items' ? withUsersOfItems(set, dataset) : set;
    }
  };
}

/** The texts to encode: profiles, or what the data say of items. Of users whose vectors come from items there are none. */
async function textsFor(
  { texts, users, seed }: ResolvedEmbeddings,
  ids: EmbeddingInputs,
  dataset: Dataset,
  work: CellWork
): Promise<EncoderInput> {
  const written = ids.profiles === null ? null : encoderInput(await work.artifacts.profiles(ids.profiles));
  if (!written && (texts === 'profiles' || users === 'profiles'))
    throw appError('notebook/artifact-lost', { kind: 'set of profiles' });
  return {
    users: users === 'profiles' && written ? written.users : Array.from({ length: dataset.userCount }, () => null),
    items: texts === 'profiles' && written ? written.items : ownTexts(dataset, texts === 'items' ? null : seed)
  };
}

/** @param permutedBy seed by which items get the texts of others; null where each keeps its own */
function ownTexts(dataset: Dataset, permutedBy: number | null): readonly (string | null)[] {
  const { itemTexts, itemCount, name } = dataset;
  const texts = (itemTexts ?? []).map(textOfItem);
  if (texts.every((text) => text === null)) throw appError('embeddings/no-item-texts', { dataset: name });
  if (permutedBy === null) return texts;
  return Array.from(permutedItems(itemCount, permutedBy), (item) => texts[item] ?? null);
}

function withUsersOfItems(set: EmbeddingSet, dataset: Dataset): EmbeddingSet {
  return { ...set, vectors: usersFromItems(set.vectors, dataset.split.train, dataset.userCount) };
}

const MADE_FROM: Readonly<Record<ResolvedEmbeddings['texts'], string>> = {
  profiles: 'profiles',
  items: 'title, description and attributes as they are',
  'permuted-items': 'title, description and attributes of another item'
};

/** What vectors are made from, where that is not profiles throughout. */
function sourceFacts({ texts, users }: ResolvedEmbeddings): Readonly<Record<string, string>> {
  if (texts === 'profiles' && users === 'profiles') return {};
  return {
    'items from': MADE_FROM[texts],
    'users from': users === 'profiles' ? 'profiles' : 'the mean of their training items'
  };
}

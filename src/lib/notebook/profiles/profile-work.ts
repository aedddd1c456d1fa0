// A profiles cell seen profile by profile: what is stored, one of them with its prompt and its answer, what the cell would cost, and a
// reader's changes. Reads artifacts; runs nothing but the dataset cell that an estimate needs.
import { HeldOutReviews } from '#lib/dataset/checks/leak-check';
import type { DataFile } from '#lib/dataset/formats/writer';
import type { Dataset } from '#lib/dataset/types';
import { appError, type SerializedError } from '#lib/errors/app-error';
import { askAll, storedAnswers } from '#lib/llm/answers/answers';
import { hostOf } from '#lib/llm/client';
import { THIS_MACHINE } from '#lib/llm/cost/prices';
import { asking } from '#lib/llm/local/ask';
import type { ChatMessage } from '#lib/llm/types';
import type { UsageReport } from '#lib/llm/cost/usage';
import { editsOf, type ProfileEdit, type ProfileNode } from '#lib/profiles/edits';
import { estimateProfiles, type PromptEstimate } from '#lib/profiles/llm/estimate';
import { itemQuestions, userQuestions, type PromptSource } from '#lib/profiles/llm/prompts';
import { LLM, readLlmSettings } from '#lib/profiles/llm/settings';
import { profileFiles, type ProfileFormat } from '#lib/profiles/files/write';
import { profileGenerator } from '#lib/profiles/registry';
import type { Profile, ProfileSet } from '#lib/profiles/types';
import type { Work } from '#lib/work/work';
import { Artifacts } from '../run/artifacts';
import type { NotebookEnvironment } from '../run/environment';
import type { NotebookDocument } from '../document/parse';
import type { NotebookIds } from '../kinds/inputs';
import { identifyCells } from '../plan/identify';
import { editsId, writeEdits } from './profile-edits';
import { madeDataset } from '../run/runtime';
import type { ResolvedProfiles } from '../kinds/profiles/describe';
import { profilesForm } from '../kinds/profiles/stored';
import { profilesView } from '../kinds/profiles/view';
import { suggestionFor } from '../document/nearest';

/** One profile in a list. */
export interface ProfileRow {
  readonly node: ProfileNode;
  readonly id: string;
  readonly title: string;
  readonly text: string | null;
  /** What is wrong with its answer; null where nothing is, or nobody was asked. */
  readonly problem: string | null;
  readonly edited: boolean;
}

export interface OpenedProfiles {
  readonly generator: string;
  readonly label: string;
  readonly asksService: boolean;
  /** Whether the set is stored as the cell stands now. */
  readonly isStored: boolean;
  readonly rows: readonly ProfileRow[];
  readonly usage: UsageReport<'user' | 'item'> | null;
  readonly edits: readonly ProfileEdit[];
  /** Tells these edits from others; null where there are none. */
  readonly editsDigest: string | null;
  /** Why the set, or what was changed in it, has just been set aside; null where nothing was. */
  readonly damaged: SerializedError | null;
}

/** What became of a change. */
export type ProfilesChange =
  | { readonly done: true; readonly editsDigest: string | null }
  /** Another tab changed them since they were read: these are its edits, and nothing was changed. */
  | { readonly done: false; readonly edits: readonly ProfileEdit[]; readonly editsDigest: string | null };

export interface ShownProfile {
  readonly profile: Profile;
  /** Titles of the items it was made from, in the order of the evidence. */
  readonly evidenceTitles: readonly string[];
  /** What the model was told; null where none was asked. */
  readonly prompt: readonly ChatMessage[] | null;
}

interface Place {
  readonly cell: ResolvedProfiles;
  readonly plan: NotebookIds;
  readonly artifacts: Artifacts;
  readonly id: string;
  readonly base: string;
}

async function placeOf(document: NotebookDocument, env: NotebookEnvironment, name: string): Promise<Place> {
  const artifacts = new Artifacts(env.store);
  const plan = await identifyCells(document, env, artifacts, [name]);
  const cell = plan.graph.cells.get(name);
  const problem = plan.problems.get(name);
  if (problem) throw problem;
  if (cell?.kind !== 'profiles') {
    const names = document.cells.filter(({ kind }) => kind === 'profiles').map((entry) => entry.name);
    throw appError('notebook/no-such-cell', { name, nearest: suggestionFor(name, names) });
  }
  const id = plan.ids.get(name);
  const sourceProblem = plan.problems.get(cell.dataset);
  if (sourceProblem) throw sourceProblem;
  if (!id?.base) throw appError('notebook/artifact-lost', { kind: 'cell' });
  return { cell, plan, artifacts, id: id.id, base: id.base };
}

/** The set of a cell, as a list. @throws AppError notebook/… */
export async function openProfiles(
  document: NotebookDocument,
  env: NotebookEnvironment,
  name: string
): Promise<OpenedProfiles> {
  const { cell, plan, artifacts, id, base } = await placeOf(document, env, name);
  const { label, asksService } = profileGenerator(cell.generator);
  const read = await editsNow(artifacts, base);
  // Ten thousand profiles take a while to read: once.
  const stored = await artifacts.find(id, profilesForm);
  const damaged = artifacts.damageOf([id, await editsId(base)])?.toJSON() ?? null;
  const opened = { generator: cell.generator, asksService: asksService === true, ...read, damaged };
  if (!stored) return { ...opened, label, isStored: false, rows: [], usage: null };
  const dataset = await datasetOf(plan, cell, artifacts);
  const { set, result } = stored.content;
  return {
    ...opened,
    label: set.provenance.label,
    isStored: true,
    rows: rowsOf(set, dataset),
    usage: result.usage ?? null
  };
}

function rowsOf(set: ProfileSet, dataset: Dataset): readonly ProfileRow[] {
  const row = (node: ProfileNode, id: string, title: string | undefined, profile: Profile): ProfileRow => ({
    node,
    id,
    title: title || id,
    text: profile.text,
    problem: profile.answer?.problem ?? null,
    edited: profile.edited !== undefined
  });
  return [
    ...set.items.map((profile, at) => row('item', dataset.itemIds[at] ?? '', dataset.itemTexts?.[at]?.title, profile)),
    ...set.users.map((profile, at) => row('user', dataset.userIds[at] ?? '', dataset.userTexts?.[at]?.name, profile))
  ];
}

async function datasetOf(plan: NotebookIds, cell: ResolvedProfiles, artifacts: Artifacts): Promise<Dataset> {
  const id = plan.ids.get(cell.dataset);
  if (!id) throw appError('notebook/artifact-lost', { kind: 'data set' });
  return artifacts.dataset(id.id);
}

const indexOf = (dataset: Dataset, node: ProfileNode, id: string): number =>
  (node === 'item' ? dataset.itemIds : dataset.userIds).indexOf(id);

/** One profile of a stored set. @throws AppError notebook/artifact-lost where there is none */
export async function showProfile(
  document: NotebookDocument,
  env: NotebookEnvironment,
  name: string,
  { node, id }: { readonly node: ProfileNode; readonly id: string }
): Promise<ShownProfile> {
  const place = await placeOf(document, env, name);
  const { cell, plan, artifacts } = place;
  const dataset = await datasetOf(plan, cell, artifacts);
  const set = await artifacts.profiles(place.id);
  const index = indexOf(dataset, node, id);
  const profile = (node === 'item' ? set.items : set.users)[index];
  if (!profile) throw appError('notebook/artifact-lost', { kind: 'profile' });
  const evidenceTitles = profile.evidence.items.map((item) => {
    const at = dataset.itemIds.indexOf(item);
    return dataset.itemTexts?.[at]?.title || item;
  });
  if (cell.generator !== LLM.name) return { profile, evidenceTitles, prompt: null };
  const source = await sourceOf(place, dataset);
  const questions = node === 'item' ? itemQuestions(source) : userQuestions(source, set.items);
  const question = questions.find((entry) => entry.index === index);
  return { profile, evidenceTitles, prompt: question?.request.messages ?? null };
}

async function sourceOf({ cell, artifacts, base }: Place, dataset: Dataset): Promise<PromptSource> {
  const settings = readLlmSettings(profileGenerator(LLM.name).resolve(cell.settings));
  return { view: profilesView(cell, dataset), settings, seed: cell.seed, edits: await artifacts.edits(base) };
}

/** The stored set as files for elsewhere. @throws AppError export/not-run where there is none */
export async function filesOfProfiles(
  document: NotebookDocument,
  env: NotebookEnvironment,
  name: string,
  format: ProfileFormat
): Promise<readonly DataFile[]> {
  const { cell, plan, artifacts, id } = await placeOf(document, env, name);
  const stored = await artifacts.find(id, profilesForm);
  if (!stored) throw appError('export/not-run', { cell: name });
  return profileFiles(stored.content.set, await datasetOf(plan, cell, artifacts), format);
}

/**
 * What the cell would take; makes its data set where that is not stored.
 * @throws AppError notebook/…; llm/no-endpoint where the cell's generator asks nobody
 */
export async function estimateCell(
  document: NotebookDocument,
  env: NotebookEnvironment,
  name: string
): Promise<PromptEstimate> {
  const { llm } = env;
  const { source } = await askedOf(document, env, name);
  if (!llm) throw appError('llm/no-endpoint', {});
  const { answers, prices, endpoint } = llm;
  const host = source.settings.provider.kind === 'local' ? THIS_MACHINE : hostOf(endpoint.baseUrl);
  return estimateProfiles(source, { answers, prices, host });
}

/** What the cell asks a language model about; its data set is made where it is not stored. */
async function askedOf(
  document: NotebookDocument,
  env: NotebookEnvironment,
  name: string
): Promise<{ readonly source: PromptSource; readonly dataset: Dataset }> {
  const place = await placeOf(document, env, name);
  const { cell, plan, artifacts } = place;
  if (cell.generator !== LLM.name) throw appError('llm/no-endpoint', {});
  const dataset = await madeDataset(document, env, plan, cell.dataset, artifacts);
  return { source: await sourceOf(place, dataset), dataset };
}

/** One item's profile, written to see how long that takes here. */
export interface ProfileTrial {
  readonly seconds: number;
  /** Who wrote it: model, weights and device. */
  readonly model: string;
  /** Why it cannot be used; null where it can. */
  readonly problem: string | null;
}

/**
 * Asks about the first item that has no answer, and keeps the answer like any other. Getting the model ready is not counted.
 * @returns null where every item has one
 * @throws AppError notebook/…, llm/…, models/…, prepare/leak, internal/cancelled
 */
export async function tryProfile(
  document: NotebookDocument,
  env: NotebookEnvironment,
  name: string,
  work: Work
): Promise<ProfileTrial | null> {
  const { source, dataset } = await askedOf(document, env, name);
  return asking(source.settings.provider, env, work, async (llm) => {
    const questions = itemQuestions(source);
    const stored = await storedAnswers(questions, llm.answers);
    const question = questions.find((_, at) => stored[at] === null);
    if (!question) return null;
    new HeldOutReviews(dataset).check(question.shown, 'what a language model was to be shown');
    await llm.client?.open?.();
    const started = performance.now();
    const [answered] = await askAll([question], llm, work, 'One item profile');
    const seconds = (performance.now() - started) / 1000;
    return answered
      ? { seconds, model: answered.record.model, problem: answered.value ? null : answered.record.detail }
      : null;
  });
}

const editsNow = async (
  artifacts: Artifacts,
  base: string
): Promise<Pick<OpenedProfiles, 'edits' | 'editsDigest'>> => ({
  edits: [...(await artifacts.edits(base)).values()],
  editsDigest: await artifacts.editsDigest(base)
});

/**
 * Puts `edits` in place of those that were read, unless another tab did so; the cell is to be run again then.
 * @param read digest of those that were read
 */
export async function changeProfiles(
  document: NotebookDocument,
  env: NotebookEnvironment,
  name: string,
  edits: readonly ProfileEdit[],
  read: string | null
): Promise<ProfilesChange> {
  const { base, artifacts } = await placeOf(document, env, name);
  const editsDigest = await writeEdits(env.store, base, editsOf(edits), read);
  if (editsDigest !== false) return { done: true, editsDigest };
  return { done: false, ...(await editsNow(artifacts, base)) };
}

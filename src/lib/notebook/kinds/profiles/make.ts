// The profiles cell: a generator writes profiles from a training view of the data set, which holds no held-out row.
import { checkPairs, HeldOutReviews } from '#lib/dataset/checks/leak-check';
import type { FileSource } from '#lib/dataset/sources/source';
import { profileGenerator } from '#lib/profiles/registry';
import { PROFILE_SET_VERSION, profileSetToStored } from '#lib/profiles/serialise';
import { profileFacts } from '#lib/profiles/summary';
import type { Profile, ProfileSet } from '#lib/profiles/types';
import { timed } from '#lib/work/work';
import type { Made } from '../../run/artifacts';
import { askContext, type CellWork } from '../../run/cell-work';
import { filesOf, idOf } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedProfiles } from './describe';
import { profilesStored, type ProfilesResult } from './stored';
import { PERMUTED, profilesView } from './view';

export const maker: KindMaker<ResolvedProfiles, ProfilesResult> = {
  stored: profilesStored,
  make(cell, plan, work) {
    const dataset = idOf(plan, cell.dataset).id;
    const { base } = idOf(plan, cell.name);
    return makeProfiles(cell, { dataset, base, files: filesOf(plan, cell.name) }, work);
  }
};

interface ProfileInputs {
  /** Id of the data set. */
  readonly dataset: string;
  /** Id under which a reader's changes are kept. */
  readonly base: string | undefined;
  readonly files: FileSource | undefined;
}

/**
 * @throws AppError profiles/…, prepare/leak, llm/…, internal/cancelled
 */
async function makeProfiles(
  cell: ResolvedProfiles,
  { dataset: datasetId, base, files }: ProfileInputs,
  work: CellWork
): Promise<Made> {
  const dataset = await work.artifacts.dataset(datasetId);
  const view = profilesView(cell, dataset);
  checkPairs(dataset, view.train, 'what profiles are made from');
  const { generator, settings, seed } = cell;
  const heldOut = new HeldOutReviews(dataset);
  const { generate, asksService } = profileGenerator(generator);
  const made = await generate(view, settings, seed, {
    ...timed(work, 'profiles'),
    ...askContext(work),
    ...(files && { files }),
    ...(dataset.profiles && { brought: dataset.profiles }),
    ...(base !== undefined && { edits: await work.artifacts.edits(base) }),
    guard: (texts) => heldOut.check(texts, 'what a language model was to be shown')
  });
  const set = cell.texts === 'own' ? made : saidPermuted(made);
  for (const [who, profiles] of Object.entries({ user: set.users, item: set.items })) {
    heldOut.check(
      profiles.flatMap(({ text, reasoning }) => [text, reasoning]),
      `the profile of ${who === 'user' ? 'a user' : 'an item'}`
    );
  }
  // Titles are the items' own whoever their words belong to.
  const titled = { ...view, itemTexts: dataset.itemTexts };
  const result: ProfilesResult = {
    kind: 'profiles',
    ...profileFacts(set, titled, { isPaid: asksService === true })
  };
  const { json: data, arrays } = profileSetToStored(set);
  const json = { data, result };
  return { json, arrays, digested: { data: withoutTimes(set), result: { ...result, usage: undefined } } };
}

function saidPermuted({ provenance, ...set }: ProfileSet): ProfileSet {
  const { label, settings } = provenance;
  return {
    ...set,
    provenance: { ...provenance, label: `${label} ${PERMUTED}`, settings: { ...settings, texts: 'permuted' } }
  };
}

/** The part of a set that equal texts make equal: without the times and costs of answers. */
function withoutTimes({ users, items, provenance }: ProfileSet): unknown {
  const plain = (profiles: readonly Profile[]) =>
    profiles.map(({ text, reasoning, evidence }) => ({ text, reasoning, evidence }));
  return { version: PROFILE_SET_VERSION, users: plain(users), items: plain(items), provenance };
}

// The profiles cell: a generator writes profiles from a training view of the data set, which holds no held-out row.
import { checkPairs, HeldOutReviews } from '#lib/dataset/leak-check';
import { makeTrainView } from '#lib/dataset/train-view';
import { profileGenerator } from '#lib/profiles/registry';
import { profileSetToStored } from '#lib/profiles/serialise';
import { profileFacts } from '#lib/profiles/summary';
import type { ProfilesResult } from '../results';
import type { ResolvedProfiles } from '../schema/index';
import type { Made } from './artifacts';
import { jobControl, type CellWork } from './work';

/** @throws AppError profiles/…, prepare/leak, internal/cancelled */
export async function makeProfiles(cell: ResolvedProfiles, datasetId: string, work: CellWork): Promise<Made> {
  const dataset = await work.artifacts.dataset(datasetId);
  const view = makeTrainView(dataset);
  checkPairs(dataset, view.train, 'what profiles are made from');
  const { generator, settings, seed } = cell;
  const set = await profileGenerator(generator).generate(view, settings, seed, jobControl(work, 'profiles'));
  const heldOut = new HeldOutReviews(dataset);
  for (const [who, profiles] of Object.entries({ user: set.users, item: set.items })) {
    heldOut.check(
      profiles.flatMap(({ text, reasoning }) => [text, reasoning]),
      `the profile of ${who === 'user' ? 'a user' : 'an item'}`
    );
  }
  const result: ProfilesResult = { kind: 'profiles', ...profileFacts(set, view) };
  const { json: data, arrays } = profileSetToStored(set);
  const json = { data, result };
  return { json, arrays, digested: json };
}

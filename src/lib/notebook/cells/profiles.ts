// The profiles cell: a generator writes profiles from a training view of the data set, which holds no held-out row.
import { makeTrainView } from '#lib/dataset/train-view';
import { profileGenerator } from '#lib/profiles/registry';
import { profileSetToStored } from '#lib/profiles/serialise';
import { profileFacts } from '#lib/profiles/summary';
import type { ProfilesResult } from '../results';
import type { ResolvedProfiles } from '../schema/index';
import type { Made } from './artifacts';
import { jobControl, type CellWork } from './work';

/** @throws AppError profiles/…, internal/cancelled */
export async function makeProfiles(cell: ResolvedProfiles, datasetId: string, work: CellWork): Promise<Made> {
  const view = makeTrainView(await work.artifacts.dataset(datasetId));
  const { generator, settings, seed } = cell;
  const set = await profileGenerator(generator).generate(view, settings, seed, jobControl(work, 'profiles'));
  const result: ProfilesResult = { kind: 'profiles', ...profileFacts(set, view) };
  const { json: data, arrays } = profileSetToStored(set);
  const json = { data, result };
  return { json, arrays, digested: json };
}

// The recommend cell: one user's ranking under each run (its first seed), held-out hits, and the words that the user's
// profile shares with the profiles of what is ranked high.
import { sharedWords } from '#lib/profiles/shared-words';
import { itemsOfUser, NEUTRAL_USER_RULE, rankForUser } from '#lib/studies/rankings';
import type { ResolvedRecommend } from '../schema/index';
import type { StoredRecommendation } from '../stored';
import type { Made } from './artifacts';
import { userOf } from './user';
import { breathe, type CellWork } from './work';

export interface RecommendInputs {
  /** Id of the first seed's run of each train cell. */
  readonly runs: readonly string[];
  readonly datasetId: string;
  readonly profilesId: string | null;
}

/** @throws AppError notebook/unknown-user, notebook/unlike-splits, internal/cancelled */
export async function makeRecommendation(
  cell: ResolvedRecommend,
  inputs: RecommendInputs,
  work: CellWork
): Promise<Made> {
  const { artifacts } = work;
  const dataset = await artifacts.dataset(inputs.datasetId);
  const profiles = inputs.profilesId === null ? null : await artifacts.profiles(inputs.profilesId);
  const runs = await Promise.all(inputs.runs.map((id) => artifacts.run(id)));
  await breathe(work, 'The ranking');
  const user = userOf(cell.user, dataset);
  const { userCount, itemCount, split } = dataset;
  const lists = await rankForUser({
    userCount,
    itemCount,
    split,
    user,
    k: cell.k,
    runs: runs.map((run) => run.arrays)
  });

  const titled = (item: number) => {
    const id = dataset.itemIds[item] ?? String(item);
    return { id, title: dataset.itemTexts?.[item]?.title || id };
  };
  const userProfile = profiles?.users[user]?.text ?? null;
  const top = [...new Set(lists.flat().map(({ item }) => item))];
  const texts = top.map((item) => ({ item: titled(item).title, text: profiles?.items[item]?.text ?? null }));
  const first = runs[0]?.run;
  if (!first) throw new Error('A ranking needs a run');
  const json: StoredRecommendation = {
    provenance: { ...first.provenance, treatment: { runs: runs.map(({ run }) => run.label).join(', '), k: cell.k } },
    seeds: [...new Set(runs.map(({ run }) => run.result.seed))],
    user: {
      id: dataset.userIds[user] ?? String(user),
      profile: userProfile,
      profileLabel: profiles?.provenance.label ?? null
    },
    rule: cell.user === 'auto' ? NEUTRAL_USER_RULE : null,
    history: itemsOfUser(split.train, user).map(titled),
    heldOut: itemsOfUser(split.test, user).map(titled),
    lists: lists.map((items, index) => ({
      label: runs[index]?.run.label ?? '',
      seed: runs[index]?.run.result.seed ?? 0,
      items: items.map(({ item, ...ranked }) => ({ ...titled(item), ...ranked }))
    })),
    shared: sharedWords(userProfile, texts).map(({ words, items }) => ({ words, items: [...items] }))
  };
  const { provenance: _provenance, ...digested } = json;
  return { json, arrays: {}, digested };
}

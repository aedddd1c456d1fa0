// The recommend cell: one user's ranking under each run (its first seed) and, where asked for, under the semantic vectors by themselves;
// held-out hits, and the words that the user's profile shares with the profiles of what is ranked high.
import { semanticEmbeddings } from '#lib/evaluation/references';
import { sharedWords } from '#lib/profiles/shared-words';
import { itemsOfUser, NEUTRAL_USER_RULE, rankForUser, type RankedIndex } from '#lib/studies/rankings';
import { rest } from '#lib/work/work';
import type { Made } from '../../run/artifacts';
import { userOf } from '../../run/user';
import type { CellWork } from '../../run/cell-work';
import { datasetIdBehind, firstSeedOf, idOf, type NotebookIds } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedRecommend } from './describe';
import { recommendStored, type RecommendResult, type StoredRecommendation } from './stored';

/** As the comparison's reference row is labelled. */
const SEMANTIC_ONLY = 'Semantic only';

export const maker: KindMaker<ResolvedRecommend, RecommendResult> = {
  stored: recommendStored,
  make: makeRecommendation
};

/** Also for rankings of other users than the cell's, which are not stored. @throws AppError notebook/unknown-user, notebook/unlike-splits, internal/cancelled */
export async function makeRecommendation(cell: ResolvedRecommend, plan: NotebookIds, work: CellWork): Promise<Made> {
  const { artifacts } = work;
  const dataset = await artifacts.dataset(datasetIdBehind(plan, cell.name));
  const profiles = cell.profiles === undefined ? null : await artifacts.profiles(idOf(plan, cell.profiles).id);
  const embeddings = cell.embeddings === undefined ? null : await artifacts.embeddings(idOf(plan, cell.embeddings).id);
  const runs = await Promise.all(cell.runs.map((name) => artifacts.run(firstSeedOf(plan, name))));
  await rest(work, 'The ranking');
  const user = userOf(cell.user, dataset);
  const { userCount, itemCount, split } = dataset;
  // A user without a vector has no order of items by cosine: the list stays empty.
  const semantic =
    embeddings && embeddings.vectors.userPresent[user] === 1 ? semanticEmbeddings(embeddings.vectors) : null;
  const lists = await rankForUser({
    userCount,
    itemCount,
    split,
    user,
    k: cell.k,
    runs: [
      ...runs.map((run) => run.arrays),
      ...(semantic ? [{ userEmbeddings: semantic.users, itemEmbeddings: semantic.items }] : [])
    ]
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
  const treatment = {
    runs: runs.map(({ run }) => run.label).join(', '),
    ...(embeddings ? { embeddings: embeddings.provenance.label } : {}),
    k: cell.k
  };
  const titledList = (items: readonly RankedIndex[]) =>
    items.map(({ item, ...ranked }) => ({ ...titled(item), ...ranked }));
  const json: StoredRecommendation = {
    provenance: { ...first.provenance, treatment },
    seeds: [...new Set(runs.map(({ run }) => run.result.seed))],
    user: {
      id: dataset.userIds[user] ?? String(user),
      profile: userProfile,
      profileLabel: profiles?.provenance.label ?? null
    },
    rule: cell.user === 'auto' ? NEUTRAL_USER_RULE : null,
    history: itemsOfUser(split.train, user).map(titled),
    heldOut: itemsOfUser(split.test, user).map(titled),
    lists: [
      ...runs.map(({ run }, index) => ({
        label: run.label,
        seed: run.result.seed,
        items: titledList(lists[index] ?? [])
      })),
      ...(embeddings ? [{ label: SEMANTIC_ONLY, items: titledList(lists[runs.length] ?? []) }] : [])
    ],
    shared: sharedWords(userProfile, texts).map(({ words, items }) => ({ words, items: [...items] }))
  };
  const { provenance: _provenance, ...digested } = json;
  return { json, arrays: {}, digested };
}

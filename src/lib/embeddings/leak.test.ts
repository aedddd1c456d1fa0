// Held-out data must not reach profiles or embeddings. Unique words stand in every held-out review; they are looked for in
// everything made downstream, and a control shows that the search would find them.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { makeTrainView } from '#lib/dataset/train-view';
import { columnsFromRows } from '#lib/dataset/columns/interaction-columns';
import type { Dataset, InteractionColumns, InteractionList, SplitName } from '#lib/dataset/types';
import { profileGenerator } from '#lib/profiles/registry';
import { encoderInput } from './encoder-input';
import { buildTfidf, countWordsByStem } from './lsa/tfidf';
import { encoder } from './registry';

const USERS = 24;
const ITEMS = 18;
const PARTS: readonly SplitName[] = ['train', 'val', 'test'];
const THEMES = ['stormy seas', 'hidden gardens', 'clockwork cities', 'winter trains', 'desert songs', 'paper moons'];
const theme = (at: number) => THEMES[at % THEMES.length] ?? '';

/** Letters only, so that a planted word is one word to every tokeniser; no two pairs share one. */
const planted = (user: number, item: number) =>
  `zq${String.fromCharCode(97 + user)}x${String.fromCharCode(97 + item)}vk`;
/** One that many reviews share, so that being rare cannot hide it. */
const SHARED_PLANT = 'qzxplantation';

/** Half of the items without a description, so that reviews are read; plants in the reviews of the parts named. */
function makeDataset(plantIn: readonly SplitName[]): Dataset {
  const draws = uniformArray({ seed: 4, stream: 0, step: 0 }, USERS * ITEMS);
  const pairs: Record<SplitName, [number, number][]> = { train: [], val: [], test: [] };
  for (let user = 0; user < USERS; user++) {
    for (let item = 0; item < ITEMS; item++) {
      const u = draws[user * ITEMS + item] ?? 1;
      if (u < 0.3 || item === user % ITEMS) pairs.train.push([user, item]);
      else if (u < 0.4) pairs.val.push([user, item]);
      else if (u < 0.5) pairs.test.push([user, item]);
    }
  }
  const list = (part: SplitName): InteractionList => ({
    users: Int32Array.from(pairs[part], ([user]) => user),
    items: Int32Array.from(pairs[part], ([, item]) => item)
  });
  const texts = (part: SplitName): InteractionColumns =>
    columnsFromRows(
      pairs[part].map(([user, item]) => {
        const plant = plantIn.includes(part) ? ` ${planted(user, item)}. ${SHARED_PLANT}.` : '';
        const review = `Lovely ${theme(user + item)}, sharp ${theme(item)}.${plant}`;
        return { rating: 1 + ((user + item) % 5), review };
      })
    );
  return {
    name: 'planted',
    provenance: { title: 'Planted', description: '', synthetic: true, source: 'this test' },
    userCount: USERS,
    itemCount: ITEMS,
    userIds: Array.from({ length: USERS }, (_, user) => `user-${user}`),
    itemIds: Array.from({ length: ITEMS }, (_, item) => `item-${item}`),
    split: { train: list('train'), val: list('val'), test: list('test'), hash: 'of no use here' },
    itemTexts: Array.from({ length: ITEMS }, (_, item) => ({
      title: `Book ${item}`,
      attributes: { genre: theme(item) },
      ...(item % 2 === 0 ? { description: `A tale of ${theme(item)} and ${theme(item + 1)}.` } : {})
    })),
    interactionColumns: { train: texts('train'), val: texts('val'), test: texts('test') }
  };
}

async function pipeline(dataset: Dataset) {
  const profiles = await profileGenerator('template').generate(makeTrainView(dataset), { attributes: 'always' }, 3, {});
  const lsa = encoder('lsa');
  if (lsa.reads !== 'profiles') throw new Error('lsa reads profiles');
  const input = encoderInput(profiles);
  const embeddings = await lsa.encode(input, { dimensions: 8, min_texts: 1, max_share: 1 }, 3, {});
  const counted = [...input.users, ...input.items].map((text) => (text === null ? null : countWordsByStem(text)));
  const { vocabulary } = buildTfidf(counted, { minTexts: 1, maxShare: 1 });
  return { profiles, embeddings, vocabulary };
}

/** Planted words in the profiles, their reasoning, the vocabulary and what is said of the embeddings. */
function found({ profiles, embeddings, vocabulary }: Awaited<ReturnType<typeof pipeline>>): string[] {
  const everything = JSON.stringify([profiles, vocabulary, embeddings.provenance]).toLowerCase();
  const words = [SHARED_PLANT.slice(0, 8)];
  for (let user = 0; user < USERS; user++) for (let item = 0; item < ITEMS; item++) words.push(planted(user, item));
  return words.filter((word) => everything.includes(word));
}

describe('held-out reviews', () => {
  it('leave no planted word in profiles, reasoning or vocabulary', async () => {
    expect(found(await pipeline(makeDataset(['val', 'test'])))).toEqual([]);
  });
  it('change nothing downstream: profiles and vectors have the same bits with and without plants', async () => {
    expect(await pipeline(makeDataset(['val', 'test']))).toEqual(await pipeline(makeDataset([])));
  });
  it('would be found if they leaked: plants in training reviews are', async () => {
    expect(found(await pipeline(makeDataset(PARTS))).length).toBeGreaterThan(0);
  });
});

describe('held-out pairs', () => {
  it('are in no profile’s evidence', async () => {
    const dataset = makeDataset([]);
    const { profiles } = await pipeline(dataset);
    const { users, items } = dataset.split.train;
    const trained = new Set([...users].map((user, row) => `${user} ${dataset.itemIds[items[row] ?? -1]}`));
    profiles.users.forEach((profile, user) =>
      profile.evidence.items.forEach((item) => expect(trained.has(`${user} ${item}`)).toBe(true))
    );
  });
});

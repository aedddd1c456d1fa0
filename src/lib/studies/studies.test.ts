// Comparison and rankings on small artifacts whose outcome can be worked out by hand.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { ALIGNMENT_NAMES } from '#lib/alignment/names';
import { BACKBONE_NAMES } from '#lib/backbones/names';
import type { InteractionList } from '#lib/dataset/types';
import { mapMetrics } from '#lib/evaluation/metrics';
import { popularityEmbeddings, selectPairs } from '#lib/evaluation/references';
import { HYPERPARAMETERS, hyperparametersOf } from '#lib/training/settings/hyperparameters';
import { resolveHyperparameters, resolveSettings } from '#lib/training/settings/presets';
import { compareArms, type Arm, type ComparisonInput, type SeedRun } from './comparison';
import { itemsOfUser, neutralUser, rankForUser } from './rankings';
import { treatmentDifferences, treatmentOf } from './treatment';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const pairs = (...list: readonly (readonly [number, number])[]): InteractionList => ({
  users: Int32Array.from(list, ([user]) => user),
  items: Int32Array.from(list, ([, item]) => item)
});

/** Four users; item 0 is popular. Every user but 3 has held-out items. */
const split = {
  train: pairs([0, 0], [0, 1], [1, 0], [2, 0], [2, 2], [3, 5]),
  test: pairs([0, 2], [1, 1], [1, 3], [2, 4])
};
const counted = Int32Array.of(0, 1, 2);

function seedRun(seed: number, recall: readonly number[]): SeedRun {
  const mean = recall.reduce((a, b) => a + b, 0) / recall.length;
  return {
    split: 0,
    seed,
    test: mapMetrics(() => mean),
    arrays: {
      userEmbeddings: Float32Array.of(1, 1, 1, 1),
      itemEmbeddings: Float32Array.of(6, 5, 4, 3, 2, 1),
      testUsers: counted,
      testRecall20: Float32Array.from(recall),
      testNdcg20: Float32Array.from(recall)
    }
  };
}

const arm = (label: string, treatment: Arm['treatment'], ...runs: readonly SeedRun[]): Arm => ({
  label,
  treatment,
  runs
});
const base = arm('base', { alignment: 'none', layers: 3 }, seedRun(1, [0.5, 0, 0.25]), seedRun(2, [0.25, 0.25, 0.25]));

function input(changes: Partial<ComparisonInput>): ComparisonInput {
  return {
    userCount: 4,
    itemCount: 6,
    splits: [{ split, cleanTest: null }],
    arms: [base],
    baseline: 0,
    references: [],
    bootstrapSamples: 300,
    ...changes
  };
}

describe('comparing arms', () => {
  it('pairs by seed, not by position, and says why no test is made', async () => {
    const swapped = arm('b', { alignment: 'none', layers: 3 }, seedRun(2, [0.5, 0.5, 0.5]), seedRun(1, [0.5, 0, 0.25]));
    const { arms } = await compareArms(input({ arms: [base, swapped] }));
    const [difference] = arms[1]?.differences ?? [];
    expect(arms[0]?.differences).toEqual([]);
    expect(difference?.mean).toBeCloseTo(0.125, 12);
    expect(difference?.relative).toBeCloseTo(0.5, 12);
    expect(difference?.pairedT).toBeUndefined();
    expect(difference?.reason).toMatch(/2 shared seeds are too few/);
    // Seed 1 is equal user by user, seed 2 is up by a quarter for every user: nobody is below 0.125.
    expect(difference?.bootstrap?.interval95.low).toBeCloseTo(0.125, 6);
    expect(difference?.bootstrap?.interval95.high).toBeCloseTo(0.125, 6);
  });

  it('tests over five seeds and corrects by Holm over all tests shown', async () => {
    const seeds = [1, 2, 3, 4, 5];
    const gains = [0.01, 0.02, 0.03, 0.02, 0.02];
    const flat = (add: readonly number[]) =>
      seeds.map((seed, i) =>
        seedRun(
          seed,
          [0, 0, 0].map(() => 0.2 + (add[i] ?? 0))
        )
      );
    const arms = [
      arm('a', {}, ...flat([])),
      arm('b', {}, ...flat(gains)),
      arm('c', {}, ...flat([0.01, 0, 0.02, 0, 0]))
    ];
    const compared = await compareArms(input({ arms }));
    const test = compared.arms[1]?.differences[0]?.pairedT;
    // mean 0.02, sd 0.00707107, t = 0.02 / (sd / √5) = 6.3246, two-sided p with 4 df = 0.003198 (t table).
    expect(test?.t).toBeCloseTo(6.3246, 3);
    expect(test?.df).toBe(4);
    expect(test?.p).toBeCloseTo(0.0032, 4);
    // Four tests in the family; the two smallest p are equal (both metrics have the same numbers).
    expect(test?.pHolm).toBeCloseTo(4 * (test?.p ?? 0), 10);
    const other = compared.arms[2]?.differences[1]?.pairedT;
    expect(other?.pHolm ?? 0).toBeGreaterThanOrEqual(other?.p ?? 1);
    expect(compared.notes.join(' ')).toContain('Holm');
  });

  it('makes no t of differences that are all equal', async () => {
    const runs = (recall: number) => [1, 2, 3, 4, 5].map((seed) => seedRun(seed, [recall, recall, recall]));
    const { arms } = await compareArms(input({ arms: [arm('a', {}, ...runs(0.25)), arm('b', {}, ...runs(0.5))] }));
    expect(arms[1]?.differences[0]?.reason).toMatch(/same for every seed/);
    expect(JSON.stringify(arms)).not.toContain('null');
  });

  it('measures references and leaves out clicks that are marked as noise', async () => {
    const reference = { label: 'popularity', scoring: [popularityEmbeddings(4, 6, split.train)] };
    const cleanTest = pairs([1, 1], [2, 4]); // user 0's only click is noise, and one of user 1's
    const { arms, references, notes } = await compareArms(
      input({ references: [reference], splits: [{ split, cleanTest }] })
    );
    // Every held-out item is within the first five of six: recall@5 = 1 either way.
    expect(references[0]?.test.mean.recall['5']).toBe(1);
    expect(arms[0]?.testWithoutNoise?.mean.recall['5']).toBe(1);
    // Without noise user 1 holds out item 1 alone: the embeddings rank it first, user 2's item 4 third (0 and 2 trained).
    const ndcg = (1 + 1 / Math.log2(4)) / 2;
    expect(arms[0]?.testWithoutNoise?.mean.ndcg['5']).toBeCloseTo(ndcg, 6);
    expect(references[0]?.differences[0]?.reason).toMatch(/no seeds/);
    expect(notes.join(' ')).toContain('2 of 4 test interactions are marked as noise');
  });

  it('says so where every held-out click is of an item without a training click', async () => {
    const held = new Set(split.test.items);
    const keep = split.train.items.map((item) => (held.has(item) ? 0 : 1));
    const cold = { ...split, train: selectPairs(split.train, Uint8Array.from(keep)) };
    const told = async (own: Pick<typeof split, 'train' | 'test'>): Promise<boolean> =>
      (await compareArms(input({ splits: [{ split: own, cleanTest: null }] }))).notes.some((note) =>
        note.includes('without a training click')
      );
    expect([await told(cold), await told(split)]).toEqual([true, false]);
  });

  it('lists the settings that differ, and says so where alignment is not the only one', async () => {
    const other = arm('b', { alignment: 'contrastive', layers: 2, kd_weight: 0.01 }, ...base.runs);
    const { arms, notes } = await compareArms(input({ arms: [base, other] }));
    expect(arms[1]?.treatment.map(({ text }) => text)).toEqual([
      'alignment: contrastive (none)',
      'layers: 2 (3)',
      'kd_weight: 0.01 (none)'
    ]);
    expect(notes.join(' ')).toContain('more than the alignment: layers: 2 (3).');
    expect(treatmentDifferences({ a: 1 }, { a: 1 })).toEqual([]);
  });

  it.each(HYPERPARAMETERS.map(({ key, belongsTo }) => [key, belongsTo.part] as const))(
    'tells whether two rows differ in the alignment alone: %s belongs to the %s',
    async (key, part) => {
      const [ours, theirs] = [1, 2].map((value) =>
        arm('row', { alignment: 'contrastive', [key]: value }, ...base.runs)
      );
      const { notes } = await compareArms(input({ arms: [ours ?? base, theirs ?? base], bootstrapSamples: 1 }));
      expect(notes.some((note) => note.includes('more than the alignment'))).toBe(part !== 'alignment');
    }
  );
});

describe('a treatment', () => {
  it.each(BACKBONE_NAMES.flatMap((backbone) => ALIGNMENT_NAMES.map((alignment) => [backbone, alignment] as const)))(
    'of %s, alignment %s, holds every hyperparameter that the run has, and each goes to one part',
    (backbone, alignment) => {
      const table = hyperparametersOf(backbone, alignment);
      const overrides = Object.fromEntries(table.flatMap(({ key, optional }) => (optional ? [[key, true]] : [])));
      const values = resolveHyperparameters(backbone, alignment, 'small', overrides);
      const settings = resolveSettings(backbone, alignment, 'small', overrides);
      expect(treatmentOf(settings)).toEqual({ backbone, alignment, ...values });
      // What only an aligned run has is the alignment's.
      const without: readonly string[] = hyperparametersOf(backbone, 'none').map(({ key }) => key);
      const added = table.map(({ key }) => key).filter((key) => !without.includes(key));
      expect(Object.keys(settings.alignmentSettings)).toEqual(added);
    }
  );
});

describe('ranking for one user', () => {
  it('takes the first user of median training degree among those with a test interaction', () => {
    // Degrees 2, 1, 2 (user 3 has no test interaction): the median is 2.
    expect(neutralUser(split, 4)).toBe(0);
    expect(neutralUser({ train: split.train, test: pairs() }, 4)).toBeNull();
  });

  it('leaves training items out, marks held-out hits and ranks of the first list', async () => {
    const one = { userEmbeddings: Float32Array.of(1, 1, 1, 1), itemEmbeddings: Float32Array.of(6, 5, 4, 3, 2, 1) };
    const two = { userEmbeddings: one.userEmbeddings, itemEmbeddings: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const lists = await rankForUser({ userCount: 4, itemCount: 6, split, user: 1, k: 2, runs: [one, two] });
    expect(lists[0]?.map(({ item, heldOut }) => [item, heldOut])).toEqual([
      [1, true],
      [2, false]
    ]);
    expect(lists[1]?.map(({ item, baselineRank }) => [item, baselineRank])).toEqual([
      [5, 5],
      [4, 4]
    ]);
    expect(itemsOfUser(split.train, 2)).toEqual([0, 2]);
  });
});

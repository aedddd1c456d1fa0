// Runs measured on the shared case of evaluation/lists: every metric, groups of users and of items, gains, and what is refused.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { AppError } from '#lib/errors/app-error';
import { evaluateEmbeddings } from '#lib/evaluation/evaluate';
import { LIST_METRIC_NAMES } from '#lib/evaluation/lists/metric-table';
import { BETTER, BY_HAND, ITEMS, PLAIN, TEST, TRAIN, USERS, VECTORS } from '#lib/evaluation/lists/testing/hand-case';
import { measureArms } from './measures';
import type { Measures, MeasuresInput } from './types';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const MEASURES = LIST_METRIC_NAMES.flatMap((metric) => [2, 3].map((cutoff) => ({ metric, cutoff })));
const run = (arrays: typeof PLAIN, seed = 1) => ({ seed, arrays });

function input(given: Partial<MeasuresInput> = {}): MeasuresInput {
  return {
    userCount: USERS,
    itemCount: ITEMS,
    split: { train: TRAIN, test: TEST },
    arms: [{ runs: [run(PLAIN)] }, { runs: [run(BETTER)] }],
    baselines: [0, 0],
    measures: MEASURES,
    quantiles: 2,
    itemGroups: true,
    vectors: VECTORS,
    bootstrapSamples: 200,
    ...given
  };
}

/** Of an arm in a group; undefined where there is none. */
function valueOf(found: Measures, arm: number, key: string, name: string) {
  const group = found.groups.findIndex((shape) => shape.key === key);
  const measure = MEASURES.findIndex(({ metric, cutoff }) => `${metric}@${cutoff}` === name);
  return found.arms[arm]?.[group]?.[measure];
}

async function refusal(given: Partial<MeasuresInput>) {
  let steps = 0;
  const onStep = () => Promise.resolve(void steps++);
  const error = await measureArms(input({ ...given, onStep })).catch((caught: unknown) => caught);
  if (!(error instanceof AppError)) throw new Error('Nothing was refused');
  return { code: error.code, message: error.message, cure: error.cure, steps };
}

describe('measuring', () => {
  it('gives every metric as it is by hand', async () => {
    const found = await measureArms(input());
    expect(Object.keys(BY_HAND)).toEqual(LIST_METRIC_NAMES);
    for (const [name, values] of Object.entries(BY_HAND)) {
      values.forEach((value, at) => {
        expect(valueOf(found, 0, 'all', `${name}@${at + 2}`)?.mean, name).toBeCloseTo(value, 6);
      });
    }
  });

  it('gives the bits of recall and NDCG that evaluation gives', async () => {
    const measures = (['recall', 'ndcg'] as const).flatMap((metric) =>
      [5, 10, 20].map((cutoff) => ({ metric, cutoff }))
    );
    // More users than are measured at a time.
    const [userCount, itemCount] = [700, 40];
    const rows = (count: number, by: number) =>
      Float32Array.from({ length: count * 3 }, (_, at) => ((at * by) % 17) / 17 - 0.4);
    const held = {
      users: Int32Array.from({ length: 1400 }, (_, at) => at % userCount),
      items: Int32Array.from({ length: 1400 }, (_, at) => (at * 7 + (at < userCount ? 0 : 3)) % itemCount)
    };
    const arrays = { userEmbeddings: rows(userCount, 5), itemEmbeddings: rows(itemCount, 11) };
    const train = { users: Int32Array.of(0, 1), items: Int32Array.of(3, 4) };
    const { metrics } = await evaluateEmbeddings(arrays.userEmbeddings, arrays.itemEmbeddings, 3, train, held);
    const found = await measureArms(
      input({
        userCount,
        itemCount,
        split: { train, test: held },
        arms: [{ runs: [{ seed: 1, arrays }] }],
        baselines: [0],
        // With a longer list than evaluation looks at.
        measures: [...measures, { metric: 'map', cutoff: 33 }],
        quantiles: null,
        itemGroups: false,
        vectors: null
      })
    );
    const mean = (at: number) => found.arms[0]?.[0]?.[at]?.mean;
    expect([0, 1, 2].map(mean)).toEqual([metrics.recall['5'], metrics.recall['10'], metrics.recall['20']]);
    expect([3, 4, 5].map(mean)).toEqual([metrics.ndcg['5'], metrics.ndcg['10'], metrics.ndcg['20']]);
  });

  it('names groups with their size, users by degree and items by clicks', async () => {
    const { groups } = await measureArms(input());
    expect(groups.map(({ key, label, users, items }) => [key, label, users, items])).toEqual([
      ['all', 'all users', 3, null],
      ['users-1', 'users with 1 to 2 clicks', 2, null],
      ['users-2', 'users with 3 clicks', 1, null],
      ['head', 'head items', 1, 1],
      ['torso', 'torso items', 2, 5],
      ['tail', 'tail items', 1, 1]
    ]);
  });

  it('measures groups of users, and groups of items by their own held-out items', async () => {
    const found = await measureArms(input());
    const mean = (key: string, name: string) => valueOf(found, 0, key, name)?.mean;
    expect(mean('users-1', 'recall@2')).toBeCloseTo((1 / 2 + 1 / 3) / 2, 14);
    expect(mean('users-2', 'recall@2')).toBe(0);
    expect(mean('users-1', 'popularity@2')).toBeCloseTo((1 + 3 / 2) / 2, 14);
    // User 0 holds out item 2 of the torso, user 1 items 1, 3 and 4.
    expect(mean('torso', 'recall@2')).toBeCloseTo((1 + 1 / 3) / 2, 14);
    expect([mean('tail', 'recall@2'), mean('tail', 'recall@3')]).toEqual([0, 1]);
    // What no held-out item decides has no value for a group of items, what is of all lists none for any group.
    expect(valueOf(found, 0, 'torso', 'popularity@2')).toBeNull();
    expect(valueOf(found, 0, 'users-1', 'coverage@2')).toBeNull();
  });

  it('counts gains from the baseline, by group, with an interval', async () => {
    const found = await measureArms(input());
    const gain = (key: string, name: string) => valueOf(found, 1, key, name)?.gain;
    expect(gain('all', 'recall@2')?.mean).toBeCloseTo(1 / 3, 14);
    expect(gain('users-1', 'recall@2')).toEqual({ mean: 0, interval95: { low: 0, high: 0 } });
    expect(gain('users-2', 'recall@2')).toEqual({ mean: 1, interval95: { low: 1, high: 1 } });
    expect(gain('head', 'recall@2')?.mean).toBe(1);
    // Lists show item 0 in the place of item 5. No interval over users is to be had.
    expect(gain('all', 'coverage@2')).toEqual({ mean: 0, interval95: null });
    expect(valueOf(found, 0, 'all', 'recall@2')?.gain).toBeNull();
    const interval = gain('all', 'recall@2')?.interval95;
    expect(interval).toEqual({ low: 0, high: expect.closeTo(1, 14) });
  });

  it('averages seeds, with their standard deviation', async () => {
    const found = await measureArms(input({ arms: [{ runs: [run(PLAIN, 1), run(BETTER, 2)] }], baselines: [0] }));
    const recall = valueOf(found, 0, 'all', 'recall@2');
    expect(recall?.mean).toBeCloseTo(5 / 18 + 1 / 6, 14);
    expect(recall?.sd).toBeCloseTo(1 / 3 / Math.SQRT2, 14);
    expect(valueOf(found, 0, 'users-2', 'recall@2')?.mean).toBeCloseTo(1 / 2, 14);
  });

  it('stops where it is told to', async () => {
    let steps = 0;
    const onStep = () => (++steps === 2 ? Promise.reject(new Error('enough')) : Promise.resolve());
    await expect(measureArms(input({ onStep }))).rejects.toThrow('enough');
  });
});

describe('before anything is computed it refuses', () => {
  it('a cut-off above the number of items', async () => {
    const found = await refusal({ measures: [{ metric: 'recall', cutoff: 8 }] });
    expect(found).toMatchObject({ code: 'evaluation/cutoff-above-items', steps: 0 });
    expect(found.cure).toContain('7');
  });
  it('a group of users that nobody is in', async () => {
    const found = await refusal({ quantiles: 4 });
    expect(found).toMatchObject({ code: 'evaluation/empty-group', steps: 0 });
    expect(found.message).toContain('of 4');
  });
  it('a group of items of which nobody holds one out', async () => {
    const test = { users: Int32Array.of(0, 1, 3), items: Int32Array.of(2, 1, 0) };
    const found = await refusal({ split: { train: TRAIN, test } });
    expect(found).toMatchObject({ code: 'evaluation/empty-group', steps: 0 });
    expect(found.message).toContain('tail items');
  });
  it('a split without a test interaction', async () => {
    const test = { users: new Int32Array(), items: new Int32Array() };
    expect(await refusal({ split: { train: TRAIN, test } })).toMatchObject({
      code: 'evaluation/empty-group',
      message: expect.stringContaining('No user')
    });
  });
  it('vectors of other items', async () => {
    expect(await refusal({ vectors: { ...VECTORS, itemPresent: new Uint8Array(3) } })).toMatchObject({
      code: 'training/vectors-do-not-fit',
      steps: 0
    });
  });
});

// The figure "noise" on data of a few clicks: marks from each source, ranks counted on paper, and the user to guess about.
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { uniformArray } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { memorySource } from '#lib/dataset/sources/source';
import { NEUTRAL_USER_RULE } from '#lib/studies/rankings';
import { figureInput, pairs, smallDataset, smallRun, type Pair } from '../testing/small-data';
import { NoiseData } from './stored';
import { markedClicks } from './marks';
import { make as noiseFigure } from './make';
import { BINS, relativeRanks, summariseRanks } from './ranks';
import { GUESS_RULE, userToGuess } from './reader';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const truthOf = (...noise: readonly (readonly [user: string, item: string, kind: string])[]) =>
  memorySource(
    'truth',
    new Map([
      [
        'truth.json',
        new TextEncoder().encode(
          JSON.stringify({ version: 1, noise: noise.map(([user, item, kind]) => ({ user, item, kind })) })
        )
      ]
    ])
  );

const train: readonly Pair[] = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 2]
];
const data = { users: 2, items: 4, train, val: [[0, 3]], test: [[0, 2], [1, 0]] } as const; // prettier-ignore
const synthetic = smallDataset({ ...data, synthetic: true });
const truth = truthOf(['u0', 'i1', 'misclick'], ['u1', 'i0', 'popularity'], ['u9', 'i0', 'misclick']);

describe('marks of noise', () => {
  it('come from the truth file, for every part of the split', async () => {
    expect(await markedClicks(synthetic, { clean: null, truth })).toEqual({
      source: 'truth',
      marks: { train: [null, 'misclick', null, null], val: [null], test: [null, 'popularity'] }
    });
  });

  it('are the training clicks that the data without noise do not have, by ids and not by rows', async () => {
    // The same clicks but one, with users and items in another order.
    const clean = {
      ...smallDataset({ ...data, train: [[0, 1], [0, 2], [1, 0]] }), // prettier-ignore
      userIds: ['u1', 'u0'],
      itemIds: ['i0', 'i1', 'i2', 'i3']
    };
    const { source, marks } = await markedClicks(smallDataset(data), { clean, truth: null });
    expect(source).toBe('clean');
    expect(marks).toEqual({ train: [null, 'added', null, null], val: [null], test: [null, null] });
  });

  it('come from both where both are there, and the truth file names the kind first', async () => {
    const clean = smallDataset({ ...data, train: [[0, 0], [1, 2]] }); // prettier-ignore
    const { source, marks } = await markedClicks(synthetic, { clean, truth });
    expect(source).toBe('both');
    expect(marks.train).toEqual([null, 'misclick', 'added', null]);
  });

  it('are none where nobody knows, also where data that are not synthetic bring a file of that name', async () => {
    const none = { train: [null, null, null, null], val: [null], test: [null, null] };
    expect(await markedClicks(smallDataset(data), { clean: null, truth: null })).toEqual({
      source: 'none',
      marks: none
    });
    expect(await markedClicks(smallDataset(data), { clean: null, truth })).toEqual({ source: 'none', marks: none });
  });
});

describe('relative ranks', () => {
  const ranksOf = (scores: readonly number[], trained: readonly Pair[], heldOut: readonly Pair[]) =>
    relativeRanks({
      userCount: 1,
      itemCount: scores.length,
      split: { train: pairs(trained), test: pairs(heldOut) },
      run: { userEmbeddings: Float32Array.of(1), itemEmbeddings: Float32Array.from(scores) },
      step: () => Promise.resolve()
    });

  it('count the items not clicked in training that score higher, for held-out and training clicks alike', async () => {
    // Items 0 … 3 score 4, 3, 2, 1; item 1 was clicked in training, so 0, 2, 3 are the others.
    const { heldOut, trained } = await ranksOf([4, 3, 2, 1], [[0, 1]], [[0, 0], [0, 2], [0, 3]]); // prettier-ignore
    expect([...heldOut]).toEqual([0, 1 / 2, 1]);
    expect([...trained]).toEqual([1 / 3]);
  });

  it('put the lower item first where scores are equal', async () => {
    const { heldOut } = await ranksOf([1, 1, 1], [], [[0, 0], [0, 1], [0, 2]]); // prettier-ignore
    expect([...heldOut]).toEqual([0, 0.5, 1]);
  });

  it('are 0 where there is no other item', async () => {
    expect([...(await ranksOf([1, 2], [[0, 0]], [[0, 1]])).heldOut]).toEqual([0]);
  });

  it('fall into bins that hold every click of the group once, with the median between two middles', () => {
    const ranks = Float64Array.of(0, 0.04, 0.5, 1, 0.3);
    const group = summariseRanks(ranks, (row) => row !== 4);
    expect(group.counts).toEqual([2, ...new Array<number>(9).fill(0), 1, ...new Array<number>(8).fill(0), 1]);
    expect(group).toMatchObject({ clicks: 4, median: 0.27, mean: 0.385 });
    expect(summariseRanks(ranks, () => false)).toMatchObject({ clicks: 0, median: null, mean: null });
    for (let size = 1; size < 40; size++) {
      const drawn = Float64Array.from(uniformArray({ seed: size, stream: STREAM.samples, step: 0 }, size));
      const { counts, clicks } = summariseRanks(drawn, () => true);
      expect(counts).toHaveLength(BINS);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(clicks);
    }
  });
});

describe('the user to guess about', () => {
  const clicksOf = (user: number, count: number): Pair[] => Array.from({ length: count }, (_, item) => [user, item]);
  const rows = [...clicksOf(0, 9), ...clicksOf(1, 7), ...clicksOf(2, 15), ...clicksOf(3, 8), ...clicksOf(4, 8)];
  const split = { train: pairs(rows), test: pairs([[1, 20], [2, 20], [3, 20], [4, 20]]) }; // prettier-ignore
  const firstTwo = (row: number): boolean => (rows[row]?.[1] ?? 9) < 2;

  it('is the first with a held-out click, 8 to 14 training clicks and two marked ones', () => {
    expect(userToGuess(split, firstTwo, 5)).toBe(3);
    expect(userToGuess(split, (row) => firstTwo(row) && rows[row]?.[0] !== 3, 5)).toBe(4);
  });

  it('is nobody where clicks are not marked', () => {
    expect(userToGuess(split, () => false, 5)).toBeNull();
  });

  it('is the one that was named, or the neutral one, where the rule finds nobody', async () => {
    const input = figureInput({ dataset: synthetic, truth, user: 1 });
    const reader = { id: 'u1', clicks: [{ id: 'i1', title: 'Book 1', kind: null }, { id: 'i2', title: 'Book 2', kind: null }] }; // prettier-ignore
    expect((await noiseFigure(input)).reader).toEqual({ ...reader, rule: null });
    expect((await noiseFigure({ ...input, rule: NEUTRAL_USER_RULE })).reader).toEqual({
      ...reader,
      rule: NEUTRAL_USER_RULE
    });
    const guessed = smallDataset({ users: 5, items: 21, train: rows, test: [[3, 20]], synthetic: true });
    const marks = truthOf(['u3', 'i0', 'misclick'], ['u3', 'i1', 'misclick']);
    const named = await noiseFigure(figureInput({ dataset: guessed, truth: marks, user: 0 }));
    expect(named.reader).toMatchObject({ id: 'u0', rule: null });
    const ruled = await noiseFigure(figureInput({ dataset: guessed, truth: marks, user: 0, rule: NEUTRAL_USER_RULE }));
    expect(ruled.reader).toMatchObject({ id: 'u3', rule: GUESS_RULE });
    expect(ruled.values).toMatchObject({ 'reader.clicks': 8, 'reader.marked': 2 });
  });
});

describe('the figure', () => {
  // One number a node: users score items by their own order, 4, 3, 2, 1.
  const run = smallRun([[1], [1], [4], [3], [2], [1]], 2);

  it('sets clicks by taste and noise side by side, as worked out by hand', async () => {
    const made = await noiseFigure(figureInput({ dataset: synthetic, truth, runs: [run], user: 0 }));
    expect(v.parse(NoiseData, JSON.parse(JSON.stringify(made)))).toEqual(made);
    expect(made.parts).toEqual([
      { part: 'train', clicks: 4, kinds: [{ kind: 'misclick', clicks: 1 }] },
      { part: 'val', clicks: 1, kinds: [] },
      { part: 'test', clicks: 2, kinds: [{ kind: 'popularity', clicks: 1 }] }
    ]);
    // User 0 clicked 0 and 1: of 2 and 3 the held-out 2 is first. User 1 clicked 1 and 2: of 0 and 3 the held-out 0 is first.
    // Training: 0 is above 2, 3; 1 is above 2, 3 (marked); for user 1, 1 is below 0 of 0, 3, and so is 2.
    expect(made.values).toMatchObject({
      'train.share': 0.25,
      'test.share': 0.5,
      'val.share': 0,
      'run1.real.mean': 0,
      'run1.noise.mean': 0,
      'run1.real.recall20': 1,
      'run1.noise.recall20': 1,
      'run1.noise.trained.mean': 0,
      'run1.real.trained.median': 0.5
    });
    expect(made.values['run1.real.trained.mean']).toBeCloseTo((0 + 1 / 2 + 1 / 2) / 3, 12);
  });

  it('counts recall of each group over the users who have such a click, twenty places long', async () => {
    const items = 30;
    const scores = Array.from({ length: items }, (_, item) => [items - item]);
    const dataset = smallDataset({
      users: 2,
      items,
      train: [[0, 29], [1, 29]],
      test: [[0, 5], [0, 25], [0, 26], [1, 19]],
      synthetic: true
    }); // prettier-ignore
    const long = smallRun([[1], [1], ...scores], 2);
    const made = await noiseFigure(
      figureInput({ dataset, truth: truthOf(['u0', 'i26', 'misclick']), runs: [long, long], user: 0 })
    );
    // User 0 finds item 5 of 5 and 25, user 1 item 19 in place 20; the only marked click lies in place 27.
    expect(made.values['run1.real.recall20']).toBe((1 / 2 + 1) / 2);
    expect(made.values['run1.noise.recall20']).toBe(0);
    expect(made.values['run2.real.recall20']).toBe((1 / 2 + 1) / 2);
  });

  it('holds no number of noise where nobody knows which clicks are noise', async () => {
    const made = await noiseFigure(figureInput({ dataset: smallDataset(data), runs: [run], user: 0 }));
    expect(made.marks).toBe('none');
    expect(made.runs[0]?.heldOut).toMatchObject({
      noise: { clicks: 0, median: null },
      recall20: { real: 1, noise: null }
    });
    expect(made.values).toMatchObject({ 'train.clicks': 4, 'reader.clicks': 2, 'run1.real.recall20': 1 });
    // A share of 0 would say that there is none.
    expect(Object.keys(made.values).filter((name) => /noise|marked|share/.test(name))).toEqual([]);
  });
});

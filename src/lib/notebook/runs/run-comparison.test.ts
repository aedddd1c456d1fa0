// Picked runs side by side: what may be compared is, what may not is kept apart.
import { expect, it } from 'vitest';
import { memoryStore } from '#lib/storage/memory';
import { WITHOUT_REST } from '#lib/work/work';
import { Artifacts } from '../run/artifacts';
import { compareStoredRuns } from './run-comparison';
import { idOf, madeUpRun } from './testing';

type Given = Parameters<typeof madeUpRun>[1];

async function compare(given: readonly Given[], baseline: number | null = null) {
  const store = memoryStore();
  for (const [at, one] of given.entries()) await store.put(madeUpRun(at, one));
  const ids = given.map((_, at) => idOf(at));
  return compareStoredRuns(new Artifacts(store), ids, baseline === null ? null : idOf(baseline), WITHOUT_REST);
}

it('seeds of the same settings are one arm, and differences are counted from the arm without alignment', async () => {
  const seeds = [1, 2, 3, 4, 5];
  const [one, ...others] = await compare([
    ...seeds.map((seed) => ({ seed, alignment: 'contrastive' as const, recall: 0.3 + seed / 100 })),
    ...seeds.map((seed) => ({ seed, recall: 0.2 + seed / 500 }))
  ]);
  expect(others).toEqual([]);
  expect(one?.arms.map(({ name }) => name)).toEqual(['LightGCN-Con', 'LightGCN']);
  expect(one?.result?.baseline).toBe('1');
  const [aligned, base] = one?.result?.rows ?? [];
  expect(base?.differences).toEqual([]);
  expect(aligned?.differences[0]?.mean).toBeCloseTo(0.33 - 0.206, 10);
  expect(aligned?.differences[0]?.pairedT?.df).toBe(4);
  expect(one?.arms[0]?.card?.environment.seeds).toEqual(seeds);
});

it('a picked baseline holds', async () => {
  const [one] = await compare([{}, { alignment: 'generative' }], 1);
  expect(one?.result?.baseline).toBe('1');
});

it('runs of unlike protocols are not compared: each protocol is by itself', async () => {
  const found = await compare([{}, { alignment: 'contrastive' }, { split: 'bb'.repeat(32), data: 'Films' }]);
  expect(found.map(({ data, result }) => [data, result?.rows.length ?? null])).toEqual([
    ['Books', 2],
    ['Films', null]
  ]);
});

it('of two runs with the same settings and seed the newest counts, and that is said', async () => {
  const [one] = await compare([{ recall: 0.1 }, { recall: 0.4 }, { alignment: 'contrastive' }]);
  expect(one?.result?.rows[0]?.test.mean.recall['20']).toBe(0.4);
  expect(one?.result?.notes.at(-1)).toContain('the newest counts');
});

it('a run that is gone is said to be', async () => {
  await expect(compareStoredRuns(new Artifacts(memoryStore()), [idOf(1)], null, WITHOUT_REST)).rejects.toMatchObject({
    code: 'runs/gone'
  });
});

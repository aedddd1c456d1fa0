// The input/output worker's list of runs: listed, set side by side, looked at without their notebook, deleted and brought back.
import { beforeAll, expect, it } from 'vitest';
import { runsPlace } from '#lib/notebook/explore/runs-place';
import { refusal, twoWorkers, type TwoWorkers } from '../testing';

let workers: TwoWorkers;
beforeAll(async () => {
  workers = await twoWorkers();
});
const list = () => workers.io.ask({ job: 'list-runs' });

it('lists what was trained once it is read, and sets it side by side', async () => {
  const { unread } = await list();
  expect(unread).toHaveLength(2);
  const { runs } = await workers.io.ask({ job: 'read-runs', ids: unread });
  expect((await list()).runs).toEqual(expect.arrayContaining([...runs]));
  const [one] = await workers.io.ask({ job: 'compare-runs', ids: unread, baseline: null });
  const compared = one?.result?.rows.find(({ differences }) => differences.length > 0);
  expect(compared?.label).toBe('LightGCN-Con');
  expect(compared?.differences[0]?.bootstrap?.users).toBeGreaterThan(0);
});

it('opens a picked run in Explore by its id alone, beside another of its split', async () => {
  const ids = (await list()).runs.map(({ id }) => id);
  const notebook = runsPlace(ids);
  const { runs, datasets } = await workers.io.ask({ job: 'explorable', notebook, text: '' });
  expect(datasets).toHaveLength(1);
  const [a, b] = runs.map(({ cell, seeds }) => ({ from: 'cell' as const, cell, seed: seeds[0]?.seed ?? 0 }));
  if (!a || !b) throw new Error('There are two runs');
  const what = { notebook, text: '', a, b, embeddings: null, profiles: null, edits: [] };
  const overview = await workers.io.ask({ job: 'open-explore', what });
  expect(overview.userCount).toBe(30);
  expect(
    Object.values(overview.runs)
      .map(({ label }) => label)
      .sort()
  ).toEqual(['LightGCN', 'LightGCN-Con']);
});

it('deletes, and brings back the same bits once; then nothing is left to bring back', async () => {
  const [first] = (await list()).runs;
  const id = first?.id ?? '';
  const before = await workers.store.get(id);
  expect(await workers.io.ask({ job: 'delete-runs', ids: [id], keep: true })).toEqual([id]);
  expect((await list()).runs.map((run) => run.id)).not.toContain(id);
  expect(await workers.io.ask({ job: 'restore-runs' })).toEqual([id]);
  expect(await workers.store.get(id)).toEqual(before);
  expect((await list()).unread).toEqual([]);
  expect((await refusal(workers.io.ask({ job: 'restore-runs' }))).code).toBe('runs/not-restorable');
});

it('a run whose data set is gone says which one, before anything is opened', async () => {
  const [first] = (await list()).runs;
  for (const { id, kind } of await workers.store.list()) if (kind === 'dataset') await workers.store.delete(id);
  const error = await refusal(workers.io.ask({ job: 'explorable', notebook: runsPlace([first?.id ?? '']), text: '' }));
  expect(error.code).toBe('runs/data-gone');
  expect(error.message).toContain('Tiny');
});

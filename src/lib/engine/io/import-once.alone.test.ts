// A file that is looked at and then imported is opened once, and what its columns are is guessed once.
import { beforeEach, expect, it, vi } from 'vitest';
import * as reading from '#lib/dataset/reading/import';
import * as mapping from '#lib/dataset/formats/table/mapping';
import { memoryAnswers, memoryStore } from '#lib/storage/memory';
import { desk } from '../testing';
import { ioJobs } from './jobs';
import type { IoJobs, Picked } from './protocol';

vi.mock('#lib/dataset/reading/import', { spy: true });
vi.mock('#lib/dataset/formats/table/mapping', { spy: true });

beforeEach(() => vi.clearAllMocks());

const csv = (rows: readonly string[]): Picked => {
  const file = new File([`user_id,item_id,rating\n${rows.join('\n')}\n`], 'ratings.csv', { lastModified: 1 });
  return { from: 'files', files: [{ path: 'ratings.csv', file }] };
};
const io = () =>
  desk<IoJobs>(
    ioJobs({
      store: memoryStore(),
      answers: memoryAnswers(),
      assets: 'http://localhost/',
      settings: () => ({ llm: null })
    })
  );
const counted = (): readonly [opened: number, guessed: number] => [
  vi.mocked(reading.openFiles).mock.calls.length,
  vi.mocked(mapping.tablesOf).mock.calls.length
];

it('a file that is looked at and imported is opened once, and guessed once', async () => {
  const page = io();
  const seen = await page.ask({ job: 'inspect', picked: csv(['u,a,5', 'v,b,4']), reading: {} });
  const record = await page.ask({ job: 'import', name: 'mine', picked: csv(['u,a,5', 'v,b,4']), reading: {} });
  expect(counted()).toEqual([1, 1]);
  expect(record.settings).toEqual(seen.settings);
  expect(record.counts).toEqual({ users: 2, items: 2, interactions: 2 });
});

it('one that is imported unseen is, too', async () => {
  await io().ask({ job: 'import', name: 'mine', picked: csv(['u,a,5', 'v,b,4']), reading: {} });
  expect(counted()).toEqual([1, 1]);
});

it('other files, and the same ones read otherwise, are looked at anew', async () => {
  const page = io();
  await page.ask({ job: 'inspect', picked: csv(['u,a,5', 'v,b,4']), reading: {} });
  const swapped = await page.ask({
    job: 'inspect',
    picked: csv(['u,a,5', 'v,b,4']),
    reading: { user_column: 'item_id', item_column: 'user_id' }
  });
  expect(swapped.settings).toMatchObject({ user_column: 'item_id' });
  const more = await page.ask({ job: 'import', name: 'mine', picked: csv(['u,a,5', 'v,b,4', 'w,c,3']), reading: {} });
  expect(more.counts.users).toBe(3);
  expect(counted()).toEqual([3, 3]);
});

// `npm run notebook -- runs`: what a folder has, as tables and as JSON, and what is asked wrongly.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allRuns } from '#lib/notebook/runs/run-index';
import { namedRuns } from '#lib/notebook/runs/run-list';
import { madeUpRun } from '#lib/notebook/runs/testing';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { WITHOUT_REST } from '#lib/work/work';
import { asJson, asText, readRunsArguments } from './runs';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runs-'));
  const store = await openFolderStore(folder);
  await store.put(madeUpRun(1, { settings: { layers: 1 } }));
  await store.put(madeUpRun(2, { settings: { layers: 3 }, seed: 2, backend: 'imported' }));
  await store.put(madeUpRun(3, { data: 'Films\u001b[31m', split: 'bb'.repeat(32) }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Another call: another session on the same folder. */
const read = async () => namedRuns((await allRuns(await openFolderStore(folder), WITHOUT_REST)).runs);

it('prints a table for each protocol, named by what differs in it, and says that these are not comparable', async () => {
  const text = asText(await read(), 3, { store: folder, filter: '' });
  expect(text).toMatch(/^Films.*split bbbbbbbb\nrun +seed +recall@20/);
  expect(text).toMatch(/\nLightGCN · layers 3 +2 .* imported /);
  expect(text).toMatch(/\nLightGCN +1 /);
  expect(text).toContain('3 runs; numbers of unlike splits are not comparable');
  expect(text).not.toContain('\u001b');
});

it('as JSON every run stands with all of its settings and metrics', async () => {
  const runs: unknown = JSON.parse(asJson(await read()));
  expect(runs).toMatchObject([
    { name: expect.stringContaining('split bbbbbbbb'), imported: false },
    { seed: 2, imported: true, treatment: { layers: 3 }, test: { recall: { '20': 0.2 } } },
    { treatment: { layers: 1 } }
  ]);
});

it('says where nothing is stored, and where nothing is found', () => {
  expect(asText([], 0, { store: '/nowhere', filter: '' })).toContain('No runs are stored in /nowhere');
  expect(asText([], 7, { store: folder, filter: 'gccf' })).toContain('None of 7 runs');
});

it.each([
  [['more.md'], 'one word too many'],
  [['--sort', 'beauty'], 'none of name'],
  [['--jsn'], "Unknown option '--jsn'"]
])('%j is one clear line', (args, words) => {
  expect(() => readRunsArguments(args)).toThrow(words);
});

it('numbers are sorted from the greatest on, words from the first, or the other way', () => {
  const sorted = (...args: string[]) => readRunsArguments(['--sort', ...args])?.sorting;
  expect(sorted('recall@20')).toEqual({ by: 'recall@20', down: true });
  expect(sorted('recall@20', '--reverse')).toEqual({ by: 'recall@20', down: false });
  expect(sorted('name')).toEqual({ by: 'name', down: false });
  expect(readRunsArguments(['--help'])).toBeNull();
});

// Explore through the input/output session: what a notebook has to look at, opening it, selections, and what is said where it cannot.
import { beforeAll, describe, expect, it } from 'vitest';
import type { CellResult } from '#lib/notebook/kinds/registry';
import type { ExploreAsk, ExploreSelection, TextEdit } from '#lib/studies/explore/types';
import { memoryAnswers, memoryStore } from '#lib/storage/memory';
import { desk, refusal, SMALL_NOTEBOOK, twoWorkers, type TwoWorkers } from '../testing';
import { ioJobs } from './jobs';
import type { IoJobs } from './protocol';

let workers: TwoWorkers;
beforeAll(async () => {
  workers = await twoWorkers();
});

const RUNS: ExploreAsk = {
  notebook: 'tiny.md',
  text: SMALL_NOTEBOOK,
  a: { from: 'cell', cell: 'base', seed: 1 },
  b: { from: 'cell', cell: 'con', seed: 1 },
  embeddings: 'semantics',
  profiles: 'words',
  edits: []
};
const open = (more: Partial<ExploreAsk> = {}) => workers.io.ask({ job: 'open-explore', what: { ...RUNS, ...more } });
const select = (more: Partial<ExploreSelection> = {}) =>
  workers.io.ask({ job: 'select-explore', selection: { user: 0, other: null, item: null, k: 5, hops: 2, ...more } });
const explorable = (text = SMALL_NOTEBOOK) => workers.io.ask({ job: 'explorable', notebook: 'tiny.md', text });

describe('what a notebook has to look at', () => {
  it('is its runs by seed, embeddings, profiles and data, and which of them are stored', async () => {
    const { runs, embeddings, profiles, datasets } = await explorable();
    expect(runs).toEqual([
      {
        cell: 'base',
        label: 'LightGCN',
        dataset: 'books',
        alignment: 'none',
        embeddings: null,
        seeds: [{ seed: 1, isStored: true }]
      },
      {
        cell: 'con',
        label: 'LightGCN-Con',
        dataset: 'books',
        alignment: 'contrastive',
        embeddings: 'semantics',
        seeds: [{ seed: 1, isStored: true }]
      }
    ]);
    expect(embeddings).toMatchObject([{ cell: 'semantics', profiles: 'words', isStored: true, editProblem: null }]);
    expect(profiles).toMatchObject([{ cell: 'words', isStored: true }]);
    expect(datasets).toMatchObject([{ cell: 'books', isStored: true, splitHash: (await open()).splitHash }]);
  });
  it('says which of them were taken in from elsewhere', async () => {
    const { store } = workers;
    const made = (await store.list()).filter(({ kind }) => ['run', 'profiles'].includes(kind));
    for (const { id } of made) {
      const found = await store.get(id);
      const machine = { host: 'node-7', processor: 'a processor', runtime: 'Node.js', program: '1' };
      if (found) await store.put({ ...found, meta: { ...found.meta, machine } });
    }
    const { runs, embeddings, profiles } = await explorable();
    const taken = { isStored: true, processor: 'a processor' };
    expect(runs.flatMap(({ seeds }) => seeds)).toEqual([
      { seed: 1, ...taken },
      { seed: 1, ...taken }
    ]);
    expect(profiles).toMatchObject([taken]);
    expect(embeddings).toEqual([expect.not.objectContaining({ processor: 'a processor' })]);
    for (const { id } of made) {
      const found = await store.get(id);
      if (!found) continue;
      const { machine: _, ...meta } = found.meta;
      await store.put({ ...found, meta });
    }
  });
  it('counts nothing as stored that is kept in a form no longer read', async () => {
    const [run] = (await workers.store.list()).filter(({ kind }) => kind === 'run');
    const found = run && (await workers.store.get(run.id));
    if (!found) throw new Error('It is stored');
    await workers.store.put({ ...found, meta: { ...found.meta, version: 0 } });
    const { runs } = await explorable();
    expect(runs.flatMap(({ seeds }) => seeds).filter(({ isStored }) => !isStored)).toHaveLength(1);
    expect((await refusal(open())).code).toBe('explore/not-stored');
    await workers.store.put(found);
    await open();
  });
  it('says what is missing, and goes on beside cells that have a problem', async () => {
    const more = SMALL_NOTEBOOK.replace('seeds: [1]', 'seeds: [1, 4]').replace('max_share: 1', 'max_share: 1\npca: 2');
    const { runs, embeddings } = await explorable(`${more}\n\`\`\`train\nname: odd\ndataset: nowhere\n\`\`\`\n`);
    expect(runs.map(({ cell }) => cell)).toEqual(['base', 'con']);
    expect(runs[0]?.seeds).toEqual([
      { seed: 1, isStored: true },
      { seed: 4, isStored: false }
    ]);
    // Other vectors make another run.
    expect(runs[1]?.seeds).toEqual([{ seed: 1, isStored: false }]);
    expect(embeddings).toMatchObject([{ isStored: false, editProblem: { code: 'explore/vectors-changed' } }]);
    const away = await explorable(SMALL_NOTEBOOK.replace('source: tiny', 'source: elsewhere'));
    expect(away.datasets).toEqual([{ cell: 'books', id: null, isStored: false, splitHash: null }]);
    expect(away.runs.flatMap(({ seeds }) => seeds)).toEqual([
      { seed: 1, isStored: false },
      { seed: 1, isStored: false }
    ]);
  });
});

describe('what is open', () => {
  it('has both runs and the words, and answers selections until another is opened', async () => {
    const overview = await open();
    expect(overview).toMatchObject({ title: 'Tiny', userCount: 30, itemCount: 40, synthetic: true });
    expect(overview.runs).toEqual({ a: { label: 'LightGCN', seed: 1 }, b: { label: 'LightGCN-Con', seed: 1 } });
    expect(overview.spaces.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'a collaborative',
      'b aligned',
      'semantic semantic'
    ]);
    const views = await select({ other: 2, item: 30 });
    expect(views.lists.map(({ run, items }) => `${run} ${items.length}`)).toEqual(['a 5', 'b 5']);
    expect(views.profiles.map(({ node }) => node)).toEqual([0, 2, 30]);
    expect(views.pair?.relevance).toHaveLength(2);
    await open({ b: null, profiles: null, embeddings: null });
    const alone = await select({ other: 2 });
    expect(alone.lists).toHaveLength(1);
    expect(alone.profiles).toEqual([]);
    expect(alone.pair?.semantic).toBeNull();
  });
  it('is what was asked for last, however long each takes; the one before is cancelled', async () => {
    await open();
    const [first, last] = [open(), open({ b: null })];
    expect((await refusal(first)).code).toBe('internal/cancelled');
    expect(Object.keys((await last).runs)).toEqual(['a']);
    expect((await select()).lists).toHaveLength(1);
  });
  it('has the ranking that a recommend cell of the notebook has', async () => {
    await open();
    const overview = await open();
    const text = `${SMALL_NOTEBOOK}\n\`\`\`recommend\nname: one\nruns: [base, con]\nk: 5\nuser: u3\n\`\`\`\n`;
    const result: CellResult[] = [];
    await workers.engine.ask({ job: 'run', notebook: 'tiny.md', text, options: { force: false } }, (told) => {
      if (told.type === 'notebook' && told.event.type === 'cell-finished') result.push(told.event.record.result);
    });
    const ranking = result.find(({ kind }) => kind === 'recommend');
    if (ranking?.kind !== 'recommend') throw new Error('It was ranked');
    const { lists } = await select({ user: overview.ids.indexOf('u3') });
    expect(lists.map(({ items }) => items.map(({ node }) => overview.ids[node]))).toEqual(
      ranking.lists.map(({ items }) => items.map(({ id }) => id))
    );
  });
  it('finds pairs that are far apart and share a held-out item', async () => {
    await open();
    for (const rule of ['alike', 'random'] as const) {
      const found = await workers.io.ask({ job: 'find-pairs', user: null, rule, count: 4 });
      expect(found.length).toBeGreaterThan(0);
      for (const { user, other, distance, sharedHeldOut } of found) {
        const { pair } = await select({ user, other });
        expect(pair?.distance).toBe(distance);
        expect(pair?.sharedHeldOut).toHaveLength(sharedHeldOut);
        expect(pair?.relevance.every(({ rank }) => rank !== null)).toBe(true);
        expect(distance === null || distance > 3).toBe(true);
      }
    }
  });
  it('can be a run trained on with other words: its vectors, its words, its bits', async () => {
    const edit: TextEdit = { node: 'user', id: 'u0', text: 'Orchard and garden, bees and cider.' };
    const kept = await workers.whatIf({ cell: 'con', seed: 1, edits: [edit], epochs: 2 });
    const before = await open();
    const words = (await select()).profiles[0];
    const overview = await open({
      a: { from: 'artifact', id: kept.without, label: 'as it was' },
      b: { from: 'artifact', id: kept.with, label: 'my words' },
      edits: [edit]
    });
    expect(overview.runs).toEqual({ a: { label: 'as it was', seed: 1 }, b: { label: 'my words', seed: 1 } });
    expect(overview.spaces.map(({ kind }) => kind)).toEqual(['aligned', 'aligned', 'semantic']);
    const { profiles } = await select();
    expect(profiles[0]).toMatchObject({ text: edit.text, edited: true });
    expect(words).toMatchObject({ edited: false });
    const cosineNow = (await select({ other: 2 })).pair?.semantic ?? NaN;
    await open();
    const cosineBefore = (await select({ other: 2 })).pair?.semantic ?? NaN;
    expect(Math.abs(cosineNow - cosineBefore)).toBeGreaterThan(0.01);
    // The stored set is as it was.
    expect((await open()).spaces[2]).toEqual(before.spaces[2]);
  });
});

describe('maps that take long', () => {
  const projections = async () => (await workers.store.list()).filter(({ kind }) => kind === 'projection');

  it('are laid out once, kept under ids of their own, and have a place for the wanted nodes alone', async () => {
    await open();
    const said: string[] = [];
    const spaces = await workers.io.ask({ job: 'map-explore', nodes: 'all' }, (told) => {
      if (told.type === 'progress') said.push(told.progress.label);
    });
    expect(spaces.map(({ key, made }) => `${key} ${made.by}`)).toEqual(['a umap', 'b umap', 'semantic umap']);
    expect(Math.max(...spaces.flatMap(({ xy }) => [...xy].map(Math.abs)).filter(Number.isFinite))).toBe(1);
    expect(await projections()).toHaveLength(3);
    expect(await workers.io.ask({ job: 'map-explore', nodes: 'all' })).toEqual(spaces);
    expect(await projections()).toHaveLength(3);
    const [books] = await workers.io.ask({ job: 'map-explore', nodes: 'items' });
    expect(books?.xy.subarray(0, 60).every(Number.isNaN)).toBe(true);
    expect(books?.xy.subarray(60).every(Number.isFinite)).toBe(true);
    expect(await projections()).toHaveLength(6);
  });
  it('can be cancelled; the maps that were done are kept', async () => {
    await open({ a: { from: 'cell', cell: 'con', seed: 1 }, b: { from: 'cell', cell: 'base', seed: 1 } });
    const before = (await projections()).length;
    const work = workers.io.ask({ job: 'map-explore', nodes: 'users' }, (told, cancel) => {
      if (told.type === 'progress' && told.progress.label.includes('map 2 of 3')) cancel();
    });
    expect((await refusal(work)).code).toBe('internal/cancelled');
    expect((await projections()).length).toBe(before + 1);
  });
});

describe('refused with a cure', () => {
  it('a selection where nothing is open', async () => {
    const fresh = desk<IoJobs>(
      ioJobs({ store: memoryStore(), answers: memoryAnswers(), assets: '', settings: () => ({ llm: null }) })
    );
    const work = fresh.ask({
      job: 'select-explore',
      selection: { user: 0, other: null, item: null, k: 5, hops: 2 }
    });
    expect((await refusal(work)).code).toBe('explore/nothing-open');
  });
  it('what is not stored, with the cell to run; what was open stays open', async () => {
    await open();
    const text = SMALL_NOTEBOOK.replaceAll('seeds: [1]', 'seeds: [1, 4]');
    const error = await refusal(open({ text, b: { from: 'cell', cell: 'con', seed: 4 } }));
    expect(error.code).toBe('explore/not-stored');
    expect(error.where.cell).toBe('con');
    expect(error.cure).toContain('"con"');
    expect((await select()).lists).toHaveLength(2);
    const reduced = SMALL_NOTEBOOK.replace('max_share: 1', 'max_share: 1\npca: 2');
    expect(await refusal(open({ text: reduced, b: null }))).toMatchObject({
      code: 'explore/not-stored',
      where: { cell: 'semantics' }
    });
  });
  it('names that the notebook has not, and runs that are gone', async () => {
    expect((await refusal(open({ a: { from: 'cell', cell: 'bsae', seed: 1 } }))).code).toBe('notebook/no-such-cell');
    expect((await refusal(open({ a: { from: 'cell', cell: 'base', seed: 2 } }))).code).toBe('explore/no-such-seed');
    expect((await refusal(open({ profiles: 'semantics' }))).code).toBe('notebook/no-such-cell');
    const gone = { from: 'artifact', id: 'f'.repeat(64), label: 'my words' } as const;
    const error = await refusal(open({ b: gone }));
    expect(error.code).toBe('explore/gone');
    expect(error.message).toContain('my words');
  });
  it('two runs of different splits', async () => {
    const kept = await workers.whatIf({ cell: 'con', seed: 1, edits: [], epochs: 1 });
    const found = await workers.store.get(kept.with);
    if (!found) throw new Error('It is stored');
    const json: unknown = JSON.parse(JSON.stringify(found.json).replace(/"splitHash":"[^"]*"/, '"splitHash":"other"'));
    await workers.store.put({ ...found, json, meta: { ...found.meta, id: 'elsewhere' } });
    const other = { from: 'artifact', id: 'elsewhere', label: 'of other data' } as const;
    expect((await refusal(open({ b: other }))).code).toBe('notebook/unlike-splits');
  });
});

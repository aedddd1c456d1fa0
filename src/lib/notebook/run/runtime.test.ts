// Running notebooks: what is computed, reused, skipped and kept, and that computing twice gives the same bits.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memorySource } from '#lib/dataset/sources/source';
import { appError } from '#lib/errors/app-error';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import { Artifacts } from './artifacts';
import { trainSeed } from '../kinds/train/seed';
import { parseNotebook } from '../document/parse';
import type { NotebookEvent } from './events';
import type { ComputeDevice, NotebookEnvironment, TrainPool } from './environment';
import { recommendFor, runNotebook, type RunNotebookOptions } from './runtime';
import { planNotebook } from '../plan/plan';
import { TINY_NOTEBOOK, tinyFiles, tinySource } from '../testing/tiny';

const device = { backend: 'cpu', adapter: 'JavaScript' };

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

interface Setting {
  readonly store?: ArtifactStore;
  readonly env?: Partial<NotebookEnvironment>;
  readonly options?: RunNotebookOptions;
}

async function run(text: string, { store = memoryStore(), env = {}, options = {} }: Setting = {}) {
  const events: NotebookEvent[] = [];
  const environment: NotebookEnvironment = {
    store,
    openSource: () => tinySource(),
    device,
    ...env,
    onEvent: (event) => {
      events.push(event);
      env.onEvent?.(event);
    }
  };
  const result = await runNotebook(parseNotebook(text, 'tiny.md'), environment, options);
  const ended = events.flatMap((event) => {
    if (event.type === 'cell-finished') return [`${event.cell} ${event.reused ? 'reused' : 'computed'}`];
    return event.type === 'cell-failed' || event.type === 'cell-skipped' || event.type === 'cell-cancelled'
      ? [`${event.cell} ${event.type.slice(5)}`]
      : [];
  });
  return { ...result, events, ended: ended.sort(), store };
}

const ALL = ['base', 'books', 'con', 'one', 'semantics', 'table', 'words'];
const every = (how: string) => ALL.map((name) => `${name} ${how}`);

describe('running a notebook', () => {
  it('computes every cell once, and takes what is stored the next time', async () => {
    const first = await run(TINY_NOTEBOOK);
    expect(first.failures).toEqual([]);
    expect(first.outcome).toBe('done');
    expect(first.ended).toEqual(every('computed'));
    const again = await run(TINY_NOTEBOOK, { store: first.store });
    expect(again.ended).toEqual(every('reused'));
    expect(again.records).toEqual(first.records);
  });

  it('gives the same bits when all is computed again', async () => {
    const first = await run(TINY_NOTEBOOK);
    const forced = await run(TINY_NOTEBOOK, { store: first.store, options: { force: true } });
    expect(forced.ended).toEqual(every('computed'));
    expect(forced.records.map(({ name, digest }) => [name, digest])).toEqual(
      first.records.map(({ name, digest }) => [name, digest])
    );
    const other = await run(TINY_NOTEBOOK.replaceAll('seeds: [1, 2]', 'seeds: [1, 3]'));
    const digest = (records: typeof other.records, name: string) => records.find((r) => r.name === name)?.digest;
    expect(digest(other.records, 'base')).not.toBe(digest(first.records, 'base'));
    expect(digest(other.records, 'words')).toBe(digest(first.records, 'words'));
  });

  it('shows each kind of result with its card', async () => {
    const { records } = await run(TINY_NOTEBOOK);
    const results = new Map(records.map((record) => [record.name, record]));
    const table = results.get('table')?.result;
    if (table?.kind !== 'compare') throw new Error('no table');
    expect(table.baseline).toBe('base');
    expect(table.rows.map(({ name, role, label }) => [name, role, label])).toEqual([
      ['base', 'run', 'LightGCN'],
      ['con', 'run', 'LightGCN-Con'],
      ['popularity', 'reference', 'Popularity'],
      ['semantic-only', 'reference', 'Semantic only']
    ]);
    for (const row of table.rows) expect(row.testWithoutNoise).toBeDefined();
    expect(table.rows[1]?.treatment.join()).toContain('alignment: contrastive (none)');
    const con = results.get('con');
    expect(con?.card?.environment).toMatchObject({ seeds: [1, 2], backend: 'cpu', adapter: 'JavaScript' });
    expect(con?.card?.treatment).toMatchObject({
      alignment: 'contrastive',
      embeddings: 'lsa, 4 dimensions',
      epochs: 8
    });
    expect(JSON.stringify(con?.result)).toContain('kd_loss');
    expect(con?.digest).not.toBe(results.get('base')?.digest);
    expect(con?.result).toMatchObject({ kind: 'train', runs: [{ seed: 1 }, { seed: 2 }] });
    const one = results.get('one')?.result;
    if (one?.kind !== 'recommend') throw new Error('no ranking');
    expect(one.lists.map(({ run: name, seed }) => [name, seed])).toEqual([
      ['base', 1],
      ['con', 1]
    ]);
    expect(one.lists[0]?.items).toHaveLength(5);
    expect(one.rule).toMatch(/without looking/);
    expect(JSON.parse(JSON.stringify(records))).toEqual(records);
  });

  it('names unlike machines on the card of a comparison, and those of alike runs nowhere', async () => {
    const on = (host: string, processor: string) => ({
      backend: 'cpu',
      adapter: 'JavaScript',
      machine: { host, processor, runtime: 'Node 20.0.0', program: '0.1.0' }
    });
    const machinesOf = async (second: ReturnType<typeof on>) => {
      const { store } = await run(TINY_NOTEBOOK, { env: { device: on('a', 'A chip') }, options: { only: ['base'] } });
      const { records } = await run(TINY_NOTEBOOK, { store, env: { device: second } });
      return records.find(({ kind }) => kind === 'compare')?.card?.environment.machines;
    };
    expect(await machinesOf(on('b', 'A chip'))).toBeUndefined();
    expect(await machinesOf(on('b', 'Another chip'))).toEqual([
      'A chip · Node 20.0.0 · rlmrec 0.1.0 · cpu · JavaScript',
      'Another chip · Node 20.0.0 · rlmrec 0.1.0 · cpu · JavaScript'
    ]);
  });

  it('trains only the seed that is new, and shows renamed cells at once', async () => {
    const { store } = await run(TINY_NOTEBOOK);
    const more = await run(TINY_NOTEBOOK.replaceAll('seeds: [1, 2]', 'seeds: [1, 2, 3]'), { store });
    const trained = more.events.flatMap((event) => (event.type === 'cell-epoch' ? [event.seed] : []));
    expect(new Set(trained)).toEqual(new Set([3]));
    const renamed = TINY_NOTEBOOK.replace(/\b(base|con|semantics)\b/g, 'my-$1');
    const again = await run(renamed, { store });
    expect(again.ended.every((end) => end.endsWith('reused'))).toBe(true);
    const table = again.records.find(({ kind }) => kind === 'compare')?.result;
    expect(table?.kind === 'compare' && table.rows.map(({ name }) => name)).toEqual([
      'my-base',
      'my-con',
      'popularity',
      'semantic-only'
    ]);
  });

  it('runs the wanted cells and what they need, and nothing else', async () => {
    const { ended, store } = await run(TINY_NOTEBOOK, { options: { only: ['semantics'] } });
    expect(ended).toEqual(['books computed', 'semantics computed', 'words computed']);
    const next = await run(TINY_NOTEBOOK, { store, options: { only: ['con'], force: true } });
    expect(next.ended).toEqual(['con computed']);
    await expect(run(TINY_NOTEBOOK, { options: { only: ['cno'] } })).rejects.toThrow(/no cell "cno"/);
  });

  it('takes values set from outside', async () => {
    const { records } = await run(TINY_NOTEBOOK, { options: { only: ['base'], overrides: { 'base.seeds': '7' } } });
    expect(records.find(({ name }) => name === 'base')?.result).toMatchObject({ runs: [{ seed: 7 }] });
  });
});

describe('a run that does not go well', () => {
  it('goes on with the cells that do not depend on a failed one', async () => {
    const bad = TINY_NOTEBOOK.replace(
      'profiles: words\ndimensions: 4',
      'profiles: words\ndimensions: 4\nmin_texts: 99'
    ).replace('min_texts: 99\nmin_texts: 1', 'min_texts: 99');
    const { ended, failures, outcome, records } = await run(bad);
    expect(ended).toEqual([
      'base computed',
      'books computed',
      'con skipped',
      'one skipped',
      'semantics failed',
      'table skipped',
      'words computed'
    ]);
    expect(outcome).toBe('failed');
    expect(failures[0]?.error.where).toMatchObject({ cell: 'semantics', file: 'tiny.md' });
    expect(records.map(({ name }) => name)).toEqual(['books', 'words', 'base']);
  });

  it('says what is wrong with a cell and runs the rest', async () => {
    const { ended, failures } = await run(TINY_NOTEBOOK.replace('k: 5', 'k: 5000'));
    expect(ended).toContain('one failed');
    expect(ended).toContain('table computed');
    expect(failures[0]?.error.code).toBe('notebook/bad-value');
  });

  it('fails the dataset cell whose source cannot be opened, and skips all below', async () => {
    const openSource = () => {
      throw appError('notebook/unknown-source', { source: 'x', reason: 'there is no such folder' });
    };
    const { ended, failures } = await run(TINY_NOTEBOOK, { env: { openSource } });
    expect(failures.map(({ cell, error }) => [cell, error.code])).toEqual([['books', 'notebook/unknown-source']]);
    expect(ended.filter((end) => end.endsWith('skipped'))).toHaveLength(6);
    const empty = await run(TINY_NOTEBOOK, { env: { openSource: () => memorySource('empty', new Map()) } });
    expect(empty.failures[0]?.error.code).toBe('dataset/unknown-format');
  });

  it('keeps finished seeds when it is cancelled, and goes on from there', async () => {
    const controller = new AbortController();
    const onEvent = (event: NotebookEvent) => {
      if (event.type === 'cell-epoch' && event.cell === 'base' && event.seed === 2) controller.abort();
    };
    const { ended, outcome, store } = await run(TINY_NOTEBOOK, { env: { signal: controller.signal, onEvent } });
    expect(outcome).toBe('cancelled');
    expect(ended).toContain('base cancelled');
    expect(ended).not.toContain('con computed');
    const kinds = (await store.list()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'run')).toHaveLength(1);
    const resumed = await run(TINY_NOTEBOOK, { store });
    expect(resumed.outcome).toBe('done');
    const seeds = resumed.events.flatMap((event) =>
      event.type === 'cell-epoch' && event.cell === 'base' ? [event.seed] : []
    );
    expect(new Set(seeds)).toEqual(new Set([2]));
    expect(resumed.records).toHaveLength(7);
  });

  it('does not touch what is stored when a forced run fails', async () => {
    const { store, records } = await run(TINY_NOTEBOOK);
    const failing: TrainPool = { size: 1, train: () => Promise.reject(new Error('the process died')) };
    const failed = await run(TINY_NOTEBOOK, { store, env: { trainPool: failing }, options: { force: true } });
    expect(failed.outcome).toBe('failed');
    expect((await run(TINY_NOTEBOOK, { store })).records.map(({ digest }) => digest)).toEqual(
      records.map(({ digest }) => digest)
    );
  });

  it('makes anew what is stored but cannot be read', async () => {
    const { store } = await run(TINY_NOTEBOOK, { options: { only: ['words'] } });
    for (const { id } of await store.list()) {
      const artifact = await store.get(id);
      if (artifact?.meta.kind === 'profiles') await store.put({ ...artifact, json: { other: true } });
    }
    const again = await run(TINY_NOTEBOOK, { store, options: { only: ['words'] } });
    expect(again.ended).toEqual(['words computed']);
  });

  it('refuses to compare runs on different splits', async () => {
    const files = tinyFiles();
    const rows = new TextDecoder().decode(files.get('interactions.csv')).replace(',val,', ',test,');
    const other = new Map(files).set('interactions.csv', new TextEncoder().encode(rows));
    const text = `${TINY_NOTEBOOK}
\`\`\`dataset
name: others
source: other
\`\`\`

\`\`\`train
name: elsewhere
dataset: others
preset: small
epochs: 1
\`\`\`

\`\`\`compare
name: unlike
runs: [base, elsewhere]
\`\`\`
`;
    const openSource = (source: string) => tinySource(source === 'other' ? other : files);
    const { failures } = await run(text, { env: { openSource }, options: { only: ['unlike'] } });
    expect(failures.map(({ cell, error }) => [cell, error.code])).toEqual([['unlike', 'notebook/unlike-splits']]);
  });
});

describe('a pool', () => {
  it('trains seeds side by side, with the same bits', async () => {
    const alone = await run(TINY_NOTEBOOK, { options: { only: ['base'] } });
    const store = memoryStore();
    let most = 0;
    let now = 0;
    const trainPool: TrainPool = {
      size: 2,
      async train(job, control) {
        now += 1;
        most = Math.max(most, now);
        await trainSeed(job, new Artifacts(store), device, control);
        now -= 1;
      }
    };
    const pooled = await run(TINY_NOTEBOOK, { store, env: { trainPool }, options: { only: ['base'] } });
    expect(most).toBe(2);
    const digestOf = (records: typeof pooled.records) => records.find(({ name }) => name === 'base')?.digest;
    expect(digestOf(pooled.records)).toBe(digestOf(alone.records));
  });
});

describe('a plan', () => {
  it('says what is stored without computing', async () => {
    const { store } = await run(TINY_NOTEBOOK, { options: { only: ['base'] } });
    const plan = await planNotebook(parseNotebook(TINY_NOTEBOOK), { store, openSource: () => tinySource() });
    const stored = plan.cells.filter(({ state }) => state === 'stored').map(({ name }) => name);
    expect(stored).toEqual(['books', 'base']);
    expect(plan.cells.every(({ id }) => /^[0-9a-f]{64}$/.test(id))).toBe(true);
  });

  it('says in a browser, whose device tells no machine, which results were made elsewhere', async () => {
    const { store } = await run(TINY_NOTEBOOK, { options: { only: ['base'] } });
    const machine = { host: 'node-7', processor: 'a processor', runtime: 'Node.js', program: '1' };
    const [first] = (await store.list()).filter(({ kind }) => kind === 'run');
    const taken = first && (await store.get(first.id));
    if (!taken) throw new Error('It is stored');
    await store.put({ ...taken, meta: { ...taken.meta, machine } });
    const said = async (here: ComputeDevice) => {
      const plan = await planNotebook(parseNotebook(TINY_NOTEBOOK), {
        store,
        openSource: () => tinySource(),
        device: here
      });
      return ['books', 'base'].map((name) => plan.records.get(name)?.elsewhere);
    };
    expect(await said(device)).toEqual([undefined, ['a processor']]);
    expect(await said({ ...device, machine })).toEqual([undefined, undefined]);
  });
});

describe('another user', () => {
  it('is ranked from stored runs, without storing', async () => {
    const { store } = await run(TINY_NOTEBOOK);
    const before = (await store.list()).length;
    const env = { store, openSource: () => tinySource(), device };
    const result = await recommendFor(parseNotebook(TINY_NOTEBOOK), env, 'one', 'u3');
    expect(result.user.id).toBe('u3');
    expect(result.rule).toBeUndefined();
    expect(await store.list()).toHaveLength(before);
    await expect(recommendFor(parseNotebook(TINY_NOTEBOOK), env, 'one', 'nobody')).rejects.toThrow(/no user "nobody"/);
  });
});

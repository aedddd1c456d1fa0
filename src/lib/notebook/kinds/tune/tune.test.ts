// The tune cell on a tiny notebook: it chooses on validation alone, whatever the test part would say; every run has the same budget; halving goes
// on from checkpoints; comparisons read what was chosen.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import type { Dataset } from '#lib/dataset/types';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactHead, ArtifactStore } from '#lib/storage/types';
import { parseNotebook } from '../../document/parse';
import { valuesOf } from '../../guide/values';
import { notebookGraph } from '../../plan/graph';
import { identifyCells } from '../../plan/identify';
import { Artifacts, type RunArtifact } from '../../run/artifacts';
import type { NotebookEnvironment, TrainPool } from '../../run/environment';
import type { NotebookEvent } from '../../run/events';
import { runNotebook, type RunNotebookOptions } from '../../run/runtime';
import { TINY_TEXTS, tinyFiles, tinySource, tinyTrain } from '../../testing/tiny';
import { trainSeed } from '../train/seed';

const device = { backend: 'cpu', adapter: 'JavaScript' };
const EPOCHS = 4;
const NOTEBOOK = `${TINY_TEXTS}${tinyTrain('base', ['patience: 50'], { epochs: EPOCHS })}${tinyTrain('con', ['embeddings: semantics', 'alignment: contrastive', 'patience: 50'], { epochs: EPOCHS })}`;
const tune = (lines: readonly string[]) => `${NOTEBOOK}\n\`\`\`tune\nname: tuned\n${lines.join('\n')}\n\`\`\`\n`;
const SPACE = [
  'runs: [base, con]',
  'space:',
  '  base.learning_rate: {from: 0.0001, to: 0.1, scale: log}',
  '  con.learning_rate: {from: 0.0001, to: 0.1, scale: log}',
  '  con.kd_weight: {from: 0.001, to: 1, scale: log}'
];
const SOBOL = tune([...SPACE, 'budget: 8']);
/** A short list, so that the test part could tell trials apart. */
const LURED = tune([...SPACE, 'budget: 8', 'metric: recall@5']);
const HALVING = tune([...SPACE, 'search: halving', 'budget: 6']);
const COMPARED = (text: string) =>
  `${text}\n\`\`\`compare\nname: table\nruns: [base, tuned.base, tuned.con]\nbootstrap_samples: 200\n\`\`\`\n`;

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

interface Around {
  readonly store?: ArtifactStore;
  readonly env?: Partial<NotebookEnvironment>;
  readonly options?: RunNotebookOptions;
}

async function run(text: string, { store = memoryStore(), env = {}, options = {} }: Around = {}) {
  const events: NotebookEvent[] = [];
  const result = await runNotebook(
    parseNotebook(text, 'tiny.md'),
    { store, openSource: () => tinySource(), device, onEvent: (event) => void events.push(event), ...env },
    { only: ['tuned'], ...options }
  );
  const record = result.records.find(({ name }) => name === 'tuned');
  return { ...result, events, store, record, tuned: record?.result.kind === 'tune' ? record.result : null };
}

async function tuned(text: string, around: Around = {}) {
  const found = await run(text, around);
  expect(found.failures).toEqual([]);
  if (!found.tuned || !found.record) throw new Error('not tuned');
  return { ...found, tuned: found.tuned, record: found.record };
}

/** A pool that notes what it trains: epochs by run, and where each began. */
function noting(store: ArtifactStore) {
  const epochs = new Map<string, number[]>();
  const pool: TrainPool = {
    size: 1,
    async train(job, control) {
      const artifacts = new Artifacts(store);
      const seen = epochs.get(job.id) ?? [];
      epochs.set(job.id, seen);
      const held = seen.length;
      await trainSeed(job, artifacts, device, {
        ...control,
        onEpoch(record) {
          // Those that a checkpoint brought along are told again.
          if (record.epoch >= held) seen.push(record.epoch);
          control.onEpoch?.(record);
        }
      });
    }
  };
  return { pool, epochs };
}

describe('a tuning', () => {
  const store = memoryStore();

  it('tries as many points of every run as the budget pays for, and chooses the best by validation', async () => {
    const { tuned: result, record } = await tuned(SOBOL, { store });
    // Eight runs of two seeds each.
    expect(result.arms.map(({ trials }) => trials.length)).toEqual([4, 4]);
    for (const arm of result.arms) {
      const means = arm.trials.map(({ mean }) => mean ?? -1);
      expect(arm.chosen).toBe(means.indexOf(Math.max(...means)));
      expect(arm.test?.values.map(({ seed }) => seed)).toEqual([1, 2]);
      expect(arm.spent.epochs).toBeLessThanOrEqual(arm.spent.allowed);
      expect(arm.spent.allowed).toBe(8 * EPOCHS);
    }
    expect(result.arms[0]?.trials[0]?.set).toHaveLength(1);
    expect(result.arms[1]?.trials[0]?.set).toHaveLength(2);
    expect(record.card?.treatment).toMatchObject({ search: 'sobol', budget: '8 runs for each run' });
    expect(String(record.card?.treatment.space)).toContain('LightGCN-Con kd_weight: 0.001 to 1 (log)');
    expect(String(record.card?.treatment.chosen)).toMatch(
      /^LightGCN: learning_rate .*; LightGCN-Con: learning_rate .*, kd_weight /
    );
    expect(Object.keys(valuesOf(result))).toEqual(['base.validation', 'base.test', 'con.validation', 'con.test']);
  });

  it('reads the test figures of what it chose, and of no other trial', async () => {
    const read = new Set<string>();
    const trap = (head: ArtifactHead): ArtifactHead => {
      if (head.meta.kind !== 'run') return head;
      const json: { result?: { test?: unknown } } = structuredClone(Object(head.json));
      const { result } = json;
      const test = result?.test;
      if (result)
        Object.defineProperty(result, 'test', { enumerable: true, get: () => (read.add(head.meta.id), test) });
      return { ...head, json };
    };
    const fresh = memoryStore();
    const watched: ArtifactStore = {
      ...fresh,
      getHead: (id, form) => fresh.getHead(id, form && ((head) => form(trap(head))))
    };
    // The notebook's own cells show their test figures themselves: what they read is not the tuning's.
    const { tuned: result, store: whole } = await tuned(SOBOL, { store: watched });
    const document = parseNotebook(SOBOL);
    const { graph, ids } = await identifyCells(
      document,
      { store: whole, openSource: () => tinySource() },
      new Artifacts(whole)
    );
    const { names = [], runs = [] } = graph.points.get('tuned') ?? {};
    const trialsOf = (arm: string) => names.filter((_, at) => runs[at]?.run === arm);
    const chosen = result.arms.flatMap(
      (arm) => ids.get(trialsOf(arm.name)[arm.chosen ?? -1] ?? '')?.runs.map(({ id }) => id) ?? []
    );
    const trials = new Set(names.flatMap((name) => ids.get(name)?.runs.map(({ id }) => id) ?? []));
    expect(trials.size).toBe(16);
    expect([...read].filter((id) => trials.has(id)).sort()).toEqual([...new Set(chosen)].sort());
  });

  it('is not lured by a test part on which what it left would have been the best', async () => {
    const honest = await tuned(LURED, { store });
    const [arm] = honest.tuned.arms;
    const means = arm?.trials.map(({ mean }) => mean ?? 1) ?? [];
    const worst = means.indexOf(Math.min(...means));
    expect(worst).not.toBe(arm?.chosen);
    // The test items are those that the worst trial ranks high and the chosen one low.
    const artifacts = new Artifacts(store);
    const { graph, ids } = await identifyCells(
      parseNotebook(LURED),
      { store, openSource: () => tinySource() },
      artifacts
    );
    const nameOf = (trial: number) => graph.points.get('tuned')?.names[trial] ?? '';
    const runOf = (trial: number) => artifacts.run(ids.get(nameOf(trial))?.runs[0]?.id ?? '');
    const dataset = await artifacts.dataset(ids.get('books')?.id ?? '');
    const files = planted(dataset, await runOf(worst), await runOf(arm?.chosen ?? -1));
    const openSource = () => tinySource(files);
    const elsewhere = memoryStore();
    const lured = await tuned(LURED, { store: elsewhere, env: { openSource } });
    const validation = ({ tuned: { arms } }: typeof honest) => arms.map(({ trials }) => trials.map(({ mean }) => mean));
    expect(validation(lured)).toEqual(validation(honest));
    expect(lured.tuned.arms.map(({ chosen }) => chosen)).toEqual(honest.tuned.arms.map(({ chosen }) => chosen));
    // It would have lured: on the test part the worst trial is far better than what was chosen.
    const there = new Artifacts(elsewhere);
    const { ids: planned } = await identifyCells(parseNotebook(LURED), { store: elsewhere, openSource }, there);
    const left = await there.run(planned.get(nameOf(worst))?.runs[0]?.id ?? '');
    expect(left.run.result.test.recall['5']).toBeGreaterThan((lured.tuned.arms[0]?.test?.values[0]?.value ?? 1) + 0.1);
  });

  it('is read as "tuned.con" by a comparison, with the runs of the chosen points', async () => {
    const { records, failures } = await run(COMPARED(SOBOL), { store, options: { only: ['table'] } });
    expect(failures).toEqual([]);
    const table = records.find(({ name }) => name === 'table')?.result;
    const result = records.find(({ name }) => name === 'tuned')?.result;
    if (table?.kind !== 'compare' || result?.kind !== 'tune') throw new Error('no table');
    expect(table.rows.map(({ name }) => name)).toEqual(['base', 'tuned.base', 'tuned.con']);
    expect(table.rows[2]?.test.mean.recall['20']).toBeCloseTo(result.arms[1]?.test?.mean ?? 0, 12);
    expect(table.rows[1]?.treatment.join()).toMatch(/^learning_rate/);
  });
});

it('a choice whose runs were deleted is made again, by training these alone', async () => {
  const store = memoryStore();
  const first = await tuned(SOBOL, { store });
  const document = parseNotebook(SOBOL);
  const { graph, ids } = await identifyCells(document, { store, openSource: () => tinySource() }, new Artifacts(store));
  const name = graph.points.get('tuned')?.names[first.tuned.arms[0]?.chosen ?? -1] ?? '';
  const [run1] = ids.get(name)?.runs ?? [];
  await store.delete(run1?.id ?? '');
  const { pool, epochs } = noting(store);
  const { failures } = await run(COMPARED(SOBOL), { store, env: { trainPool: pool }, options: { only: ['table'] } });
  expect(failures).toEqual([]);
  expect([...epochs.keys()].filter((id) => epochs.get(id)?.length)).toContain(run1?.id);
  expect((await tuned(SOBOL, { store })).record.digest).toBe(first.record.digest);
});

describe('halving', () => {
  it('trains every epoch once, leaves what is worse, and measures on the test part only what is left', async () => {
    const store = memoryStore();
    const { pool, epochs } = noting(store);
    const { tuned: result } = await tuned(HALVING, { store, env: { trainPool: pool } });
    for (const arm of result.arms) {
      expect(arm.trials.length).toBe(5);
      expect(arm.spent.epochs).toBeLessThanOrEqual(arm.spent.allowed);
      const rounds = arm.trials.map(({ rounds: count }) => count);
      expect(Math.max(...rounds)).toBe(rounds[arm.chosen ?? -1]);
      expect(new Set(rounds).size).toBeGreaterThan(1);
    }
    for (const seen of epochs.values()) expect(seen).toEqual(seen.map((_, at) => at));
    const { graph, ids } = await identifyCells(
      parseNotebook(HALVING),
      { store, openSource: () => tinySource() },
      new Artifacts(store)
    );
    const trials = new Set(
      graph.points.get('tuned')?.names.flatMap((name) => ids.get(name)?.runs.map(({ id }) => id) ?? [])
    );
    const listed = await store.list();
    const stored = listed.filter(({ id, kind }) => kind === 'run' && trials.has(id));
    expect(stored.length).toBe(
      result.arms.reduce((sum, { trials: all }) => sum + 2 * all.filter(({ epochs: e }) => e === EPOCHS).length, 0)
    );
    expect(stored.length).toBeLessThan(trials.size);
    // Checkpoints of what was left do not lie about.
    expect(listed.filter(({ kind }) => kind === 'checkpoint')).toEqual([]);
  });

  it('comes to the run that training in one go comes to', async () => {
    const store = memoryStore();
    const { tuned: result } = await tuned(HALVING, { store });
    const { graph, ids } = await identifyCells(
      parseNotebook(HALVING),
      { store, openSource: () => tinySource() },
      new Artifacts(store)
    );
    const [arm] = result.arms;
    const name = graph.points.get('tuned')?.names[arm?.chosen ?? -1] ?? '';
    const rate = arm?.trials[arm.chosen ?? -1]?.set[0]?.value;
    const alone = memoryStore();
    await run(NOTEBOOK, {
      store: alone,
      options: { only: ['base'], overrides: { 'base.learning_rate': String(rate) } }
    });
    for (const { id } of ids.get(name)?.runs ?? []) {
      expect((await alone.getMeta(id))?.digest).toBe((await store.getMeta(id))?.digest);
    }
  });

  it('chooses the same when it was cancelled on the way, and where trials were trained to their end before', async () => {
    const whole = await tuned(HALVING);
    const kept = memoryStore();
    const controller = new AbortController();
    const onEvent = (event: NotebookEvent) => {
      if (event.type === 'cell-progress' && event.cell === 'tuned' && event.progress.label.includes('round 2'))
        controller.abort();
    };
    const first = await run(HALVING, { store: kept, env: { signal: controller.signal, onEvent } });
    expect(first.outcome).toBe('cancelled');
    const again = await tuned(HALVING, { store: kept });
    expect(again.tuned.arms.map(({ chosen }) => chosen)).toEqual(whole.tuned.arms.map(({ chosen }) => chosen));
    expect(again.record.digest).toBe(whole.record.digest);
  });
});

describe('before anything is trained it is said, at its line, with a cure', () => {
  const line = NOTEBOOK.split('\n').length;
  it.each([
    [[...SPACE, 'budget: 1'], '1 runs does not pay for one trial of "base"', 'at least 2 runs', 8],
    [[...SPACE, 'budget: 7', 'unit: epochs'], 'up to 4 epochs', 'at least 8 epochs', 8],
    [[...SPACE, 'search: halving', 'budget: 1'], 'one trial of "base"', 'at least 2', 9],
    [['runs: [base, con]', 'space: {con.kd_weight: [0.1]}', 'budget: 4'], 'nothing to choose', 'base.learning_rate', 4],
    [['runs: [base]', 'space:', '  base.layers: [1, 2, 3]', 'search: grid', 'budget: 4'], '3 points', 'sobol', 4],
    [['runs: [base]', 'space:', '  base.layers: {from: 1, to: 3}', 'search: grid', 'budget: 4'], '"space"', 'steps', 4],
    [['runs: [base]', 'space:', '  base.learning_rate: [0.01, 9]', 'budget: 4'], '"learning_rate" is 9', 'from', 5],
    [['runs: [base]', 'space:', '  base.layrs: [1]', 'budget: 4'], 'no key "layrs"', '"layers"', 5]
  ])('%j', (lines, words, cure, at) => {
    const problem = notebookGraph(parseNotebook(tune(lines), 'tiny.md')).problems.get('tuned');
    expect(problem?.message).toContain(words);
    expect(problem?.cure).toContain(cure);
    expect(problem?.where).toMatchObject({ file: 'tiny.md', line: line + at, cell: 'tuned' });
  });

  it('what is chosen can be read of the runs that are tuned, and by cells that take it', () => {
    const of = (text: string, cell: string) => notebookGraph(parseNotebook(text)).problems.get(cell);
    const other = of(COMPARED(SOBOL).replace('tuned.con', 'tuned.gen'), 'table');
    expect(other?.message).toBe('"tuned" does not tune "gen".');
    expect(other?.cure).toContain('base, con');
    expect(of(COMPARED(SOBOL).replace('tuned.con', 'tund.con'), 'table')?.message).toContain('no cell makes that');
    const recommend = `${SOBOL}\n\`\`\`recommend\nname: one\nruns: [tuned.con]\n\`\`\`\n`;
    expect(of(recommend, 'one')?.message).toContain('"tuned.con"');
    expect(of(COMPARED(SOBOL), 'table')).toBeUndefined();
  });
});

/**
 * The files of the data with other test items: of each user, among the five that one run ranks first of those that are new to the user, the one
 * that the other ranks last.
 */
function planted(dataset: Dataset, high: RunArtifact, low: RunArtifact): Map<string, Uint8Array> {
  const files = tinyFiles();
  const known = (user: number) =>
    new Set(
      [dataset.split.train, dataset.split.val].flatMap(({ users, items }) =>
        [...items].filter((_, at) => users[at] === user)
      )
    );
  const best = new Map(
    dataset.userIds.map((id, user) => {
      const taken = known(user);
      const open = dataset.itemIds.map((_, item) => item).filter((item) => !taken.has(item));
      const [mine, theirs] = [high, low].map((run) => scoresOf(run, dataset, user));
      const first = open.sort((a, b) => (mine?.[b] ?? 0) - (mine?.[a] ?? 0)).slice(0, 5);
      const wanted = first.reduce((last, item) => ((theirs?.[item] ?? 0) < (theirs?.[last] ?? 0) ? item : last));
      return [id, dataset.itemIds[wanted] ?? ''];
    })
  );
  const text = new TextDecoder().decode(files.get('interactions.csv'));
  const [head = '', ...rows] = text.split('\n');
  const columns = head.split(',');
  const [user, item, split] = ['user', 'item', 'split'].map((column) =>
    columns.findIndex((name) => name.startsWith(column))
  );
  const changed = rows.map((row) => {
    const fields = row.split(',');
    if (fields[split ?? -1] !== 'test') return row;
    fields[item ?? -1] = best.get(fields[user ?? -1] ?? '') ?? '';
    return fields.join(',');
  });
  return files.set('interactions.csv', new TextEncoder().encode([head, ...changed].join('\n')));
}

function scoresOf({ arrays }: RunArtifact, { userCount, itemIds }: Dataset, user: number): readonly number[] {
  const width = arrays.userEmbeddings.length / userCount;
  return itemIds.map((_, item) => {
    let sum = 0;
    for (let at = 0; at < width; at += 1) {
      sum += (arrays.userEmbeddings[user * width + at] ?? 0) * (arrays.itemEmbeddings[item * width + at] ?? 0);
    }
    return sum;
  });
}

// The figures "spaces", "pull" and "bound" as cells of a notebook, from real runs of the tiny data.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import type { FigureResult } from './stored';
import { runNotebook } from '../../run/runtime';
import { TINY_NOTEBOOK, tinySource, tinyTrain } from '../../testing/tiny';

const FIGURES = `${TINY_NOTEBOOK}${tinyTrain('gen', ['embeddings: semantics', 'alignment: generative'], { epochs: 4, seeds: '[1]' })}
\`\`\`figure
name: two
show: spaces
dataset: books
embeddings: semantics
runs: [base, con]
points: 10
neighbours: 3
\`\`\`

\`\`\`figure
name: arrows
show: pull
dataset: books
embeddings: semantics
runs: [con, gen]
points: 12
\`\`\`

\`\`\`figure
name: limit
show: bound
width: 2
batch: 16
\`\`\`

\`\`\`figure
name: found
show: matching
dataset: books
embeddings: semantics
runs: [con]
batch: 4
\`\`\`

\`\`\`figure
name: generative
show: matching
dataset: books
embeddings: semantics
runs: [gen]
\`\`\`

\`\`\`figure
name: unaligned
show: pull
dataset: books
embeddings: semantics
runs: [base]
\`\`\`
`;

const store = memoryStore();

async function run(only: readonly string[], options: { force?: boolean } = {}) {
  const env = {
    store,
    openSource: () => tinySource(),
    device: { backend: 'cpu', adapter: 'JavaScript' },
    onEvent: () => undefined
  };
  return runNotebook(parseNotebook(FIGURES, 'tiny.md'), env, { ...options, only });
}

async function figure<Show extends FigureResult['data']['show']>(name: string, show: Show) {
  const { records, failures } = await run([name]);
  const record = records.find((one) => one.name === name);
  const data = record?.result.kind === 'figure' ? record.result.data : null;
  const is = (d: FigureResult['data']): d is Extract<FigureResult['data'], { show: Show }> => d.show === show;
  if (!data || !is(data)) throw new Error(failures[0]?.error.message ?? 'no figure');
  return { data, record };
}

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
  const { failures } = await run(['semantics', 'base', 'con', 'gen']);
  expect(failures).toEqual([]);
});

describe('the figure "spaces"', () => {
  it('maps one sample in every space, the user and its items among it', async () => {
    const { data, record } = await figure('two', 'spaces');
    const { nodes, maps, user } = data;
    expect(maps.map(({ label, kind }) => [label, kind])).toEqual([
      ['Semantic only', 'semantic'],
      ['LightGCN', 'collaborative'],
      ['LightGCN-Con', 'aligned']
    ]);
    expect(nodes.users).toBeGreaterThanOrEqual(10);
    for (const column of [nodes.labels, nodes.degrees]) expect(column).toHaveLength(nodes.ids.length);
    const items = nodes.ids.length - nodes.users;
    for (const { points, nearest, explained } of maps) {
      expect(points).toHaveLength(2 * nodes.ids.length);
      expect(points.every((value) => Number.isInteger(value) && value >= -1 && value <= 1000)).toBe(true);
      expect(nearest).toHaveLength(items * data.near);
      expect(nearest.every((place) => place >= nodes.users && place < nodes.ids.length)).toBe(true);
      expect(explained).toBeGreaterThan(0);
      expect(explained).toBeLessThanOrEqual(1);
    }
    expect(nodes.ids[user.node]).toMatch(/^u/);
    for (const place of [...user.history, ...user.heldOut.map(({ node }) => node), ...user.lists.flat()]) {
      expect(nodes.ids[place]).toMatch(/^i/);
    }
    expect(record?.card?.treatment).toMatchObject({ figure: 'spaces', points: 10 });
  });

  it('ranks held-out items as the lists do, and counts hits', async () => {
    const { data } = await figure('two', 'spaces');
    const { user, values } = data;
    expect(user.candidates).toBe(36);
    data.maps.forEach((_, at) => {
      const list = user.lists[at] ?? [];
      expect(list).toHaveLength(10);
      expect(list.some((node) => user.history.includes(node))).toBe(false);
      for (const { node, ranks } of user.heldOut) {
        const rank = ranks[at] ?? 0;
        expect(rank).toBeGreaterThan(0);
        expect(list.indexOf(node) + 1).toBe(rank <= 10 ? rank : 0);
      }
    });
    const hits = user.heldOut.filter(({ ranks }) => (ranks[1] ?? 99) <= 10).length;
    expect(values['hits.lightgcn']).toBe(hits);
    expect(values['best-rank.semantic']).toBe(Math.min(...user.heldOut.flatMap(({ ranks }) => ranks[0] ?? [])));
  });

  it('compares the neighbours of each pair of spaces with chance', async () => {
    const { data } = await figure('two', 'spaces');
    expect(data.overlap.pairs.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2]
    ]);
    expect(data.overlap.chance).toBeCloseTo(3 / 39, 12);
    expect(data.values['overlap.semantic.lightgcn-con']).toBe(data.overlap.pairs[1]?.share);
    for (const { share } of data.overlap.pairs) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  });
});

describe('the figure "pull"', () => {
  it('pulls the nodes of the batch under contrastive alignment and the masked ones under generative', async () => {
    const { data } = await figure('arrows', 'pull');
    const [con, gen] = data.runs;
    expect(data.runs.map(({ label, alignment }) => [label, alignment])).toEqual([
      ['LightGCN-Con', 'contrastive'],
      ['LightGCN-Gen', 'generative']
    ]);
    if (!con || !gen) throw new Error('two runs');
    expect(con.counts.masked).toBe(0);
    expect(con.masked).toEqual([]);
    expect(gen.counts.masked).toBeGreaterThan(0);
    expect(gen.counts.pulled).toBeLessThanOrEqual(gen.counts.masked);
    for (const { points, arrows, strength, counts } of data.runs) {
      expect(points).toHaveLength(2 * data.nodes.ids.length);
      expect(arrows).toHaveLength(points.length);
      expect(strength.reduce((sum, { nodes }) => sum + nodes, 0)).toBe(counts.nodes);
      expect(strength.reduce((sum, { pulled }) => sum + pulled, 0)).toBe(counts.pulled);
      expect(arrows.some((value) => value !== 0)).toBe(true);
    }
    // Nodes that are not masked have no arrow; nor is anything but a turn asked of a unit embedding.
    gen.arrows.forEach((value, at) => {
      if (value !== 0) expect(gen.masked).toContain(Math.floor(at / 2));
    });
    expect(con.along).toBeLessThan(1e-3);
    expect(data.values['lightgcn-gen.still']).toBeCloseTo(1 - gen.counts.pulled / gen.counts.nodes, 12);
  });

  it('draws the long arrows about 60 units long, the same twice', async () => {
    const { data, record } = await figure('arrows', 'pull');
    for (const { arrows } of data.runs) {
      const lengths = data.nodes.ids.map((_, at) => Math.hypot(arrows[2 * at] ?? 0, arrows[2 * at + 1] ?? 0));
      expect(Math.max(...lengths)).toBeGreaterThanOrEqual(59);
    }
    const again = await run(['arrows'], { force: true });
    expect(again.records.find(({ name }) => name === 'arrows')?.digest).toBe(record?.digest);
  });

  it('says what is wrong with a run that has no such loss', async () => {
    const { failures } = await run(['unaligned']);
    expect(failures.map(({ error }) => error.code)).toEqual(['notebook/no-pull']);
    expect(failures[0]?.error.message).toContain('LightGCN');
  });
});

describe('the figure "matching"', () => {
  it('finds own profiles by the projection that the run learned, never more than log B, and less of others', async () => {
    const { data } = await figure('found', 'matching');
    const { users, items, sizes, values, run: shown } = data;
    expect(shown.temperature).toBeGreaterThan(0);
    const grid = [...new Set([2, 4, 8, 16, 32, users])].filter((size) => size <= Math.max(users, items));
    expect(sizes.map(({ batch }) => batch)).toEqual(grid.sort((one, other) => one - other));
    for (const { batch, ...estimates } of sizes)
      for (const [name, estimate] of Object.entries(estimates))
        if (estimate) expect(estimate.mean, `${name} of ${batch}`).toBeLessThanOrEqual(Math.log(batch));
    expect(values.ceiling).toBe(Math.log(4));
    expect(values['users.4']).toBe(values['users.drawn']);
    expect(values['users.all']).toBeGreaterThan(values['others.all'] ?? NaN);
  });
  it('says that a run which projects the other way has no such critic', async () => {
    const { failures } = await run(['generative']);
    expect(failures.map(({ error }) => error.code)).toEqual(['notebook/no-pull']);
  });
});

describe('the figure "bound"', () => {
  it('reads no cell and has no card', async () => {
    const { data, record } = await figure('limit', 'bound');
    expect(record?.card).toBeUndefined();
    expect(data.values.ceiling).toBe(Math.log(16));
    expect(data.values.optimal).toBeLessThanOrEqual(Math.log(16));
  });
});

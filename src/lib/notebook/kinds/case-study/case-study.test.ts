// The case study cell in a notebook of six users, whose runs and vectors are replaced by those of studies/case-study/testing.ts: what is
// shown must be what was worked out there on paper.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { writeOpenFormat } from '#lib/dataset/formats/open/write-open';
import { memorySource } from '#lib/dataset/sources/source';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import { SIX } from '#lib/studies/case-study/testing';
import { describeCaseStudy } from '../../../../cli/notebook/case-study-table';
import { parseNotebook } from '../../document/parse';
import { runNotebook } from '../../run/runtime';
import { planNotebook } from '../../plan/plan';
import { tinyFiles, tinySource, TINY_NOTEBOOK } from '../../testing/tiny';

const device = { backend: 'cpu', adapter: 'JavaScript' };

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const train = (name: string, seeds: string, more = '') => `
\`\`\`train
name: ${name}
dataset: six
preset: small
dimensions: 2
epochs: 1
seeds: ${seeds}
${more}\`\`\`
`;
const notebook = (study: string, seeds = '[1]', ofCon = seeds) => `# Six

\`\`\`dataset
name: six
source: six
\`\`\`

\`\`\`profiles
name: words
dataset: six
\`\`\`

\`\`\`embeddings
name: vectors
profiles: words
dimensions: 2
min_texts: 1
max_share: 1
\`\`\`
${train('base', seeds)}${train('con', ofCon, 'layers: 2\n')}
\`\`\`case-study
name: far
baseline: base
${study}\`\`\`
`;

const WORDS = ['harbour', 'ferry', 'storm', 'orchard', 'garden', 'bees', 'captain', 'meadow'];
const wordOf = (at: number): string => WORDS[at % WORDS.length] ?? '';

/** The six as a source: the common item is in the test part of one and in the validation part of the other. */
function sixSource() {
  const rows = ({ users, items }: typeof SIX.train, isTrain: boolean) =>
    [...users].map((user, at) => ({
      user: `u${user}`,
      item: `i${items[at] ?? 0}`,
      split: isTrain ? ('train' as const) : user === 1 || user === 5 ? ('val' as const) : ('test' as const)
    }));
  const files = writeOpenFormat({
    manifest: { name: 'six', title: 'Six', description: 'Drawn by hand.', synthetic: true, source: 'made for a test' },
    users: Array.from({ length: SIX.users }, (_, user) => ({ id: `u${user}`, name: `Reader ${user}` })),
    items: Array.from({ length: SIX.items }, (_, item) => ({
      id: `i${item}`,
      title: `Book ${item}`,
      description: `A ${wordOf(item)} and a ${wordOf(item + 1)}, with a ${wordOf(item + 3)} beside the ${wordOf(item + 5)}.`
    })),
    interactions: [...rows(SIX.train, true), ...rows(SIX.heldOut, false)]
  });
  return memorySource('six', new Map(files));
}

const environment = (store: ArtifactStore) => ({ store, openSource: () => sixSource(), device });

/** Runs the notebook with the drawn embeddings in the place of the trained ones; what was computed first is computed again. */
async function runDrawn(study: string, seeds = '[1]', ofCon = seeds) {
  const store = memoryStore();
  const document = parseNotebook(notebook(study, seeds, ofCon), 'six.md');
  const made = await runNotebook(document, environment(store), { only: ['base', 'con', 'vectors'] });
  expect(made.failures).toEqual([]);
  const drawn: Readonly<Record<string, Record<string, Float32Array>>> = {
    'base 1': { userEmbeddings: Float32Array.from(SIX.baseline) },
    'base 2': { userEmbeddings: Float32Array.from(SIX.run) },
    'con 1': { userEmbeddings: Float32Array.from(SIX.run) },
    vectors: { users: Float32Array.from(SIX.profiles) }
  };
  const plan = await planNotebook(document, environment(store));
  const ids = [...plan.ids].flatMap(([name, { id, runs }]) => [
    { name, id },
    ...runs.map((run) => ({ name: `${name} ${run.seed}`, id: run.id }))
  ]);
  for (const { name, id } of ids) {
    const artifact = await store.get(id);
    if (artifact) await store.put({ ...artifact, arrays: { ...artifact.arrays, ...drawn[name] } });
  }
  const { records, failures } = await runNotebook(document, environment(store), {});
  const record = records.find(({ name }) => name === 'far');
  const result = record?.result.kind === 'case-study' ? record.result : null;
  return { result, record, failures };
}

const STUDY = 'runs: [con]\nembeddings: vectors\nprofiles: words\n';

describe('a case study cell', () => {
  it('shows the numbers from paper, by name and in its rows', async () => {
    const { result, record, failures } = await runDrawn(STUDY);
    expect(failures).toEqual([]);
    expect(result?.values).toMatchObject({
      pairs: 2,
      users: 2,
      'con.seed-1.before': 1,
      'con.seed-1.after': 0.5,
      'con.seed-1.closer': 1,
      'con.seed-1.control-mean': 0.125,
      'con.seed-1.effect': 0.375,
      'con.seed-1.exceeds': 0.5,
      'pair.base.rank': 5,
      'pair.con.rank': 2,
      'pair.con.of': 5,
      'pair.semantic': 0.5
    });
    expect(result).toMatchObject({ baseline: 'base', runs: ['con'] });
    // Two arms of one kind are told apart by their cells.
    expect(result?.arms.map(({ label }) => label)).toEqual(['LightGCN (base)', 'LightGCN (con)']);
    expect(record?.card?.environment.seeds).toEqual([1]);
  });

  it('shows the pair that its rule proposes, with names, profiles and what both hold out', async () => {
    const { result } = await runDrawn(STUDY);
    expect(result?.pair).toMatchObject({
      user: { id: 'u0', clicks: 1, history: [{ id: 'i0', title: 'Book 0' }] },
      other: { id: 'u1', clicks: 3 },
      distance: null,
      path: [],
      heldOut: [{ id: 'i11', title: 'Book 11' }]
    });
    expect(result?.pair.rule).toMatch(/^Chosen without looking at any run/);
    expect(WORDS.some((word) => result?.pair.user.profile?.includes(word))).toBe(true);
    for (const phrase of result?.pair.user.shared ?? []) expect(result?.pair.user.profile).toContain(phrase);
    expect(result?.pair.relevance[0]?.cosine).toBeCloseTo(Math.cos((100 * Math.PI) / 180), 4);
  });

  it('sets the null last, and prints every number that the page shows', async () => {
    const { result } = await runDrawn(STUDY, '[1, 2]');
    if (!result) throw new Error('no study');
    expect(result.rows.map(({ arm, seed, against }) => [arm, seed, against])).toEqual([[1, 1, 1], [1, 2, 2], [0, 2, 1]]); // prettier-ignore
    expect(result.values['null.seeds-1-2.effect']).toBe(0.375);
    const printed = describeCaseStudy(result);
    for (const row of result.rows) expect(printed).toContain(`+${row.effect.toFixed(4)}`.replace('+-', '−'));
    for (const sentence of [...result.says, ...result.notes]) expect(printed).toContain(sentence);
    expect(printed).toContain('5 of 5');
  });

  it('sets the one pair under runs of one seed side by side, never one seed beside another', async () => {
    const { result } = await runDrawn(STUDY, '[1, 2]', '[2]');
    expect(result?.pair.relevance.map(({ arm, seed }) => [arm, seed])).toEqual([[0, 2], [1, 2]]); // prettier-ignore
    // The second seed of the baseline is drawn as the run: u1 is second among those far from u0.
    expect(result?.values['pair.base.rank']).toBe(2);
  });

  it('takes the pair that is named, and says why it cannot', async () => {
    const named = await runDrawn(`${STUDY}user: u2\nother: u5\n`);
    expect(named.result?.pair).toMatchObject({ user: { id: 'u2' }, other: { id: 'u5' }, rule: null, heldOut: [] });
    const auto = await runDrawn(`${STUDY}user: u1\n`);
    expect(auto.result?.pair).toMatchObject({ user: { id: 'u1' }, other: { id: 'u0' } });
    const codes = async (more: string) => (await runDrawn(STUDY + more)).failures.map(({ error }) => error.code);
    expect(await codes('user: u1\nother: nobody\n')).toEqual(['notebook/unknown-user']);
    expect(await codes('user: u1\nother: u1\n')).toEqual(['notebook/pair-too-near']);
    expect(await codes('user: u2\n')).toEqual(['notebook/no-far-pair-of']);
  });

  it('refuses runs that share no seed with the baseline, one seed alone, and the baseline as a run', async () => {
    const failuresOf = async (text: string) => {
      const { failures } = await runNotebook(parseNotebook(text, 'six.md'), environment(memoryStore()), {});
      return failures.map(({ cell, error }) => [cell, error.code]);
    };
    const unlike = notebook('runs: [con]\n').replace(train('con', '[1]', 'layers: 2\n'), train('con', '[3]'));
    expect(await failuresOf(unlike)).toEqual([['far', 'notebook/no-shared-seed']]);
    expect(await failuresOf(notebook(''))).toEqual([['far', 'notebook/nothing-to-compare']]);
    expect(await failuresOf(notebook('runs: [base]\n'))).toEqual([['far', 'notebook/bad-value']]);
  });
});

describe('a case study of trained runs', () => {
  const text = `${TINY_NOTEBOOK.replace(/```compare[\s\S]*$/, '').replaceAll('epochs: 8', 'epochs: 2')}\`\`\`case-study
name: far
baseline: base
runs: [con]
embeddings: semantics
profiles: words
\`\`\`
`;

  it('says that a pair is too near where it is, with the distance', async () => {
    // Two users of one training item.
    const rows = new TextDecoder().decode(tinyFiles().get('interactions.csv')).split('\n');
    const clicks = rows.filter((row) => row.includes('train')).map((row) => row.split(','));
    const [user, item] = clicks[0] ?? [];
    const other = clicks.find((click) => click[1] === item && click[0] !== user)?.[0];
    const pair = `user: ${user}\nother: ${other}\n`;
    const document = parseNotebook(text.replace(/```\n$/, `${pair}\`\`\`\n`), 'tiny.md');
    const env = { store: memoryStore(), openSource: () => tinySource(), device };
    const { failures } = await runNotebook(document, env, { only: ['far'] });
    expect(failures.map(({ error }) => error.code)).toEqual(['notebook/pair-too-near']);
    expect(failures[0]?.error.message).toContain('2 hops apart');
  });

  it('gives the same bits again, and its pair has a way of at least four hops or none', async () => {
    const run = async () => {
      const env = { store: memoryStore(), openSource: () => tinySource(), device };
      const { records } = await runNotebook(parseNotebook(text, 'tiny.md'), env, { only: ['far'] });
      return records.find(({ name }) => name === 'far');
    };
    const [first, again] = [await run(), await run()];
    expect(first?.digest).toBe(again?.digest);
    if (first?.result.kind !== 'case-study') throw new Error('no study');
    const { pair, rows } = first.result;
    expect(rows).toHaveLength(3);
    expect(pair.distance ?? 4).toBeGreaterThan(3);
    expect(pair.path).toHaveLength(pair.distance === null ? 0 : pair.distance + 1);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
});

// The case study cell on six users whose runs and vectors are drawn (testing.ts): what is shown must be what was worked out on paper.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import { runNotebook } from '../../run/runtime';
import { tinyFiles, tinySource, TINY_NOTEBOOK } from '../../testing/tiny';
import { environment, notebook, runDrawn, STUDY, train, WORDS } from './testing';

const device = { backend: 'cpu', adapter: 'JavaScript' };

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

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

  it('sets the null last', async () => {
    const { result } = await runDrawn(STUDY, '[1, 2]');
    if (!result) throw new Error('no study');
    expect(result.rows.map(({ arm, seed, against }) => [arm, seed, against])).toEqual([[1, 1, 1], [1, 2, 2], [0, 2, 1]]); // prettier-ignore
    expect(result.values['null.seeds-1-2.effect']).toBe(0.375);
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

// Claims and their ledger as cells of a notebook, told by hand-made results of another one that lies beside it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource } from '#lib/dataset/sources/source';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import { identifyCells } from '../../plan/identify';
import { REVISIONS } from '../../plan/identity';
import { Artifacts } from '../../run/artifacts';
import { runNotebook } from '../../run/runtime';
import { TINY_TEXTS, tinySource, tinyTrain, withLines } from '../../testing/tiny';

const SEEDS = [1, 2, 3, 4, 5];
const BASE = [0.3, 0.31, 0.32, 0.33, 0.34];
const ABOVE = [0.401, 0.41, 0.42, 0.43, 0.439];
const AMONG = [0.31, 0.3, 0.33, 0.32, 0.345];

const OTHER = `${TINY_TEXTS}${tinyTrain('base', [], { seeds: '[1, 2, 3, 4, 5]' })}${tinyTrain(
  'con',
  ['embeddings: semantics', 'alignment: contrastive'],
  { seeds: '[1, 2, 3, 4, 5]' }
)}${tinyTrain('gen', ['embeddings: semantics', 'alignment: generative'], { seeds: '[1, 2, 3, 4, 5]' })}
\`\`\`compare
name: table
runs: [base, con, gen]
references: [popularity]
\`\`\`

\`\`\`sweep
name: noise
runs: [base, con]
over:
  books.noise: [0, 0.1, 0.2]
\`\`\`

\`\`\`sweep
name: loss
runs: [base, con]
over:
  books.noise: [0, 0.1, 0.2]
relative: true
\`\`\`

\`\`\`case-study
name: far
baseline: base
runs: [con]
\`\`\`

\`\`\`time
name: times
runs: [base, con]
rounds: 3
\`\`\`
`;

const metrics = (value: number) => {
  const each = { '5': value, '10': value, '20': value };
  return { recall: each, ndcg: each };
};
const spread = (values: readonly number[]) => ({
  mean: metrics(values.reduce((sum, value) => sum + value, 0) / values.length),
  sd: metrics(0)
});

const train = (alignment: string, values: readonly number[]) => ({
  kind: 'train',
  backbone: 'lightgcn',
  alignment,
  runs: values.map((value, at) => ({
    seed: SEEDS[at],
    epochs: [],
    best_epoch: 1,
    val: metrics(value),
    test: metrics(value)
  })),
  mean: { test: spread(values).mean, val: spread(values).mean },
  sd: { test: metrics(0), val: metrics(0) }
});
const row = (name: string, role: string, values: readonly number[]) => ({
  name,
  role,
  label: name,
  seeds: role === 'run' ? SEEDS : [],
  test: spread(values),
  differences: [],
  treatment: []
});
/** Con takes half as long again as base, in a round that is slow too. */
const times = {
  kind: 'time',
  rows: [
    { name: 'base', alignment: 'none', base: null, seconds: [1, 2, 1.1], median: 1.1, least: 1, most: 2, ratio: null },
    {
      ...{ name: 'con', alignment: 'contrastive', base: 0, seconds: [1.5, 3.01, 1.64], median: 1.64, least: 1.5 },
      ...{ most: 3.01, ratio: { median: 1.5, least: 1.49, most: 1.505 } }
    }
  ].map((row) => ({ label: row.name, backbone: 'lightgcn', seed: 1, steps: 1, ...row })),
  notes: []
};
const sweep = (relative: boolean) => ({
  kind: 'sweep',
  metric: 'recall@20',
  part: 'test',
  axes: [{ key: 'noise', label: 'Noise', cell: 'books', values: [0, 0.1, 0.2] }],
  runs: ['base', 'con'].map((name) => ({ name, label: name, backbone: 'lightgcn', alignment: 'none' })),
  baseline: null,
  relative,
  points: [0, 1, 2].map((level) => ({
    at: [level],
    // Base loses a tenth with each level, con a hundredth, a little other for each seed.
    runs: [
      BASE.map((value, at) => value * (1 - (0.1 + 0.001 * at) * level)),
      ABOVE.map((value, at) => value * (1 - (0.01 + 0.002 * at) * level))
    ].map((values) => ({
      mean: 0,
      interval95: null,
      values: values.map((value, at) => ({ seed: SEEDS[at], value })),
      gain: null,
      change: null
    }))
  })),
  notes: []
});

/** The other notebook as files, with results that somebody wrote. */
async function beside(text = OTHER, { stored = OTHER, con = ABOVE, gen = AMONG, withText = true } = {}) {
  const store = memoryStore();
  const { ids } = await identifyCells(
    parseNotebook(stored, 'other.md'),
    { store, openSource: () => tinySource() },
    new Artifacts(store)
  );
  const results: Readonly<Record<string, unknown>> = {
    books: {
      kind: 'dataset',
      title: 'Tiny',
      description: '',
      synthetic: true,
      users: 30,
      items: 40,
      interactions: { train: 120, val: 30, test: 30 },
      density: 0.1,
      splitHash: 'a'.repeat(64),
      trainDegrees: { user: degrees(), item: degrees() },
      texts: null
    },
    base: train('none', BASE),
    con: train('contrastive', con),
    gen: train('generative', gen),
    table: {
      kind: 'compare',
      baseline: 'base',
      rows: [
        ...[row('base', 'run', BASE), row('con', 'run', con), row('gen', 'run', gen)],
        row('popularity', 'reference', [0.05])
      ],
      notes: []
    },
    noise: sweep(false),
    loss: sweep(true),
    times
  };
  const file = {
    version: 1,
    notebook: 'other.md',
    ...(withText ? { text: stored } : {}),
    backend: 'cpu',
    adapter: 'by hand',
    created: '2026-01-01T00:00:00.000Z',
    cells: Object.entries(results).map(([name, result]) => ({
      name,
      kind: kindOf(result),
      id: ids.get(name)?.id,
      digest: 'd',
      seconds: 1,
      result,
      revisions: REVISIONS
    }))
  };
  const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);
  return new Map([
    ['other.md', bytes(text)],
    ['other.results.json', bytes(JSON.stringify(file))],
    ['bare.md', bytes(OTHER)]
  ]);
}
const degrees = () => ({ min: 1, median: 1, mean: 1, max: 1, histogram: { edges: [0, 1], counts: [1] } });
const kindOf = (result: unknown): unknown =>
  typeof result === 'object' && result !== null ? Reflect.get(result, 'kind') : null;

const claim = (...lines: readonly string[]): string =>
  `# Claims\n\n\`\`\`claim\nname: said\nnumber: 3\nplace: §4\nsays: One is above another.\n${lines.join('\n')}\n\`\`\`\n`;
const expects = (pairs: string, cell = 'other/table'): string => claim(`expects: {${cell}: [${pairs}]}`);

async function run(text: string, files?: Awaited<ReturnType<typeof beside>>) {
  const found = files ?? (await beside());
  const { records, failures } = await runNotebook(parseNotebook(text, 'claims.md'), {
    store: memoryStore(),
    openSource: () => tinySource(),
    openNotebooks: () => memorySource('beside', found),
    device: { backend: 'none', adapter: 'none' }
  });
  const record = records.find(({ name }) => name === 'said');
  const result = record?.result.kind === 'claim' ? record.result : null;
  return { id: record?.id, result, line: result?.lines[0], records, failures };
}

it('the ledger that comes with the site lists every claim of its notebook, in their order', () => {
  const { blocks } = parseNotebook(readFileSync('public/notebooks/claims.md', 'utf8'));
  const cells = blocks.flatMap((block) => (block.type === 'cell' ? [block.cell] : []));
  const claims = cells.flatMap(({ kind, name }) => (kind === 'claim' ? [name] : []));
  expect(cells.find(({ kind }) => kind === 'ledger')?.values.claims).toEqual(claims);
});

describe('a claim', () => {
  it('that its results bear out holds; turned round it does not hold', async () => {
    const { line } = await run(expects('con > base'));
    expect(line).toMatchObject({
      verdict: 'holds',
      notebook: 'other',
      cell: 'table',
      unit: 'recall@20',
      data: { title: 'Tiny', synthetic: true, size: '30 users, 40 items, 180 interactions' },
      pairs: [{ name: 'con > base', seeds: 5, says: 'for' }]
    });
    expect(line?.effect?.mean).toBeCloseTo(0.1, 12);
    expect((await run(expects('con < base'))).line).toMatchObject({
      verdict: 'does-not-hold',
      pairs: [{ name: 'base > con', says: 'against' }]
    });
  });

  it('is of invented data in its own sentence where the data are', async () => {
    const { line } = await run(expects('con > base'));
    expect(line?.words).toBe(
      'On Tiny, which is invented data and none of the paper’s. Of 1 pair 1 for it, 0 against it, 0 open.'
    );
  });

  it('of all its pairs cannot be told while one is open, of most of them it can', async () => {
    const pairs = 'con > base, con > popularity, gen > base';
    expect((await run(expects(pairs))).line?.verdict).toBe('cannot-be-told');
    expect((await run(claim('share: most', `expects: {other/table: [${pairs}]}`))).line?.verdict).toBe('holds');
  });

  it('of a sweep is one at every level, or at those it names', async () => {
    const all = (await run(expects('con > base', 'other/noise'))).line;
    expect(all?.pairs.map(({ name }) => name)).toEqual(['con@0 > base@0', 'con@0.1 > base@0.1', 'con@0.2 > base@0.2']);
    expect(all?.verdict).toBe('holds');
    const one = (await run(expects('con@0.2 > base@0', 'other/noise'))).line;
    expect(one?.pairs).toHaveLength(1);
    expect(one?.effect?.mean).toBeCloseTo(0.42 * 0.972 - 0.32, 3);
  });

  it('of changes compares what each seed has lost, and not where nothing is lost by definition', async () => {
    const { line } = await run(expects('con > base', 'other/loss'));
    expect(line?.pairs.map(({ name }) => name)).toEqual(['con@0.1 > base@0.1', 'con@0.2 > base@0.2']);
    expect(line?.pairs[0]?.mean).toBeCloseTo(0.102 - 0.014, 12);
    expect(line).toMatchObject({ unit: 'change of recall@20', verdict: 'holds' });
  });

  it('of times is of seconds, round by round, and of shares of them', async () => {
    const { line } = await run(expects('con > base', 'other/times'));
    expect(line).toMatchObject({ unit: 'seconds an epoch', pairs: [{ name: 'con > base', seeds: 3 }] });
    expect(line?.effect?.mean).toBeCloseTo((0.5 + 1.01 + 0.54) / 3, 12);
    const pairs = 'con > 1.2*base, 1.8*base > con, 0.5*con < base';
    expect((await run(claim('share: most', `expects: {other/times: [${pairs}]}`))).line?.pairs).toMatchObject([
      { name: 'con > 1.2*base', mean: expect.closeTo((0.3 + 0.61 + 0.32) / 3, 12) },
      { name: '1.8*base > con', mean: expect.closeTo((0.3 + 0.59 + 0.34) / 3, 12) },
      { name: 'base > 0.5*con', mean: expect.closeTo((0.25 + 0.495 + 0.28) / 3, 12) }
    ]);
  });

  it('without stored results cannot be told, and says what makes them', async () => {
    const { line } = await run(expects('con > base', 'bare/table'));
    expect(line).toMatchObject({ verdict: 'cannot-be-told', data: null, pairs: [] });
    expect(line?.change).toContain('npm run notebook -- public/notebooks/bare.md --out');
    expect(line?.notes.join()).toContain('con > base');
  });

  it.each([
    ['a run', (text: string) => withLines(text, 'con', 'kd_weight: 0.5')],
    ['the data', (text: string) => withLines(text, 'books', 'core: 2')]
  ])('does not read results of a text in which %s has changed since', async (_, change) => {
    const { line } = await run(expects('con > base'), await beside(change(OTHER)));
    expect(line).toMatchObject({ verdict: 'cannot-be-told', data: null });
    expect(line?.words).toContain('made with other settings, data or code');
  });

  it('of which nothing can be told by results says why', async () => {
    const { result } = await run(claim('untold: It is a theorem.'));
    expect(result).toMatchObject({ lines: [], untold: 'It is a theorem.' });
  });

  it('has another id where the results that it reads are others', async () => {
    const same = [await run(expects('con > base')), await run(expects('con > base'))];
    expect(same[0]?.id).toBe(same[1]?.id);
    const other = await run(expects('con > base'), await beside(OTHER, { con: AMONG }));
    expect(other.id).not.toBe(same[0]?.id);
    expect(other.line?.verdict).toBe('cannot-be-told');
  });

  it.each([
    ['a notebook that is not there', expects('con > base', 'nowhere/table'), 'claim/no-notebook', 'nowhere.md'],
    ['a cell that is not there', expects('con > base', 'other/tabel'), 'claim/no-cell', 'other/table'],
    ['a cell that tells nothing', expects('con > base', 'other/base'), 'claim/no-cell', 'table'],
    ['a run that is not there', expects('cno > base'), 'claim/no-run', 'con'],
    ['a level that is not there', expects('con@0.3 > base@0', 'other/noise'), 'claim/no-run', 'con@0.2'],
    ['a level of a table', expects('con@0.3 > base'), 'claim/no-run', 'base'],
    [
      'another metric',
      claim('metric: ndcg@20', 'expects: {other/noise: con > base}'),
      'claim/other-metric',
      'recall@20'
    ],
    ['no pair', expects('con above base'), 'claim/bad-expectation', 'ABOVE > BELOW'],
    ['two signs', expects('con > base > gen'), 'claim/bad-expectation', 'ABOVE > BELOW'],
    ['nought times a run', expects('0*con > base'), 'claim/bad-expectation', '1.2*base'],
    ['no cell of a notebook', expects('con > base', 'table'), 'claim/bad-expectation', 'NOTEBOOK/CELL'],
    ['nothing', claim('metric: ndcg@20'), 'notebook/missing-key', 'untold']
  ])('names %s, and is told what, where and how to cure it', async (_, text, code, cure) => {
    const { failures } = await run(text);
    const [failure] = failures;
    expect(failure?.error.code).toBe(code);
    expect(`${failure?.error.message} ${failure?.error.cure}`).toContain(cure);
    expect(failure?.error.where?.cell).toBe('said');
  });
});

describe('a ledger', () => {
  it('has a row for each line of results, counts invented data apart, and names the claims', async () => {
    const text = `${claim('expects:', '  other/table: [con > base]', '  bare/table: con > base')}
\`\`\`claim
name: theorem
number: 19
place: §3
says: It follows.
untold: It is a theorem.
\`\`\`

\`\`\`ledger
name: all
claims: [said, theorem]
\`\`\`
`;
    const { records, failures } = await run(text);
    expect(failures).toEqual([]);
    const ledger = records.find(({ name }) => name === 'all')?.result;
    if (ledger?.kind !== 'ledger') throw new Error('no ledger');
    expect(ledger.rows.map(({ claim: name, number, verdict }) => [name, number, verdict])).toEqual([
      ['said', 3, 'holds'],
      ['said', 3, 'cannot-be-told'],
      ['theorem', 19, 'cannot-be-told']
    ]);
    expect(ledger.rows.map(({ told }) => told?.notebook)).toEqual(['other', 'bare', undefined]);
    expect(ledger.counts).toEqual([
      { on: 'invented', holds: 1, 'does-not-hold': 0, 'cannot-be-told': 0 },
      { on: 'real', holds: 0, 'does-not-hold': 0, 'cannot-be-told': 0 },
      { on: 'none', holds: 0, 'does-not-hold': 0, 'cannot-be-told': 2 }
    ]);
  });
});

// What docs/own-alignment.md and docs/own-backbone.md tell their readers to write is added to a copy of the program, compiled, run, and
// taken away: a folder and three lines, and everything that asks what there is follows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { ALIGNMENT_NAMES } from '#lib/alignment/names';
import { BACKBONE_NAMES } from '#lib/backbones/names';
import { memoryStore } from '#lib/storage/memory';
import { cellIds } from '#lib/notebook/plan/cell-ids';
import { parseNotebook } from '#lib/notebook/document/parse';
import { notebookGraph } from '#lib/notebook/plan/graph';
import { TINY_NOTEBOOK, TINY_TEXTS, tinySource, tinyTrain } from '#lib/notebook/testing/tiny';
import type * as Messages from '../../src/cli/notebook/messages';
import type * as Tables from '../../src/cli/notebook/tables';
import type * as CellIds from '#lib/notebook/plan/cell-ids';
import type * as Parse from '#lib/notebook/document/parse';
import type * as Graph from '#lib/notebook/plan/graph';
import type * as Kinds from '#lib/notebook/kinds/descriptions';
import type * as Runtime from '#lib/notebook/run/runtime';
import type * as Describe from '#lib/notebook/schema/describe';
import type { BuildBackbone } from '#lib/backbones/build';
import type * as Treatment from '#lib/studies/treatment';
import type { BuildAlignment } from '#lib/alignment/build';
import type * as CheckAlignment from '#lib/training/checks/check-alignment';
import type * as CheckBackbone from '#lib/training/checks/check-backbone';
import { formFields } from '#lib/views/document/fields';
import { copyWith, type ProgramCopy } from './copy';
import { readOwnModule } from './page';

const device = { backend: 'cpu', adapter: 'JavaScript' };
/** The compiler reads the types of all that is imported. */
const COMPILING_MS = 240_000;
const contents = new Map([['books', { files: 'a', truth: null }]]);

const OWN_ALIGNMENT = readOwnModule('docs/own-alignment.md');
const OWN_BACKBONE = readOwnModule('docs/own-backbone.md');
let copy: ProgramCopy;

beforeAll(async () => {
  copy = copyWith([OWN_ALIGNMENT, OWN_BACKBONE]);
  await startBackend('cpu', { wasmBinaries: '' });
});
afterAll(() => {
  copy.remove();
});

it.each([
  ['alignment', 'src/lib/alignment/distance', OWN_ALIGNMENT],
  ['backbone', 'src/lib/backbones/layerwise', OWN_BACKBONE]
] as const)('a new %s is one folder, %s, and three lines', (_what, folder, { files, changes }) => {
  expect(files.filter(({ path }) => !path.startsWith(`${folder}/`))).toEqual([]);
  expect(changes.flatMap(({ added }) => added)).toHaveLength(3);
});

it(
  'both compile, and with them what names all backbones and alignments',
  () => {
    const own = [OWN_ALIGNMENT, OWN_BACKBONE].flatMap(({ files, changes }) => [...files, ...changes]);
    const asking = ['alignment/names', 'backbones/names', 'training/model/model', 'notebook/kinds/train/describe'];
    expect(copy.check([...own.map(({ path }) => path), ...asking.map((file) => `src/lib/${file}.ts`)])).toEqual([]);
  },
  COMPILING_MS
);

describe('an alignment of one’s own', () => {
  const WITH_OWN = `${TINY_NOTEBOOK.replace('runs: [base, con]', 'runs: [base, con, dist]')}${tinyTrain('dist', ['embeddings: semantics', 'alignment: distance'])}`;
  const open = async (text: string) => {
    const { parseNotebook: parse }: typeof Parse = await import(copy.path('src/lib/notebook/document/parse.ts'));
    const { notebookGraph: graphOf }: typeof Graph = await import(copy.path('src/lib/notebook/plan/graph.ts'));
    return graphOf(parse(text, 'own.md'));
  };

  it('stands in the form and in the documentation, and its keys are checked', async () => {
    const { KIND_DESCRIPTIONS }: typeof Kinds = await import(copy.path('src/lib/notebook/kinds/descriptions.ts'));
    const all = KIND_DESCRIPTIONS.find(({ kind }) => kind === 'train')?.fields ?? [];
    const { schemaMarkdown }: typeof Describe = await import(copy.path('src/lib/notebook/schema/describe.ts'));
    const fields = new Map(all.map((field) => [field.key, field]));
    expect(fields.get('alignment')?.options).toContain('distance');
    expect(fields.get('alignment')?.help).toContain('by the distance to projected profiles');
    expect(fields.get('distance_weight')).toMatchObject({
      type: 'number',
      min: 0,
      max: 100,
      required: false,
      appliesTo: { key: 'alignment', values: ['distance'] }
    });
    expect(schemaMarkdown()).toContain(
      '| `distance_weight` | number 0 … 100 | – | Weight of the mean squared distance.'
    );

    const problems = async (change: (text: string) => string) =>
      [...(await open(change(WITH_OWN))).problems.values()].map(({ code }) => code);
    expect(await problems((text) => text)).toEqual([]);
    const set = (line: string) => (text: string) => text.replace('alignment: distance', `alignment: distance\n${line}`);
    expect(await problems(set('distance_weight: 0.5'))).toEqual([]);
    expect(await problems(set('distance_weight: 101'))).toContain('notebook/bad-value');
    expect(await problems(set('kd_weight: 1'))).toContain('notebook/key-does-not-apply');
    expect(await problems((text) => text.replaceAll('embeddings: semantics\nalignment: d', 'alignment: d'))).toContain(
      'notebook/needs-embeddings'
    );
  });

  it('stands in a form where it is chosen, and nowhere else', async () => {
    const { KIND_DESCRIPTIONS }: typeof Kinds = await import(copy.path('src/lib/notebook/kinds/descriptions.ts'));
    const all = KIND_DESCRIPTIONS.find(({ kind }) => kind === 'train')?.fields ?? [];
    const keys = (alignment: string) => {
      const { first, rest } = formFields(all, { alignment });
      return [...first, ...rest].map(({ key }) => key);
    };
    expect(keys('distance')).toContain('distance_weight');
    expect(keys('contrastive')).not.toContain('distance_weight');
  });

  it('keeps the contract', async () => {
    const builders: Readonly<Record<string, BuildAlignment>> = await import(copy.path('src/lib/alignment/builders.ts'));
    const { checkAlignment }: typeof CheckAlignment = await import(
      copy.path('src/lib/training/checks/check-alignment.ts')
    );
    const build = builders.distance;
    if (!build) throw new Error('not built');
    expect(await checkAlignment((context) => build(context, { distance_weight: 1 }))).toEqual([]);
  });

  it('has ids of its own, and changes none of the others', async () => {
    const { cellIds: idsOf }: typeof CellIds = await import(copy.path('src/lib/notebook/plan/cell-ids.ts'));
    const ids = async (text: string) =>
      new Map([...(await idsOf(await open(text), contents))].map(([name, { id }]) => [name, id]));
    const before = await cellIds(notebookGraph(parseNotebook(TINY_NOTEBOOK)), contents);
    const after = await ids(WITH_OWN);
    for (const name of ['books', 'words', 'semantics', 'base', 'con'])
      expect(after.get(name)).toBe(before.get(name)?.id);
    const other = await ids(WITH_OWN.replace('alignment: distance', 'alignment: distance\ndistance_weight: 0.5'));
    const same = await ids(WITH_OWN.replace('alignment: distance', 'alignment: distance\ndistance_weight: 0.1'));
    expect(after.get('dist')).toMatch(/^[0-9a-f]{64}$/);
    expect(other.get('dist')).not.toBe(after.get('dist'));
    expect(same.get('dist')).toBe(after.get('dist'));
  });

  it('trains, is stored and found again, and stands in the terminal’s tables under its label', async () => {
    const { runNotebook }: typeof Runtime = await import(copy.path('src/lib/notebook/run/runtime.ts'));
    const { parseNotebook: parse }: typeof Parse = await import(copy.path('src/lib/notebook/document/parse.ts'));
    const { describeRecord }: typeof Tables = await import(copy.path('src/cli/notebook/tables.ts'));
    const store = memoryStore();
    const run = async () => {
      const reused: string[] = [];
      const result = await runNotebook(parse(WITH_OWN, 'own.md'), {
        store,
        openSource: () => tinySource(),
        device,
        onEvent: (event) => {
          if (event.type === 'cell-finished' && event.reused) reused.push(event.cell);
        }
      });
      return { ...result, reused };
    };
    const first = await run();
    expect(first.failures).toEqual([]);
    const record = (name: string) => first.records.find((one) => one.name === name);
    const [trained, table] = [record('dist'), record('table')];
    if (!trained || table?.result.kind !== 'compare') throw new Error('no results');
    expect(JSON.stringify(trained.result)).toContain('distance_loss');
    expect(trained.digest).not.toBe(record('base')?.digest);
    expect(table.result.rows.map(({ label }) => label)).toContain('LightGCN-Dist');
    expect(table.result.notes.join(' ')).not.toContain('more than the alignment');
    const row = table.result.rows.find(({ name }) => name === 'dist');
    expect(row?.treatment).toEqual(expect.arrayContaining(['distance_weight: 0.1 (none)']));
    expect(describeRecord(table)).toMatch(/LightGCN-Dist +2 /);
    expect((await run()).reused).toContain('dist');
  });

  it('is known to the processes that train seeds, and counts as alignment in comparisons', async () => {
    const { isOfAlignment, runLabel }: typeof Treatment = await import(copy.path('src/lib/studies/treatment.ts'));
    expect(isOfAlignment('distance_weight')).toBe(true);
    const train = (await open(WITH_OWN)).cells.get('dist');
    if (train?.kind !== 'train') throw new Error('no cell');
    expect(runLabel(train.settings)).toBe('LightGCN-Dist');
    expect(train.settings.alignmentSettings).toEqual({ distance_weight: 0.1 });
    const { readCommand }: typeof Messages = await import(copy.path('src/cli/notebook/messages.ts'));
    const job = {
      id: 'x',
      seed: 1,
      datasetId: 'd',
      embeddingsId: 'e',
      startFromId: null,
      startDatasetId: null,
      vectorsDatasetId: null,
      fresh: false,
      settings: train.settings
    };
    expect(readCommand({ type: 'train', job })).toMatchObject({ job: { settings: { alignment: 'distance' } } });
  });
});

describe('a backbone of one’s own', () => {
  it('keeps the contract', async () => {
    const builders: Readonly<Record<string, BuildBackbone>> = await import(copy.path('src/lib/backbones/builders.ts'));
    const { checkBackbone }: typeof CheckBackbone = await import(
      copy.path('src/lib/training/checks/check-backbone.ts')
    );
    const build = builders.layerwise;
    if (!build) throw new Error('not built');
    expect(await checkBackbone((context) => build(context, { layers: 2 }))).toEqual([]);
  });

  it('trains with every alignment, by presets that none of them knows of', async () => {
    const { runNotebook }: typeof Runtime = await import(copy.path('src/lib/notebook/run/runtime.ts'));
    const { parseNotebook: parse }: typeof Parse = await import(copy.path('src/lib/notebook/document/parse.ts'));
    const arm = (alignment: string) => {
      const lines = ['embeddings: semantics', 'backbone: layerwise', `alignment: ${alignment}`];
      return `${TINY_TEXTS}${tinyTrain('own', lines, { epochs: 2, seeds: '[1]' })}`;
    };
    const store = memoryStore();
    for (const alignment of ALIGNMENT_NAMES) {
      const { records, failures } = await runNotebook(parse(arm(alignment), 'own.md'), {
        store,
        openSource: () => tinySource(),
        device
      });
      expect(failures).toEqual([]);
      expect(records.find(({ name }) => name === 'own')?.result).toMatchObject({
        kind: 'train',
        backbone: 'layerwise'
      });
    }
  });
});

it('takes both away again: the program itself knows neither', () => {
  expect(ALIGNMENT_NAMES).not.toContain('distance');
  expect(BACKBONE_NAMES).not.toContain('layerwise');
});

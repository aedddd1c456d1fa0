// Stored results that are whole (their seal is right) and cannot be what is read under their id: they are said at the cell, set aside, and
// running again makes them anew. Of every kind.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memorySource } from '#lib/dataset/sources/source';
import { plainArtifact } from '#lib/storage/plain-artifact';
import type { Sealed } from '#lib/storage/checked';
import { memoryStore } from '#lib/storage/memory';
import type { Artifact } from '#lib/storage/types';
import { Artifacts } from '../run/artifacts';
import { checkpointForm, checkpointId } from '../run/checkpoints';
import type { NotebookEvent } from '../run/events';
import { parseNotebook } from '../document/parse';
import { identifyCells } from '../plan/identify';
import { CELL_KINDS } from '../kinds/registry';
import { makerOf } from '../kinds/load-maker';
import { checkOf } from '../kinds/stored-form';
import { editsForm, editsId } from '../profiles/profile-edits';
import { runNotebook } from '../run/runtime';
import { TINY_NOTEBOOK, tinyFiles } from '../testing/tiny';
import { whatIfForm } from '../what-if/what-if-form';

const FIGURE = '\n```figure\nname: picture\nshow: layers\ndataset: books\nruns: [base]\n```\n';
const EVALUATION = '\n```evaluate\nname: measured\nruns: [base, con]\ngroups: []\nbootstrap_samples: 200\n```\n';
const SWEEP = '\n```sweep\nname: grid\nruns: [base]\nover: {base.learning_rate: [0.01]}\n```\n';
const TUNING = '\n```tune\nname: tuned\nruns: [base]\nspace: {base.learning_rate: [0.01]}\nbudget: 2\n```\n';
const text = TINY_NOTEBOOK.replaceAll('epochs: 8', 'epochs: 2') + FIGURE + EVALUATION + SWEEP + TUNING;
const source = memorySource('tiny', tinyFiles());

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

async function run(shelf: Map<string, Sealed>) {
  const events: NotebookEvent[] = [];
  const result = await runNotebook(parseNotebook(text, 'tiny.md'), {
    store: memoryStore(shelf),
    openSource: () => source,
    device: { backend: 'cpu', adapter: 'JavaScript' },
    onEvent: (event) => events.push(event)
  });
  const plan = events.find((event) => event.type === 'plan');
  return {
    failures: result.failures,
    digests: result.records.map(({ name, id, digest }) => [name, id, digest]),
    /** What was said of damage, by cell. */
    said: (plan?.cells ?? []).flatMap(({ name, damaged }) => (damaged ? [[name, damaged.message] as const] : []))
  };
}

const ofKinds = await Promise.all(CELL_KINDS.map(async (kind) => (await makerOf(kind)).stored.form));
const forms = [...ofKinds, whatIfForm, editsForm, checkpointForm];

type Change = (artifact: Artifact, all: readonly Artifact[]) => Artifact;

/** Ways to be of the wrong form, each of which was stored with care. */
const WRONG: Readonly<Record<string, Change>> = {
  'nothing in it': (artifact) => ({ ...artifact, json: {} }),
  'a word in the place of each number': (artifact) => ({ ...artifact, json: withWords(artifact.json) }),
  'no arrays': (artifact) => ({ ...artifact, arrays: {} }),
  'another kind’s content': ({ meta }, all) => {
    const other = all.find(({ meta: { kind } }) => kind !== meta.kind);
    return { meta, json: other?.json, arrays: other?.arrays ?? {} };
  },
  'another kind, content and all': ({ meta }, all) => {
    const other = all.find(({ meta: { kind } }) => kind !== meta.kind);
    return { meta: { ...meta, kind: other?.meta.kind ?? '' }, json: other?.json, arrays: other?.arrays ?? {} };
  }
};

const withWords = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json, (_, value: unknown) => (typeof value === 'number' ? 'x' : value)));

const KINDS = [
  'dataset',
  'profiles',
  'embeddings',
  'run',
  'compare',
  'sweep',
  'tune',
  'evaluate',
  'recommend',
  'figure'
] as const;
const CASES = KINDS.flatMap((kind) => Object.keys(WRONG).map((how) => [kind, how] as const));
/** These hold no arrays, or none that they cannot do without. */
const WITHOUT_ARRAYS = ['profiles', 'compare', 'sweep', 'tune', 'evaluate', 'recommend', 'figure'];

describe('a stored result of the wrong form', () => {
  const first = new Map<string, Sealed>();
  let right: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    right = await run(first);
    expect(right.failures).toEqual([]);
  });

  it.each(CASES.filter(([kind, how]) => how !== 'no arrays' || !WITHOUT_ARRAYS.includes(kind)))(
    'of the kind %s with %s is said at its cell, set aside and made anew as it was',
    async (kind, how) => {
      const shelf = new Map(first);
      const all = [...shelf.values()].map(({ artifact }) => artifact);
      const wanted = all.find(({ meta }) => meta.kind === kind);
      const change = WRONG[how];
      if (!wanted || !change) throw new Error(`nothing of the kind ${kind}`);
      await memoryStore(shelf).put(change(wanted, all));
      const again = await run(shelf);
      expect(again.failures).toEqual([]);
      expect(again.digests).toEqual(right.digests);
      expect(again.said).toEqual([[expect.any(String), expect.stringMatching(/is damaged: .*set aside as/)]]);
      expect([...shelf.keys()].filter((name) => name.startsWith(`${wanted.meta.id}.damaged-`))).toHaveLength(1);
      const third = await run(shelf);
      expect(third.said).toEqual([]);
      expect(third.digests).toEqual(right.digests);
    }
  );

  it('of a run says which place holds what', async () => {
    const shelf = new Map(first);
    const found = [...shelf.values()].find(({ artifact }) => artifact.meta.kind === 'run')?.artifact;
    if (!found) throw new Error('no run');
    const json: unknown = JSON.parse(JSON.stringify(found.json).replace(/"best_epoch":\d+/, '"best_epoch":"x"'));
    await memoryStore(shelf).put({ ...found, json });
    const { said } = await run(shelf);
    expect(said[0]?.[1]).toContain('result.best_epoch: Invalid type: Expected number but received "x"');
  });

  it('of a reader’s changes to profiles counts as no changes, and is said at the profiles', async () => {
    const shelf = new Map(first);
    const artifacts = new Artifacts(memoryStore(shelf));
    const { ids } = await identifyCells(
      parseNotebook(text, 'tiny.md'),
      { store: artifacts.store, openSource: () => source },
      artifacts
    );
    const id = await editsId(ids.get('words')?.base ?? '');
    const place = { id, kind: 'profile-edits', version: 1, created: '' };
    await artifacts.store.put(await plainArtifact(place, { version: 1, edits: 'all of them' }));
    const again = await run(shelf);
    expect(again.said).toEqual([['words', expect.stringContaining('edits: Invalid type')]]);
    expect(again.digests).toEqual(right.digests);
    expect((await run(shelf)).said).toEqual([]);
  });

  it('of a checkpoint is set aside, and the run starts from its beginning', async () => {
    const shelf = new Map(first);
    const found = [...shelf.values()].find(({ artifact }) => artifact.meta.kind === 'run')?.artifact;
    if (!found) throw new Error('no run');
    const store = memoryStore(shelf);
    await store.delete(found.meta.id);
    const id = await checkpointId(found.meta.id);
    await store.put({ ...found, meta: { ...found.meta, id, kind: 'checkpoint' }, json: { epoch: 1 } });
    const again = await run(shelf);
    expect(again.said).toEqual([['base', expect.stringContaining('no state of a training run')]]);
    expect(again.failures).toEqual([]);
    expect(again.digests).toEqual(right.digests);
  });

  it.each(forms)('is none that could pass for $kind', (each) => {
    const form = checkOf(each);
    const { kind } = each;
    const meta = { id: 'a', kind, version: 1, digest: '', backend: '', adapter: '', created: '', seconds: 0, bytes: 0 };
    for (const json of [{}, null, [], 'text', { data: {}, result: {} }])
      expect(() => form({ meta, json, arrays: {} })).toThrow();
    expect(() => form({ meta: { ...meta, kind: 'other' }, json: {}, arrays: {} })).toThrow('in the place of');
    expect(() => form({ meta: { ...meta, version: 0 }, json: {}, arrays: {} })).not.toThrow();
  });
});

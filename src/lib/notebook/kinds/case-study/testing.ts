// A case study cell in a notebook of six users, whose runs and vectors are replaced by those of studies/case-study/testing.ts. Made up;
// only tests import this.
import { expect } from 'vitest';
import { writeOpenFormat } from '#lib/dataset/formats/open/write-open';
import { memorySource } from '#lib/dataset/sources/source';
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import { SIX } from '#lib/studies/case-study/testing';
import { parseNotebook } from '../../document/parse';
import { planNotebook } from '../../plan/plan';
import { runNotebook } from '../../run/runtime';

const device = { backend: 'cpu', adapter: 'JavaScript' };

export const train = (name: string, seeds: string, more = '') => `
\`\`\`train
name: ${name}
dataset: six
preset: small
dimensions: 2
epochs: 1
seeds: ${seeds}
${more}\`\`\`
`;
export const notebook = (study: string, seeds = '[1]', ofCon = seeds) => `# Six

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

export const WORDS = ['harbour', 'ferry', 'storm', 'orchard', 'garden', 'bees', 'captain', 'meadow'];
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

export const environment = (store: ArtifactStore) => ({ store, openSource: () => sixSource(), device });

/** Runs the notebook with the drawn embeddings in the place of the trained ones; what was computed first is computed again. */
export async function runDrawn(study: string, seeds = '[1]', ofCon = seeds) {
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

export const STUDY = 'runs: [con]\nembeddings: vectors\nprofiles: words\n';

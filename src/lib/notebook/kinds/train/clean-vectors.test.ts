// Training on noisy clicks with vectors of profiles that clean clicks tell: what the noise study asks. Vectors of anything else are refused,
// also where a sweep alone makes them so.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import { runNotebook } from '../../run/runtime';
import { TINY_TEXTS, tinySource, tinyTrain } from '../../testing/tiny';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const NOISY = `${TINY_TEXTS}
\`\`\`dataset
name: noisy
source: tiny
noise: 0.25
\`\`\`

\`\`\`profiles
name: noisy-words
dataset: noisy
\`\`\`

\`\`\`embeddings
name: noisy-semantics
profiles: noisy-words
dimensions: 4
min_texts: 1
max_share: 1
\`\`\`
`;
const con = (name: string, embeddings: string): string =>
  tinyTrain(name, [`embeddings: ${embeddings}`, 'alignment: contrastive'], { epochs: 2, seeds: '[1, 2]' }).replace(
    'dataset: books',
    'dataset: noisy'
  );
const TEXT = `${NOISY}${con('clean', 'semantics')}${con('rebuilt', 'noisy-semantics')}`;

const run = (text: string, only?: readonly string[]) =>
  runNotebook(
    parseNotebook(text, 'noise.md'),
    { store: memoryStore(), openSource: () => tinySource(), device: { backend: 'cpu', adapter: 'JavaScript' } },
    only ? { only } : {}
  );

describe('a train cell on noisy clicks', () => {
  it('takes vectors of the same data without noise, beside those made anew', async () => {
    const { records, failures } = await run(TEXT);
    expect(failures).toEqual([]);
    const digest = (name: string) => records.find((record) => record.name === name)?.digest;
    expect(digest('clean')).toBeDefined();
    expect(digest('clean')).not.toBe(digest('rebuilt'));
  });

  it('needs the clean data with them, though it does not train on these', async () => {
    const { records } = await run(TEXT, ['clean']);
    expect(records.map(({ name }) => name).sort()).toEqual(['books', 'clean', 'noisy', 'semantics', 'words']);
  });

  it('refuses them at a point whose split is another: profiles would hold what is held out there', async () => {
    const { failures } = await run(
      `${TEXT}\n\`\`\`sweep\nname: splits\nruns: [clean]\nover: {noisy.split_seed: [2023, 7]}\n\`\`\`\n`,
      ['splits']
    );
    expect(failures.map(({ error }) => error.message)).toEqual([
      expect.stringContaining('At noisy.split_seed: 7: "embeddings" names "semantics"')
    ]);
  });
});

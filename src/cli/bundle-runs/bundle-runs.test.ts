// The runs that come with the site are the quick start's as it stands: a change of settings, data or revision that moves their ids asks
// for `npm run bundle-runs`.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readBundledIndex } from '#lib/engine/bundled-runs';
import { parseNotebook } from '#lib/notebook/document/parse';
import { planNotebook } from '#lib/notebook/plan/plan';
import { withOverrides } from '#lib/notebook/document/overrides';
import { Run } from '#lib/notebook/kinds/train/stored';
import { parseStored } from '#lib/storage/parse-stored';
import { memoryStore } from '#lib/storage/memory';
import { unpackArtifact } from '#lib/storage/packed';
import { openSource } from '../notebook/sources';
import { BUNDLED_SEEDS, FOLDER, NOTEBOOK } from './which';

const index: unknown = JSON.parse(readFileSync(`${FOLDER}/index.json`, 'utf8'));

it('are those of the quick start’s cells, each with a file and nothing beside', async () => {
  const overrides = Object.entries(BUNDLED_SEEDS).map(([cell, seeds]) => [`${cell}.seeds`, JSON.stringify(seeds)]);
  const document = withOverrides(
    parseNotebook(readFileSync(NOTEBOOK, 'utf8'), NOTEBOOK),
    Object.fromEntries(overrides)
  );
  const { ids } = await planNotebook(document, {
    store: memoryStore(),
    openSource: (source) => openSource(source, NOTEBOOK, 'public/datasets')
  });
  const wanted = Object.keys(BUNDLED_SEEDS).flatMap((cell) => ids.get(cell)?.runs.map(({ id }) => id) ?? []);
  expect(readBundledIndex(index)).toEqual(wanted);
  expect(readdirSync(FOLDER).sort()).toEqual([...wanted.map((id) => `${id}.bin`), 'index.json'].sort());
});

it('hold the trained parameters and the metrics that the quick start shows', async () => {
  const results = readFileSync(NOTEBOOK.replace('.md', '.results.json'), 'utf8');
  for (const id of readBundledIndex(index)) {
    const { meta, json, arrays } = await unpackArtifact(readFileSync(`${FOLDER}/${id}.bin`), id);
    expect(meta).toMatchObject({ id, kind: 'run', backend: 'wasm' });
    const { result, places } = parseStored(Run, json);
    expect(arrays.parameters?.length).toBe(
      places?.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
    );
    expect(results).toContain(JSON.stringify(result.test.recall['20']));
  }
});

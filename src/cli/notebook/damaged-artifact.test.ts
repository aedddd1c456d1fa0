// A stored run with a flipped byte, as someone at the terminal meets it: it is said, trained again, and comes out as before.
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { parseNotebook } from '#lib/notebook/document/parse';
import { runNotebook } from '#lib/notebook/run/runtime';
import { TINY_NOTEBOOK, tinySource } from '#lib/notebook/testing/tiny';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { ProgressLines } from './progress';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

/** One call of the command line: a session of its own, and what it said. */
async function run(path: string) {
  let said = '';
  const progress = new ProgressLines({ write: (text) => (said += text) });
  const { records, failures } = await runNotebook(parseNotebook(TINY_NOTEBOOK, 'tiny.md'), {
    store: await openFolderStore(path),
    openSource: () => tinySource(),
    device: { backend: 'cpu', adapter: 'JavaScript' },
    onEvent: (event) => progress.handle(event)
  });
  expect(failures).toEqual([]);
  return { records, said: said.split('\n') };
}

it('a run with a flipped byte is named, set aside and trained anew, and nothing else is', async () => {
  const path = await mkdtemp(join(tmpdir(), 'damaged-'));
  const first = await run(path);
  const store = await openFolderStore(path);
  const [damaged] = (await store.list()).filter(({ kind }) => kind === 'run');
  if (!damaged) throw new Error('no run is stored');
  const file = join(path, 'artifacts', damaged.id, '0.bin');
  const bytes = await readFile(file);
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  await writeFile(file, bytes);

  const second = await run(path);
  const about = second.said.filter((line) => line.includes(damaged.id.slice(0, 12)));
  expect(about).toEqual([expect.stringMatching(/^(base|con): .*is damaged.*set aside as/)]);
  expect(second.said.filter((line) => line.includes(': done in'))).toHaveLength(1);
  const digests = (run: typeof first) => run.records.map(({ id, digest }) => [id, digest]);
  expect(digests(second)).toEqual(digests(first));
  expect((await readdir(join(path, 'artifacts'))).filter((name) => name.includes('.damaged-'))).toHaveLength(1);
  expect((await run(path)).said.join()).not.toMatch(/damaged|done in/);
});

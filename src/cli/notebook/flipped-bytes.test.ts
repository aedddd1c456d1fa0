// Every tenth byte of a store, flipped one after the other: whatever befalls what is stored, no result but the right one is printed. The
// store is small so that this takes seconds, since the notebook is run for each: a data set of four users and six items, a run of one epoch,
// and a comparison. Other kinds are read and sealed by the same code (storage/checked.ts, notebook/wrong-form.test.ts).
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { writeOpenFormat } from '#lib/dataset/formats/open/write-open';
import { memorySource } from '#lib/dataset/sources/source';
import { largest } from '#lib/elementary/extent';
import { parseNotebook } from '#lib/notebook/document/parse';
import { runNotebook } from '#lib/notebook/run/runtime';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { ProgressLines } from './progress';
import { describeRecord } from './tables';

const EVERY = 10;

const NOTEBOOK = `# Small

\`\`\`dataset
name: books
source: small
\`\`\`

\`\`\`train
name: base
dataset: books
preset: small
dimensions: 2
epochs: 1
\`\`\`

\`\`\`compare
name: table
runs: [base]
bootstrap_samples: 200
\`\`\`
`;

const source = memorySource(
  'small',
  writeOpenFormat({
    manifest: { name: 'small', title: 'Small', description: '', synthetic: true, source: 'made for a test' },
    users: Array.from({ length: 4 }, (_, user) => ({ id: `u${user}`, name: '' })),
    items: Array.from({ length: 6 }, (_, item) => ({ id: `i${item}`, title: `Book ${item}` })),
    interactions: Array.from({ length: 16 }, (_, at) => ({
      user: `u${at % 4}`,
      item: `i${(at + Math.floor(at / 4)) % 6}`,
      split: at < 8 ? ('train' as const) : at < 12 ? ('val' as const) : ('test' as const)
    }))
  })
);

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

/** What a session prints of results, without times, and what it says. */
async function run(path: string) {
  let said = '';
  const progress = new ProgressLines({ write: (text) => (said += text) });
  const { records, failures } = await runNotebook(parseNotebook(NOTEBOOK, 'small.md'), {
    store: await openFolderStore(path),
    openSource: () => source,
    device: { backend: 'cpu', adapter: 'JavaScript' },
    onEvent: (event) => progress.handle(event)
  });
  const printed = records.map((record) => [describeRecord({ ...record, seconds: 0 }), record.id, record.digest]);
  return { printed, failures: failures.map(({ error }) => error.toLine()), said };
}

interface StoredFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Bytes of the artifact's files before this one. */
  readonly start: number;
}

/** The files of every artifact below a store. */
async function artifactsOf(path: string): Promise<readonly (readonly StoredFile[])[]> {
  const root = join(path, 'artifacts');
  const artifacts: StoredFile[][] = [];
  for (const id of await readdir(root)) {
    let start = 0;
    const files: StoredFile[] = [];
    for (const name of await readdir(join(root, id))) {
      const bytes = await readFile(join(root, id, name));
      files.push({ path: join(root, id, name), bytes, start });
      start += bytes.length;
    }
    artifacts.push(files);
  }
  return artifacts;
}

it('no flipped byte of a store leads to another result than the right one, and what is damaged is said', async () => {
  const path = await mkdtemp(join(tmpdir(), 'flipped-'));
  const right = await run(path);
  expect(right.failures).toEqual([]);
  const artifacts = await artifactsOf(path);
  const sizes = artifacts.map((files) => files.reduce((sum, { bytes }) => sum + bytes.length, 0));
  const longest = largest(sizes);
  for (let at = 0; at < longest; at += EVERY) {
    // One byte of each artifact at once: each of the three prints its own result.
    for (const { path: file, bytes, start } of artifacts.flat()) {
      // The lowest bit: a digit becomes another digit.
      await writeFile(
        file,
        bytes.map((byte, index) => (start + index === at ? byte ^ 1 : byte))
      );
    }
    const { printed, failures, said } = await run(path);
    expect({ at, printed, failures }).toEqual({ at, printed: right.printed, failures: [] });
    expect(said).toMatch(/is damaged: .*set aside as/);
  }
  await rm(path, { recursive: true });
}, 300_000);

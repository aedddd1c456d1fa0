// The encoder "use" in the tab, on the production build: its size is said before, it loads from this site and nowhere else, once, and gives
// the digest of the command line.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { test } from './awake';
import { bringNotebook, cellOf, runAll, untilDone } from './notebook';
import { stored } from './stored';

// Long texts take a tenth of a second each here: a fiftieth of the readers keeps seventy items.
const NOTEBOOK = `# Here

\`\`\`dataset
name: books
source: bookshop
sample_users: 0.02
core: 2
split: paper
\`\`\`

\`\`\`embeddings
name: vectors
dataset: books
encoder: use
texts: items
users: items
\`\`\`
`;

async function digestOfTheCommandLine(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'use-'));
  try {
    const [file, store] = [join(folder, 'here.md'), join(folder, 'store')];
    await writeFile(file, NOTEBOOK);
    const options = ['--store', store, '--jobs', '1', '--backend', 'wasm'];
    await promisify(execFile)(process.execPath, ['scripts/cli.mjs', 'notebook', file, ...options]);
    for (const name of await readdir(store, { recursive: true })) {
      if (!name.endsWith('meta.json')) continue;
      const meta: { kind: string; digest: string } = JSON.parse(await readFile(join(store, name), 'utf8'));
      if (meta.kind === 'embeddings') return meta.digest;
    }
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('says what it loads, loads it from this site once, and gives the digest of the command line', async ({ page }) => {
  test.setTimeout(420_000);
  const loaded: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().includes('shard')) loaded.push(request.url());
  });
  await page.goto('./?backend=wasm');
  await bringNotebook(page, 'here.md', NOTEBOOK);
  await page.waitForURL(/\/notebook\/\?/);
  const vectors = cellOf(page, 'vectors');
  await expect(vectors.getByText('loads 28 MB once')).toBeVisible();
  await runAll(page);
  await untilDone(vectors, { timeout: 300_000 });
  await expect(vectors.getByText(/recall@20 [\d.]+ by these vectors alone/)).toBeVisible();
  expect(loaded).toHaveLength(7);
  expect(loaded.every((url) => new URL(url).origin === new URL(page.url()).origin)).toBe(true);
  expect(await stored(page, 'embeddings')).toEqual([await digestOfTheCommandLine()]);
  // The tab's own store has them now.
  expect(await page.evaluate(async () => (await (await caches.open('rlmrec-encoder')).keys()).length)).toBe(9);
});

// The quick start in the browser, start to end: from a cold page to the finished table on WebAssembly, and a shortened one
// on WebGPU with the software adapter. On the minified production build, served under a sub-path.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { test } from './awake';
import { bringNotebook, cellOf, runAll, runAllButton, untilDone, untilFinished } from './notebook';
import { serveSmallerShop } from './smaller-shop';
import { stored } from './stored';

const CELLS = ['books', 'profiles', 'semantics', 'base', 'con', 'gen', 'table', 'reader'] as const;

/** Console errors are failures; so are uncaught ones. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}

async function runToTheEnd(page: Page, cells: readonly string[], timeout: number): Promise<void> {
  await runAll(page);
  await untilFinished(page, { timeout });
  for (const cell of cells) await untilDone(cellOf(page, cell));
}

/** The quick start as a reader's own notebook, with other settings. */
async function openChanged(page: Page, backend: 'wasm' | 'webgpu', change: (text: string) => string): Promise<void> {
  const text = change(await readFile('public/notebooks/quick-start.md', 'utf8'));
  await page.goto(`./?backend=${backend}`);
  await expect(page.getByRole('button', { name: /^Device:/ })).toBeVisible();
  await bringNotebook(page, 'short.md', text);
  await page.waitForURL(/\/notebook\/\?/);
  await page.evaluate((name) => localStorage.setItem('rlmrec.backend', name), backend);
  await page.reload();
}

/** One seed of three, for three epochs, on a quarter of the readers. */
const short = (text: string): string =>
  text
    .replace('source: bookshop', 'source: bookshop\nsample_users: 0.25')
    .replaceAll('seeds: [2023, 2024, 2025]', 'seeds: [2023]\nepochs: 3');

/** What the command line stores of the same notebook on wasm: digests by the kind of artifact. */
async function commandLineDigests(text: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'quick-start-'));
  try {
    const [file, store] = [join(folder, 'short.md'), join(folder, 'store')];
    await writeFile(file, text);
    const options = ['--store', store, '--jobs', '1', '--backend', 'wasm'];
    await promisify(execFile)(process.execPath, ['scripts/cli.mjs', 'notebook', file, ...options]);
    const digests = new Map<string, string[]>();
    for (const meta of await metaFiles(store)) {
      const { kind, digest }: { kind: string; digest: string } = JSON.parse(await readFile(meta, 'utf8'));
      digests.set(kind, [...(digests.get(kind) ?? []), digest].sort());
    }
    return digests;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const metaFiles = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith('meta.json'))
    .map((name) => join(folder, name));

test('on WebAssembly it runs from a cold page to the finished table, with the digests of the command line for every cell', async ({
  page
}) => {
  test.setTimeout(420_000);
  const problems = watch(page);
  await openChanged(page, 'wasm', short);
  await runToTheEnd(page, CELLS, 400_000);
  const table = cellOf(page, 'table');
  for (const arm of ['LightGCN-Con', 'LightGCN-Gen', 'Popularity'])
    await expect(table.getByText(arm).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Device: WebAssembly/ })).toBeVisible();
  await page.screenshot({ path: 'test-results/quick-start-wasm.png', fullPage: true });
  expect(problems).toEqual([]);

  const digests = await commandLineDigests(short(await readFile('public/notebooks/quick-start.md', 'utf8')));
  for (const kind of ['dataset', 'profiles', 'embeddings', 'run', 'compare', 'recommend']) {
    expect(digests.get(kind), kind).toHaveLength(kind === 'run' ? 3 : 1);
    expect((await stored(page, kind)).sort(), kind).toEqual(digests.get(kind));
  }

  await page.reload();
  await untilDone(table);
});

/** Two arms of the three: each takes the software adapter many seconds of compiling. */
const shortened = (text: string): string =>
  text
    .replaceAll('seeds: [2023, 2024, 2025]', 'seeds: [2023]\nepochs: 1\nbatch_size: 4096')
    .replace('dimensions: 128', 'dimensions: 16')
    .replace(/```train\nname: con\n[^]*?```\n/, '')
    .replaceAll('[base, con, gen]', '[base, gen]');

test('on WebGPU with the software adapter a shortened one runs to its table, on a smaller shop', async ({
  page,
  context
}) => {
  test.setTimeout(240_000);
  const problems = watch(page);
  await serveSmallerShop(context);
  await openChanged(page, 'webgpu', shortened);
  await runToTheEnd(
    page,
    CELLS.filter((cell) => cell !== 'con'),
    200_000
  );
  await expect(page.getByRole('button', { name: /^Device: WebGPU/ })).toBeVisible();
  await expect(cellOf(page, 'table').getByText('LightGCN-Gen').first()).toBeVisible();
  await page.screenshot({ path: 'test-results/quick-start-webgpu.png' });
  expect(problems).toEqual([]);
});

test('as it comes, its table is run from the models that come with the site: none is trained, and the button says so', async ({
  page
}) => {
  const fetched: string[] = [];
  page.context().on('request', (request) => {
    if (/\/runs\/[0-9a-f]+\.bin$/.test(request.url())) fetched.push(request.url());
  });
  await page.goto('./notebooks/quick-start/?backend=wasm');
  await expect(runAllButton(page)).toHaveText(/fetches 9 trained runs/);
  const table = cellOf(page, 'table');
  await table.getByRole('button', { name: 'Run', exact: true }).click();
  await untilFinished(page);
  await untilDone(table);
  expect(fetched).toHaveLength(9);
  // What was fetched and computed is stored now; a new seed is all that a run would train.
  await page.locator('[data-cell=gen] [data-cell-handle]').click();
  const seeds = cellOf(page, 'gen').getByLabel('Seeds', { exact: true });
  await seeds.fill('2023, 2024, 2025, 2026');
  await seeds.press('Tab');
  await expect(table.getByRole('button', { name: /^Run · trains 1 run · about/ })).toBeVisible();
});

test('a run can be paused, resumed and cancelled, and what was finished is kept', async ({ page }) => {
  await page.goto('./notebooks/table-1/?backend=wasm');
  await expect(runAllButton(page)).toHaveText(/trains 90 runs · about/);
  await runAll(page);
  // Ninety runs are left: there is something to pause, however quick the machine.
  await untilDone(cellOf(page, 'profiles'));
  await page.getByRole('button', { name: 'Pause' }).first().click();
  await expect(page.getByRole('button', { name: 'Resume' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).first().click();
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  await untilDone(cellOf(page, 'profiles'));
  await expect(runAllButton(page)).toBeEnabled();
});

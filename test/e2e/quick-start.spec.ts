// The quick start in the browser, start to end: from a cold page to the finished table on WebAssembly, and a shortened one
// on WebGPU with the software adapter. On the minified production build, served under a sub-path.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { test } from './awake';
import { bringNotebook, runAll, runAllButton } from './notebook';
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
  await expect(page.getByRole('button', { name: 'Cancel' }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0, { timeout });
  for (const cell of cells) await expect(page.locator(`[data-cell=${cell}]`)).toHaveAttribute('data-state', 'done');
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

/** One seed of three, for three epochs. */
const short = (text: string): string => text.replaceAll('seeds: [2023, 2024, 2025]', 'seeds: [2023]\nepochs: 3');

/** What the command line makes of the same notebook on wasm: the digests of a kind's artifacts, the runs' own for train cells. */
async function commandLineDigests(text: string): Promise<(kind: string) => string[]> {
  interface Cell {
    readonly digest: string;
    readonly result: { readonly kind: string; readonly runs?: readonly { readonly digest: string }[] };
  }
  const folder = await mkdtemp(join(tmpdir(), 'quick-start-'));
  try {
    const [file, out] = [join(folder, 'short.md'), join(folder, 'out.json')];
    await writeFile(file, text);
    const options = ['--store', join(folder, 'store'), '--out', out, '--jobs', '1', '--backend', 'wasm'];
    await promisify(execFile)(process.execPath, ['scripts/cli.mjs', 'notebook', file, ...options]);
    const { cells }: { readonly cells: readonly Cell[] } = JSON.parse(await readFile(out, 'utf8'));
    return (kind) =>
      kind === 'run'
        ? cells.flatMap(({ result }) => (result.kind === 'train' ? (result.runs ?? []).map((run) => run.digest) : []))
        : cells.flatMap(({ result, digest }) => (result.kind === kind ? [digest] : []));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('on WebAssembly it runs from a cold page to the finished table, with the digests of the command line for every cell', async ({
  page
}) => {
  test.setTimeout(420_000);
  const problems = watch(page);
  await openChanged(page, 'wasm', short);
  await runToTheEnd(page, CELLS, 400_000);
  const table = page.locator('[data-cell=table]');
  for (const arm of ['LightGCN-Con', 'LightGCN-Gen', 'Popularity'])
    await expect(table.getByText(arm).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Device: WebAssembly/ })).toBeVisible();
  await page.screenshot({ path: 'test-results/quick-start-wasm.png', fullPage: true });
  expect(problems).toEqual([]);

  const digests = await commandLineDigests(short(await readFile('public/notebooks/quick-start.md', 'utf8')));
  for (const [kind, count] of [
    ['dataset', 1],
    ['profiles', 1],
    ['embeddings', 1],
    ['run', 3],
    ['compare', 1],
    ['recommend', 1]
  ] as const) {
    const here = (await stored(page, kind)).sort();
    expect(here, kind).toHaveLength(count);
    expect(here, kind).toEqual(digests(kind).sort());
  }

  await page.reload();
  await expect(table).toHaveAttribute('data-state', 'done');
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
  await expect(page.locator('[data-cell=table]').getByText('LightGCN-Gen').first()).toBeVisible();
  await page.screenshot({ path: 'test-results/quick-start-webgpu.png' });
  expect(problems).toEqual([]);
});

test('a run can be paused, resumed and cancelled, and what was finished is kept', async ({ page }) => {
  await page.goto('./notebooks/quick-start/?backend=wasm');
  await runAll(page);
  await expect(page.locator('[data-cell=base]')).toHaveAttribute('data-state', 'running');
  await page.getByRole('button', { name: 'Pause' }).first().click();
  await expect(page.getByRole('button', { name: 'Resume' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).first().click();
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
  await expect(page.locator('[data-cell=profiles]')).toHaveAttribute('data-state', 'done');
  await expect(runAllButton(page)).toBeEnabled();
});

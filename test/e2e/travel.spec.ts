// What was made leaves and comes back: as a link, in one file with its results, as a page of HTML. What hostile hands put in their place
// runs nothing and is said.
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectNoFindings } from './accessible';
import { test } from './awake';
import { bringNotebook, cellOf } from './notebook';
import { keptText } from './stored';

const QUICK_START = './notebooks/quick-start/';

async function exportAs(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: item }).click();
}

/** The link of the open notebook, as it is shown to be copied. */
async function linkOf(page: Page): Promise<string> {
  await exportAs(page, 'Copy link');
  return page.getByLabel('Link to this notebook').inputValue();
}

/** The file that Export makes, and its name. */
async function fileOf(page: Page, item: string): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download');
  await exportAs(page, item);
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

/** No worker was started, and no script of the notebook's. */
async function expectNothingRan(page: Page): Promise<void> {
  await expect(page).not.toHaveTitle('ran');
  expect(page.workers()).toEqual([]);
}

test('a notebook travels in its link: it opens elsewhere as it was, runs nothing, and is kept from the first change on', async ({
  page,
  browser,
  baseURL
}) => {
  await page.goto(QUICK_START);
  const train = cellOf(page, 'base');
  await train.locator('[data-cell-handle]').click();
  await train.getByLabel('Seeds', { exact: true }).fill('11, 12');
  await train.getByLabel('Seeds', { exact: true }).press('Tab');
  await expect(train).toHaveAttribute('data-state', 'stale');
  const link = await linkOf(page);
  expect(new URL(link).hash).toMatch(/^#notebook=1\./);

  const elsewhere = await (await browser.newContext({ baseURL })).newPage();
  await elsewhere.goto(link);
  await expect(elsewhere.locator('h1')).toHaveText(/Do words help/);
  await expect(cellOf(elsewhere, 'base')).toHaveAttribute('data-state', 'empty');
  await expect(elsewhere.getByText('This notebook came in its link.')).toBeVisible();
  await expectNoFindings(elsewhere);
  await expectNothingRan(elsewhere);
  expect(await linkOf(elsewhere)).toBe(link);
  // A place within the page leaves the notebook in the address.
  await elsewhere.getByRole('button', { name: 'Outline' }).click();
  await elsewhere.getByRole('link', { name: 'train con' }).click();
  expect(elsewhere.url()).toBe(link);

  await cellOf(elsewhere, 'con').locator('[data-cell-handle]').click();
  const seeds = cellOf(elsewhere, 'con').getByLabel('Seeds', { exact: true });
  await seeds.fill('13');
  await seeds.press('Tab');
  const id = /^do-words-help-[a-z-]*-[0-9a-f]{12}$/;
  await expect(elsewhere.getByText('Your copy, kept on this device.')).toBeVisible();
  await elsewhere.reload();
  await expect(elsewhere.getByText('Your copy, kept on this device.')).toBeVisible();
  await elsewhere.goto('./');
  await elsewhere.locator('a[href*="notebook/?id="]').click();
  await expect(elsewhere.locator('h1')).toHaveText(/Do words help/);
  const kept = new URL(elsewhere.url()).searchParams.get('id') ?? '';
  expect(kept).toMatch(id);
  expect(await keptText(elsewhere, kept)).toContain('seeds: [13]');
  await elsewhere.context().close();
});

test('what is no notebook in a link runs nothing and is said', async ({ page }) => {
  for (const fragment of [
    '#notebook=<img src=x onerror="document.title=\'ran\'">',
    '#notebook=1.0123456789ab.javascript:alert(1)',
    '#notebook=1.0123456789ab.IyBQbGFpbg'
  ]) {
    await page.goto('./');
    await page.goto(`./notebook/${fragment}`);
    await expect(page.getByRole('alert')).toContainText('carries no notebook that can be read');
    await expectNothingRan(page);
  }
  await page.goto('./');
  await page.goto('./notebook/#notebook=7.0123456789ab.AAAA');
  await expect(page.getByRole('alert')).toContainText('newer version');
});

test('a script in a linked notebook stays text', async ({ page }) => {
  const text =
    '# Linked\n\n<script>document.title = "ran"</script> [x](javascript:alert(1))\n\n```dataset\nname: books\nsource: bookshop\n```\n';
  await page.goto('./');
  await bringNotebook(page, 'linked.md', text);
  await expect(page.locator('h1')).toHaveText('Linked');
  const link = await linkOf(page);
  await page.goto('./');
  await page.goto(link);
  await expect(page.getByText('This notebook came in its link.')).toBeVisible();
  await expect(page.locator('main script, main a[href^="javascript"]')).toHaveCount(0);
  await expectNothingRan(page);
});

test('a notebook too long for a link says so and offers a file', async ({ page }) => {
  // Words that no packing shortens.
  const words = Array.from({ length: 9000 }, (_, at) => ((at * 2654435761) % 2 ** 32).toString(36)).join(' ');
  await page.goto('./');
  await bringNotebook(page, 'long.md', `# Long\n\n${words}\n`);
  await exportAs(page, 'Copy link');
  const region = page.getByRole('region', { name: 'Export' });
  await expect(region).toContainText('mail and chat programs cut');
  const download = page.waitForEvent('download');
  await region.getByRole('button', { name: 'Save it as one file' }).click();
  expect((await download).suggestedFilename()).toBe('long.results.json');
});

test('one file has notebook, results and cards: dropped on the first page it opens with them', async ({ page }) => {
  await page.goto(QUICK_START);
  const { name, text } = await fileOf(page, 'Notebook and results (one file)');
  expect(name).toBe('quick-start.results.json');
  await page.goto('./');
  await bringNotebook(page, name, text);
  await page.waitForURL(/\/notebook\/\?id=quick-start/);
  await expect(cellOf(page, 'table')).toHaveAttribute('data-state', 'done');
  await expect(cellOf(page, 'table').getByRole('table')).toContainText('LightGCN-Con');
  await cellOf(page, 'table').getByRole('button', { name: 'Card of table' }).click();
  await expect(page.getByRole('dialog')).toContainText('Protocol');
  await page.getByRole('button', { name: 'Close' }).click();
  // Out again: the same text and the same results, digit by digit.
  const again = await fileOf(page, 'Notebook and results (one file)');
  const { cells, text: markdown } = JSON.parse(again.text);
  expect({ cells, markdown }).toEqual({ cells: JSON.parse(text).cells, markdown: JSON.parse(text).text });
});

test('a file that is no notebook, or whose results are none, runs nothing and is said', async ({ page }) => {
  await page.goto('./');
  for (const [name, content, words] of [
    [
      'other.json',
      '{"version": 1, "title": "<script>document.title=\'ran\'</script>"}',
      'not what a notebook is exported as'
    ],
    ['broken.json', '{', 'it is called JSON and is none'],
    ['newer.json', '{"version": 2}', 'newer version'],
    ['binary.md', 'a\0b', 'it is not text']
  ] as const) {
    await bringNotebook(page, name, content);
    await expect(page.getByRole('alert')).toContainText(words);
  }
  const record = { name: 'books', id: 'x', digest: 'x', seconds: 1 };
  const hostile = {
    version: 1,
    notebook: 'x.md',
    text: '# Hostile\n\n```dataset\nname: books\nsource: bookshop\n```\n',
    backend: '',
    adapter: '',
    created: '',
    cells: [{ ...record, kind: 'dataset', result: { kind: 'dataset', title: { hostile: '<script>' } } }]
  };
  await bringNotebook(page, 'hostile.json', JSON.stringify(hostile));
  await expect(page.getByRole('alert')).toContainText('without the results of books');
  await page.getByRole('link', { name: 'Hostile' }).click();
  await expect(cellOf(page, 'books')).toHaveAttribute('data-state', 'empty');
  await expect(page).not.toHaveTitle('ran');
});

test('a page of HTML holds prose, settings, tables, figures and cards, and needs no script and no other file', async ({
  page,
  browser
}) => {
  await page.goto(QUICK_START);
  const { name, text } = await fileOf(page, 'Page to read and print (HTML)');
  expect(name).toBe('quick-start.html');
  expect(text).not.toMatch(/<script|<link|<button|<input|url\((?!["']?data:)/);
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  const reader = await context.newPage();
  const asked: string[] = [];
  reader.on('request', (request) => asked.push(request.url()));
  await reader.setContent(text);
  await expect(reader.locator('h1')).toHaveText(/Do words help/);
  await expect(reader.getByRole('table').filter({ hasText: 'LightGCN-Con' }).first()).toBeVisible();
  expect(await reader.locator('svg').count()).toBeGreaterThan(2);
  await reader.getByText('Settings of con').click();
  await expect(reader.getByText('alignment: contrastive').first()).toBeVisible();
  await reader.getByText('Card of table').click();
  await expect(reader.getByText('all items').filter({ visible: true }).first()).toBeVisible();
  expect(asked.filter((url) => !url.startsWith('about:'))).toEqual([]);
  await context.close();
});

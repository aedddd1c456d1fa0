// The Data page: files in, prepared, out again; the same split as on the command line; nothing of hostile text runs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from './awake';
import { expectNoMarkup, importFiles, madeUp, payload, ran } from './made-up-shop';
import { stored } from './stored';

async function prepare(page: Page, core: number): Promise<string> {
  await page.getByLabel('k-core').fill(String(core));
  await page.getByLabel('k-core').press('Tab');
  await page.getByRole('button', { name: 'Prepare', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Where it goes from here' })).toBeVisible();
  return (await page.locator('dl div', { hasText: 'split' }).locator('dd').textContent()) ?? '';
}

/** The split of the same files on the command line. */
function commandLineSplit(folder: string, keys: readonly string[]): string {
  const work = mkdtempSync(join(tmpdir(), 'rlmrec-'));
  try {
    const notebook = join(work, 'data.md');
    writeFileSync(
      notebook,
      ['# Data', '', '```dataset', 'name: mine', `source: ${folder}`, ...keys, '```', ''].join('\n')
    );
    const out = join(work, 'out.json');
    const args = [
      'scripts/cli.mjs',
      'notebook',
      notebook,
      '--out',
      out,
      '--store',
      join(work, 'store'),
      '--backend',
      'cpu',
      '--jobs',
      '1'
    ];
    execFileSync('node', args, { stdio: 'pipe' });
    const results: { cells: { result: { splitHash: string } }[] } = JSON.parse(readFileSync(out, 'utf8'));
    return results.cells[0]?.result.splitHash ?? '';
  } finally {
    rmSync(work, { recursive: true });
  }
}

test('files are imported, prepared with the split of the command line, and markup in them stays text', async ({
  page
}) => {
  const files = madeUp();
  await importFiles(page, files, 'mine');
  const shown = await prepare(page, 5);
  await expect(page.getByRole('row', { name: /5-core/ })).toBeVisible();
  const folder = mkdtempSync(join(tmpdir(), 'rlmrec-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const expected = commandLineSplit(folder, ['min_rating: 3', 'core: 5', 'split: paper']);
  rmSync(folder, { recursive: true });
  expect(expected.slice(0, 8)).toBe(shown);
  expect(await ran(page)).toBeNull();

  await page.getByRole('button', { name: 'Open in a notebook' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.locator('[data-cell=profiles]').getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.locator('[data-cell=profiles]')).toContainText(/This person (likes|keeps returning to) /);
  // Tags of HTML are taken out of what is read; what is none stays, as text.
  await expect(page.locator('[data-cell=profiles]')).toContainText('<book');
  await expect(page.locator('[data-cell=profiles]')).not.toContainText('<img');
  await expectNoMarkup(page);
});

test('what is written as a zip is read again: the same split', async ({ page }) => {
  await importFiles(page, madeUp(), 'mine');
  const before = await prepare(page, 5);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Take the data away, as files' }).click();
  await page.getByRole('button', { name: /Open format/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('mine-open.zip');
  const path = join(mkdtempSync(join(tmpdir(), 'rlmrec-')), 'mine-open.zip');
  await file.saveAs(path);
  await importFiles(page, [path], 'again');
  await page.getByLabel('Split', { exact: true }).selectOption('own');
  await page.getByLabel('Least rating').fill('0');
  expect(await prepare(page, 0)).toBe(before);
});

test('another column can be chosen, an import can be deleted, and one that fails leaves nothing', async ({ page }) => {
  await page.goto('./data/');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(payload({ 'b.csv': 'user,item,thing\n1,2,9\n1,3,8\n2,2,9\n' }));
  await page.getByLabel('Item', { exact: true }).selectOption('thing');
  await expect(page.getByText('You said so.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('bookshop');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('name of bundled data');
  expect(await stored(page, 'import')).toEqual([]);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('small');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('3 interactions of 2 users with 2 items.')).toBeVisible();
  expect(await stored(page, 'import')).toHaveLength(1);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Delete small' }).click();
  await expect(page.getByText('Nothing yet. What you import stays')).toBeVisible();
  expect(await stored(page, 'import')).toEqual([]);
  expect(await stored(page, 'import-rows')).toEqual([]);
});

test('columns of unknown names are guessed and asked for, and what is left as guessed is what the cell says', async ({
  page
}) => {
  await page.goto('./data/');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(payload({ 'a.csv': 'who,what,stars\n1,2,3\n1,3,4\n2,2,5\n' }));
  await expect(page.getByText('Please check.')).toBeVisible();
  await expect(page.getByLabel('User', { exact: true })).toHaveValue('who');
  await expect(page.getByLabel('Item', { exact: true })).toHaveValue('what');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('small');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('3 interactions of 2 users with 2 items.')).toBeVisible();
  await expect(page.getByLabel('Column: user')).toHaveValue('who');
});

/** 70 orders of fourteen customers for ten products, and the products. */
function shop(): Readonly<Record<string, string>> {
  const rows = ['customer,sku,stars,ordered_at'];
  for (let at = 0; at < 70; at++) {
    const [customer, product] = [at % 14, (3 * at + Math.floor(at / 14)) % 10];
    rows.push(`c${customer},S-${product},${1 + ((customer + product) % 5)},2011-03-${10 + (at % 20)} 09:06`);
  }
  const products = Array.from(
    { length: 10 },
    (_, at) => `S-${at},Thing ${at},"What thing ${at} is good for, in a few words."`
  );
  return { 'orders.csv': `${rows.join('\n')}\n`, 'products.csv': `sku,name,text\n${products.join('\n')}\n` };
}

test('orders.csv beside products.csv: five actions to a notebook', async ({ page }) => {
  await page.goto('./data/?backend=wasm');
  await page.locator('input[type=file]').first().setInputFiles(payload(shop())); // 1
  await expect(
    page.getByRole('row', { name: /orders\.csv.*interactions.*customer.*sku.*stars.*ordered_at/ })
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /products\.csv.*items.*sku.*name.*text/ })).toBeVisible();
  await page.getByRole('button', { name: 'Import', exact: true }).click(); // 2
  await page.getByRole('button', { name: 'Prepare', exact: true }).click(); // 3
  await page.getByRole('button', { name: 'Open in a notebook' }).click(); // 4
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[data-cell=profiles]')).toBeVisible();
});

test('of two files that could be it the page asks which one', async ({ page }) => {
  const clicks = 'session_id,item_id,time\n1,2,1300000000\n1,3,1300000001\n2,2,1300000002\n';
  await page.goto('./data/');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(
      payload({ 'clicks.csv': clicks, 'buys.csv': clicks.replaceAll(',2,', ',7,').replaceAll(',3,', ',8,') })
    );
  await expect(page.getByText('More than one file could hold the interactions')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await page.getByLabel('Interactions', { exact: true }).selectOption('buys.csv');
  await expect(page.getByRole('row', { name: /buys\.csv.*interactions/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeEnabled();
});

test('a broken file names its line, and the page stays in use', async ({ page }) => {
  await page.goto('./data/');
  const broken = Buffer.concat([Buffer.from('user,item\n1,2\n'), Buffer.from([0xff, 0xfe]), Buffer.from(',4\n')]);
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([{ name: 'x.csv', mimeType: 'text/csv', buffer: broken }]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('not valid UTF-8');
  await expect(page.getByRole('alert')).toContainText('x.csv:3');
  await page.getByRole('button', { name: 'Put the files away' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('memory and time are estimated on this device before anything is trained', async ({ page }) => {
  await importFiles(page, madeUp(), 'mine');
  await prepare(page, 5);
  await page.getByRole('button', { name: 'Estimate memory and time' }).click();
  await expect(page.getByRole('row', { name: /^LightGCN-Con/ })).toContainText(/[kM]B.*s/);
  expect(await stored(page, 'run')).toEqual([]);
});

const REAL = join(process.env.RLMREC_DATASETS ?? '../shared/datasets', 'movielens-100k');

test('MovieLens 100k: the page and the command line make the same split (needs that folder, see RLMREC_DATASETS)', async ({
  page
}) => {
  test.skip(!existsSync(join(REAL, 'ratings.csv')), `There is no ${REAL}`);
  await importFiles(page, [join(REAL, 'ratings.csv'), join(REAL, 'items_info.json')], 'movielens-100k');
  await expect(page.getByText('100,000 interactions of 943 users with 1,682 items.')).toBeVisible();
  const shown = await prepare(page, 10);
  const expected = commandLineSplit(join(process.cwd(), REAL), ['min_rating: 3', 'core: 10', 'split: paper']);
  expect(expected.slice(0, 8)).toBe(shown);
});

// A data set of the paper's size in a page of the production build, for the benchmarks that need a real Chromium: Amazon-book where its
// folder is at hand (RLMREC_DATASETS, or datasets beside this repository), else made-up clicks of the same size.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

export const [USERS, ITEMS] = [11_000, 9_332];
const CLICKS = 200_000;

/** The name under which the data lie on the Data page. */
export const NAME = 'large';

const folder = [process.env.RLMREC_DATASETS, join(root, '..', 'shared', 'datasets'), join(root, 'datasets')]
  .map((place) => (place ? join(place, 'amazon-book') : ''))
  .find((place) => place !== '' && existsSync(join(place, 'trn_mat.pkl')));

/** Clicks by a long tail on both sides; every user and item has some. */
function madeUp() {
  const rows = ['user,item'];
  let state = 7;
  const draw = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let at = 0; at < CLICKS; at++) {
    const user = at < USERS ? at : Math.floor(USERS * draw() ** 2);
    const item = at < ITEMS ? at : Math.floor(ITEMS * draw() ** 2);
    rows.push(`u${user},i${item}`);
  }
  return rows.join('\n');
}

/**
 * Imports the data on the Data page, and says which they are.
 * @param {import('playwright').Page} page
 * @param {string} base
 */
export async function importLarge(page, base) {
  await page.goto(`${base}data/`);
  const files = folder
    ? ['trn_mat.pkl', 'val_mat.pkl', 'tst_mat.pkl'].map((name) => join(folder, name))
    : [{ name: 'clicks.csv', mimeType: 'text/csv', buffer: Buffer.from(madeUp()) }];
  await page.locator('input[type=file]').first().setInputFiles(files);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(NAME);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('heading', { name: `${NAME} is imported` }).waitFor({ timeout: 120_000 });
  console.log(folder ? 'Amazon-book, the paper’s split' : `made-up clicks: ${USERS} users, ${ITEMS} items`);
}

/**
 * Takes a notebook in and opens it.
 * @param {import('playwright').Page} page
 * @param {string} base
 * @param {string} text
 * @returns {Promise<string>} its id
 */
export async function openNotebook(page, base, text) {
  await page.goto(base);
  await page.getByRole('button', { name: /^Device: Web/ }).waitFor();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'large.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await page.waitForURL(/\/notebook\/\?/);
  return new URL(page.url()).searchParams.get('id') ?? '';
}

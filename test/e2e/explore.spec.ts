// Explore on the production build: without JavaScript, from a broken link, and by keyboard alone: one selection moves all views, stands
// in the address, is undone, and is there again after a reload.
import { stat } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectNoFindings, expectNoSidewaysScroll } from './accessible';
import { test } from './awake';
import { take } from './take';

const bar = (page: Page) => page.getByRole('form', { name: 'Selection' });
const pair = (page: Page) => page.getByRole('region', { name: 'A pair' });
const words = (page: Page) => page.getByRole('region', { name: 'What the words say' });

test('without JavaScript it says what it is and shows one reader as stored', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('./explore/');
  await expect(page.getByRole('heading', { name: 'Explore' })).toBeVisible();
  await expect(page.getByText('Two trained runs of the same data, seen together')).toBeVisible();
  await expect(page.getByText('LightGCN-Con').first()).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'held out' }).first()).toBeVisible();
  await context.close();
});

test('a broken link opens what it can; by keyboard one selection moves every view, is undone, and survives a reload', async ({
  page
}) => {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./explore/?backend=wasm&user=r9999&hops=3&colour=red');
  // What it needs comes with the site: nothing is asked.
  const map = page.getByRole('application', { name: 'Map of users and items' });
  await expect(map).toBeVisible({ timeout: 90_000 });
  const note = page.getByRole('status').filter({ hasText: 'Of this link' });
  await expect(note).toContainText('user=r9999 There is no such user in these data.');
  await expect(note).toContainText('colour=red');
  await expect(page).toHaveURL(/\?hops=3&backend=wasm$/);
  await page.getByRole('button', { name: 'Got it' }).press('Enter');

  // The nearest user becomes the other one.
  await map.focus();
  const said = page.locator('figure').filter({ has: map }).getByRole('status');
  let id: string | undefined;
  for (let step = 0; step < 50 && id === undefined; step += 1) {
    await page.keyboard.press('n');
    await expect(said).toContainText(`${step + 1} of 50`);
    id = /\(user (\S+)\)/.exec((await said.textContent()) ?? '')?.[1];
  }
  await page.keyboard.press('o');
  const other = bar(page).getByLabel('Other user');
  await expect(other).toHaveValue(id ?? '');
  await expect(pair(page)).toContainText(`user ${id}`);
  await expect(words(page).getByRole('heading', { name: `user ${id}` })).toBeVisible();

  // An item of the neighbourhood is selected everywhere.
  const graph = page.getByRole('group', { name: /^Neighbourhood of/ });
  await graph.getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  const node = graph.locator(':focus');
  const title = /^(.*), 1 hop/.exec((await node.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  expect(title).not.toBe('');
  await page.keyboard.press('Enter');
  await expect(words(page).getByRole('heading', { name: title, exact: true })).toBeVisible();
  const item = bar(page).getByLabel('Item');
  await expect(item).not.toHaveValue('');
  const itemId = await item.inputValue();
  await expect(page).toHaveURL(new RegExp(`other=${id}&item=${itemId}&hops=3`));

  await page.keyboard.press('Control+z');
  await expect(item).toHaveValue('');
  await expect(words(page).getByRole('heading', { name: title, exact: true })).toHaveCount(0);
  await page.keyboard.press('Control+Shift+z');
  await expect(item).toHaveValue(itemId);

  await page.reload();
  await expect(other).toHaveValue(id ?? '');
  await expect(item).toHaveValue(itemId);
  await expect(words(page).getByRole('heading', { name: title, exact: true })).toBeVisible();
  await expect(note).toHaveCount(0);

  // Every view leaves the page as a table, a drawing and a picture.
  const figures = page.locator('main figure');
  await expect.poll(() => figures.count()).toBeGreaterThanOrEqual(5);
  for (const figure of await figures.all()) {
    for (const ending of ['CSV', 'SVG', 'PNG'] as const) {
      const download = page.waitForEvent('download');
      await take(figure, ending);
      const file = await download;
      expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${ending.toLowerCase()}$`));
      expect((await stat(await file.path())).size).toBeGreaterThan(40);
    }
    await take(figure, 'Table');
    await expect(figure.getByRole('table').last()).toBeVisible();
    await take(figure, 'Table');
  }

  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoFindings(page);
    await expectNoSidewaysScroll(page, width);
  }
  await page.keyboard.press('Escape');
  await expect(item).toHaveValue('');
  await expect(other).toHaveValue('');
  expect(problems).toEqual([]);
});

test('other words for a profile: the run is trained on with and without them, every view follows, and it is undone', async ({
  page
}) => {
  test.setTimeout(180_000);
  await page.goto('./explore/?backend=wasm');
  await page.getByRole('button', { name: 'Open the quick start’s runs' }).click();
  const lists = page
    .getByRole('region', { name: /^What .* would be shown/ })
    .getByRole('article')
    .getByRole('list');
  await expect(words(page).getByRole('button', { name: 'Change the words' }).first()).toBeVisible({ timeout: 90_000 });
  const before = await lists.allInnerTexts();
  await words(page).getByRole('button', { name: 'Change the words' }).first().press('Enter');
  await words(page)
    .getByLabel('The profile in your words')
    .fill('This person likes <b>recipes</b>, copper pans and harbour towns.');
  await words(page).getByLabel('Epochs').fill('2');
  await words(page).getByRole('button', { name: 'Try it' }).press('Enter');
  const note = page.getByRole('status').filter({ hasText: 'You are looking at changed words' });
  await expect(note).toContainText('was trained on for 2 epochs', { timeout: 120_000 });
  await expect(note).toContainText('<b>recipes</b>');
  await expect(words(page)).toContainText('<b>recipes</b>');
  await expect.poll(() => lists.allInnerTexts()).not.toEqual(before);
  await note.getByRole('button', { name: 'Undo the edit' }).press('Enter');
  await expect(note).toHaveCount(0);
  await expect.poll(() => lists.allInnerTexts()).toEqual(before);
});

test('a shared link opens without a question; maps by UMAP, a pair as a picture, and the browser goes back through selections', async ({
  page
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./explore/?backend=wasm&layout=umap&nodes=items&colour=attribute%3Ashelf');
  const map = page.getByRole('application', { name: 'Map of users and items' });
  await expect(map).toBeVisible({ timeout: 90_000 });
  const figure = page.locator('figure').filter({ has: map });
  await expect(figure).toContainText('UMAP of 730 items, by 15 neighbours of highest cosine', { timeout: 90_000 });
  await expect(figure.getByRole('listitem').filter({ hasText: 'Ghosts and the uncanny' })).toBeVisible();
  // What stands over the map takes little room, also before the site's own fonts have come and where they never come.
  for (const font of ['inherit', 'sans-serif']) {
    await page.evaluate((family) => document.body.style.setProperty('--sans', family), font);
    const [top, first] = await page.evaluate(() =>
      ['main', '[role=application]'].map((at) => document.querySelector(at)?.getBoundingClientRect().top ?? NaN)
    );
    expect((first ?? NaN) - (top ?? NaN), font).toBeLessThanOrEqual(200);
  }
  await page.evaluate(() => document.body.style.removeProperty('--sans'));

  await pair(page).getByRole('button', { name: 'Find' }).click();
  const found = pair(page).getByRole('listitem').filter({ hasText: 'ranks A → B' }).first();
  await expect(found).toContainText(/\d+ → \d+ of \d+.* · .*\d+ → \d+ of \d+/s, { timeout: 60_000 });
  await found.getByRole('button').click();
  await expect(pair(page)).toContainText('One pair proves nothing', { timeout: 60_000 });
  await expect(pair(page).getByRole('img', { name: /^Rank .* under A.* Rank .* under B/ })).toBeVisible();
  await expect(page).toHaveURL(/other=/);
  await page.goBack();
  await expect(bar(page).getByLabel('Other user')).toHaveValue('');
  await expect(page).not.toHaveURL(/other=/);
  await page.goForward();
  await expect(bar(page).getByLabel('Other user')).not.toHaveValue('');
  await expectNoFindings(page);
});

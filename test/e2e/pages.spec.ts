// The pages as readers meet them, on the production build under a sub-path: complete before anything runs, reachable by
// keyboard, within its download budget, free of accessibility findings, and no wider than the window.
import { readdirSync } from 'node:fs';
import { expect } from '@playwright/test';
import { expectNoFindings, expectNoSidewaysScroll } from './accessible';
import { test } from './awake';
import { budgetOf, expectFirstLoadWithinBudget, LOOKED_AT } from './first-load';
import { bringNotebook, untilDone } from './notebook';
import { keptText } from './stored';

/** Every page that is one page, as the routes have it: a new one is held to the same. */
const ALONE = readdirSync('src/routes', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('+page.svelte') && !file.includes('['))
  .map((file) => `./${file.slice(0, -'+page.svelte'.length)}`)
  .map((path) => (path === './notebook/' ? `${path}?id=nothing-of-this-name` : path));
const PAGES = [...ALONE, ...LOOKED_AT];

for (const path of PAGES) {
  test(`${path}: at most ${budgetOf(path)} KB at its first load, no accessibility findings, no sideways scroll`, async ({
    page
  }) => {
    await expectFirstLoadWithinBudget(page, path);
    await expect(page.locator('h1')).toBeVisible();
    // Findings may depend on the theme or on the width: each of both is looked at once.
    for (const { width, colorScheme } of [
      { width: 360, colorScheme: 'light' },
      { width: 1280, colorScheme: 'dark' }
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await expectNoFindings(page);
      await expectNoSidewaysScroll(page, width);
    }
  });
}

test('a notebook with its stored results is complete without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('./notebooks/quick-start/');
  await expect(page.locator('[data-cell]').first()).toBeVisible();
  expect(await page.locator('table').count()).toBeGreaterThan(0);
  expect(await page.locator('svg[role="img"]').count()).toBeGreaterThan(0);
  await context.close();
});

test('an address that leads nowhere leads home; a page that does not come can be asked for again', async ({
  page,
  context,
  browser,
  baseURL
}) => {
  const lost = await browser.newPage();
  await lost.goto(new URL('learn/no-such-lesson/', baseURL).href);
  await lost.getByRole('link', { name: 'All notebooks' }).click();
  await expect(lost.locator('h1')).toHaveText('Recommenders that read, in one browser tab');
  await lost.close();

  await page.goto('./');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.locator('main')).toContainText('A part of this page could not be fetched');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('h1')).toHaveText('Runs');
});

test('the device is named once the page is awake and has had a quiet moment', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: /^Device: (WebGPU|WebAssembly|JavaScript)/ })).toBeVisible();
});

test('the keyboard reaches cells, opens one, leaves it, and asks for help', async ({ page }) => {
  await page.goto('./notebooks/quick-start/');
  const handles = page.locator('[data-cell-handle]');
  await handles.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(handles.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  const field = page.locator('[data-cell] .editor');
  await expect(field).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(handles.nth(1)).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('an edit marks what depends on it stale, is there after a reload, and is taken back by revert', async ({
  page
}) => {
  await page.goto('./notebooks/quick-start/');
  const train = page.locator('section[data-cell][aria-label^="train"]').first();
  await train.locator('[data-cell-handle]').click();
  const seeds = train.getByLabel('Seeds', { exact: true });
  await seeds.fill('11, 12');
  await seeds.press('Tab');
  await expect(train).toHaveAttribute('data-state', 'stale');
  await expect(page.locator('section[data-cell][aria-label^="compare"]').first()).toHaveAttribute(
    'data-state',
    'stale'
  );
  await expect.poll(() => keptText(page, 'bundled:quick-start')).toContain('seeds: [11, 12]');
  await page.reload();
  await expect(train).toHaveAttribute('data-state', 'stale');
  await page.getByRole('button', { name: 'Back to the bundled notebook' }).click();
  await untilDone(train);
});

test('a notebook from outside opens with its mistakes beside their places, and nothing in it runs', async ({
  page
}) => {
  const text =
    '# From outside\n\n<script>document.title = "ran"</script> [x](javascript:alert(1))\n\n' +
    '```dataset\nname: books\nsource: bookshop\n```\n\n```train\nname: base\ndataset: boks\n```\n';
  await page.goto('./');
  await bringNotebook(page, 'outside.md', text);
  await expect(page.locator('h1')).toHaveText('From outside');
  await expect(page.locator('[data-cell=base]').getByRole('alert')).toContainText('boks');
  await expect(page.locator('main script, main a[href^="javascript"]')).toHaveCount(0);
  await expect(page).not.toHaveTitle('ran');
  await expect(page.locator('[data-cell=books]')).toHaveAttribute('data-state', 'empty');
});

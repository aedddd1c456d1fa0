// The glossary where its words stand: by keyboard, by touch, in tables and forms, and as a page where there is no JavaScript.
import { expect, type Page } from '@playwright/test';
import { expectNoFindings, expectNoSidewaysScroll } from './accessible';
import { test } from './awake';
import { cellOf } from './notebook';

const entry = (page: Page) => page.getByRole('dialog');

test('a word of a notebook opens its entry by keyboard, and gives the focus back', async ({ page }) => {
  await page.goto('./notebooks/quick-start/');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const term = page.locator('main .prose a.term').first();
  await term.focus();
  await page.keyboard.press('Enter');
  await expect(entry(page)).toContainText(/./);
  await expect(entry(page)).toBeFocused();
  await expect(page).toHaveURL(/quick-start\/$/);
  await expectNoFindings(page);
  await page.keyboard.press('Escape');
  await expect(entry(page)).toHaveCount(0);
  await expect(term).toBeFocused();
  expect(asked.filter((path) => path.endsWith('/glossary/'))).toEqual([]);
});

test('heads of tables and forms have entries too; one entry leads to another in its place', async ({ page }) => {
  await page.goto('./notebooks/quick-start/');
  await cellOf(page, 'table').getByRole('link', { name: 'What is recall@20?' }).click();
  await expect(entry(page)).toContainText('Recall@k');
  await entry(page).getByRole('link', { name: 'NDCG@k' }).click();
  await expect(entry(page)).toContainText('a hit counts more the higher it stands');
  await entry(page).getByRole('button', { name: 'Close' }).click();
  await expect(entry(page)).toHaveCount(0);
  await cellOf(page, 'base').locator('[data-cell-handle]').click();
  await cellOf(page, 'base').locator('.editor a.term').first().click();
  await expect(entry(page)).toBeVisible();
});

test('a tap on a phone opens an entry inside the window; a tap beside it closes it', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    hasTouch: true,
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark'
  });
  const page = await context.newPage();
  await page.goto('./learn/clicks-lie/');
  await page.waitForLoadState('networkidle');
  await page.locator('main a.term').nth(2).tap();
  await expect(entry(page)).toBeVisible();
  const box = await entry(page).boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(360);
  await expectNoSidewaysScroll(page, 360);
  await expectNoFindings(page);
  await page.touchscreen.tap(2, 2);
  await expect(entry(page)).toHaveCount(0);
  await context.close();
});

test('without JavaScript a word leads to its entry on the page', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('./learn/clicks-lie/');
  const term = page.locator('main a.term').first();
  const id = (await term.getAttribute('href'))?.split('#')[1] ?? '';
  await term.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Glossary');
  await expect(page.locator(`#${id}`)).toBeInViewport();
  await page.goto('./');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Glossary' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Glossary');
  await context.close();
});

// The Settings page: Explore is timed, workers are chosen; what is stored is listed and deleted.
import { expect } from '@playwright/test';
import { test } from './awake';
import { cellOf } from './notebook';
import { stored } from './stored';

test('Explore is timed on made-up points of the paper’s size and above, with the longest task that held up the page', async ({
  page
}) => {
  await page.goto('./settings/?backend=wasm');
  await page.getByRole('button', { name: 'Time Explore' }).click();
  const rows = page.getByRole('region', { name: 'Measurements of Explore' }).getByRole('row');
  await expect(rows).toHaveCount(3, { timeout: 90_000 });
  const texts = await rows.allInnerTexts();
  expect(texts[1]).toContain('30,000');
  expect(texts[2]).toContain('100,000');
  // Every number is there, and the browser has told of long tasks. How large they are is the machine's matter.
  for (const text of texts.slice(1)) expect(text).not.toMatch(/NaN|Infinity|not reported/);
  console.log(texts.map((text) => text.replaceAll(/\s*\t\s*/g, ' | ')).join('\n'));
});

test('the number of workers beside the engine is chosen and kept', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 }));
  await page.goto('./settings/');
  const choice = page.getByRole('combobox', { name: 'Workers beside the engine' });
  await expect(choice.getByRole('option')).toHaveText([/as many as are free \(3;/, 'none', '1', '2', '3']);
  await choice.selectOption('none');
  await page.reload();
  await expect(choice).toHaveValue('0');
  await choice.selectOption({ index: 0 });
  await page.reload();
  await expect(choice).toHaveValue('');
});

test('a browser with one core has no workers to choose', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 1 }));
  await page.goto('./settings/');
  await expect(page.getByText('This browser offers one core')).toBeVisible();
});

test('what is stored is listed by kind and deleted when asked twice', async ({ page }) => {
  await page.goto('./notebooks/quick-start/?backend=wasm');
  await cellOf(page, 'books').getByRole('button', { name: 'Run', exact: true }).click();
  await expect.poll(() => stored(page, 'dataset').then((found) => found.length)).toBe(1);
  await page.goto('./settings/');
  const row = page.getByRole('row', { name: /data sets/ });
  await expect(row).toBeVisible();
  page.once('dialog', (dialog) => void dialog.dismiss());
  await row.getByRole('button', { name: 'Delete data sets' }).click();
  await expect(row).toBeVisible();
  page.once('dialog', (dialog) => void dialog.accept());
  await row.getByRole('button', { name: 'Delete data sets' }).click();
  await expect(row).toHaveCount(0);
});

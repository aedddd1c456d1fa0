// The case study in a tab: the numbers that it computes from the runs that come with the site are those that the command line stored.
import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from './awake';
import { cellOf, untilDone, untilFinished } from './notebook';
import { stored } from './stored';

interface Results {
  readonly cells: readonly { readonly name: string; readonly digest: string }[];
}

test('the case study computes the numbers of the command line in the tab, to the last digit', async ({ page }) => {
  test.setTimeout(180_000);
  const { cells }: Results = JSON.parse(await readFile('public/notebooks/case-study.results.json', 'utf8'));
  const digest = cells.find(({ name }) => name === 'far')?.digest;
  await page.goto('./notebooks/case-study/?backend=wasm');
  const far = cellOf(page, 'far');
  const tables = far.locator('table');
  const before = await tables.allInnerTexts();
  expect(before.join()).toContain('null');
  expect(await stored(page, 'case-study')).toEqual([]);

  await far.getByRole('button', { name: 'Run', exact: true }).click();
  await untilFinished(page, { timeout: 150_000 });
  await untilDone(far);
  // The digest is that of all numbers of the result.
  expect(await stored(page, 'case-study')).toEqual([digest]);
  expect(await tables.allInnerTexts()).toEqual(before);
});

// The list of runs on the production build: runs that a notebook made are listed, set side by side, opened in Explore, deleted and brought
// back; free of accessibility findings in both themes, and no wider than a phone.
import { expect } from '@playwright/test';
import { expectNoFindings, expectNoSidewaysScroll } from './accessible';
import { test } from './awake';
import { bringNotebook, runAll } from './notebook';
import { take } from './take';

const train = (name: string, more: string) =>
  `\`\`\`train\nname: ${name}\ndataset: books\npreset: small\nepochs: 1\ndimensions: 8\nseeds: [1, 2]\n${more}\`\`\`\n\n`;
const NOTEBOOK = `# Runs\n\n\`\`\`dataset\nname: books\nsource: bookshop\n\`\`\`\n\n${train('flat', 'layers: 1\n')}${train('deep', 'layers: 2\n')}`;

test('trained runs are listed by what differs, compared, looked at, deleted and brought back', async ({ page }) => {
  await page.goto('./?backend=wasm');
  await bringNotebook(page, 'runs.md', NOTEBOOK);
  await runAll(page);
  await expect(page.locator('[data-cell=deep]')).toHaveAttribute('data-state', 'done');

  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox') });
  await expect(rows).toHaveCount(4);
  await expect(rows.filter({ hasText: 'LightGCN · layers 2' })).toHaveCount(2);
  await page.getByRole('button', { name: 'recall@20', exact: true }).press('Enter');
  await expect(page.getByRole('columnheader', { name: /^recall@20/ })).toHaveAttribute('aria-sort', 'descending');
  await page.setViewportSize({ width: 360, height: 800 });
  await expect(page.getByRole('columnheader', { name: /^recall@20/ })).toBeInViewport({ ratio: 1 });

  for (const box of await rows.getByRole('checkbox').all()) await box.press('Space');
  await page.getByRole('button', { name: 'Side by side' }).click();
  await expect(page.getByRole('region', { name: /^Comparison/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /by epoch/ })).toBeVisible();
  await page
    .getByRole('button', { name: /^Card of/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText('all items');
  await page.keyboard.press('Escape');
  for (const { width, colorScheme } of [
    { width: 360, colorScheme: 'light' },
    { width: 1280, colorScheme: 'dark' }
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await expectNoFindings(page);
    await expectNoSidewaysScroll(page, width);
  }
  for (const [button, name] of [
    ['CSV', 'runs.csv'],
    ['LaTeX', 'runs.tex']
  ] as const) {
    const download = page.waitForEvent('download');
    await take(page.locator('.bar').first(), button);
    expect((await download).suggestedFilename()).toBe(name);
  }

  await rows.getByRole('checkbox').first().press('Space');
  await rows.getByRole('checkbox').nth(1).press('Space');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(4);
  await rows.getByRole('checkbox').first().press('Space');
  await page.getByRole('link', { name: 'Open in Explore' }).click();
  await expect(page.getByRole('application', { name: 'Map of users and items' })).toBeVisible();
});

// A notebook that opens with its table: what is read first, the fold below it, and tables in the room that they have.
import { expect } from '@playwright/test';
import { test } from './awake';

const TABLE = './notebooks/table-1/';

test('without JavaScript Table 1 opens with a dumbbell a backbone and its table, and its cells unfold', async ({
  browser,
  baseURL
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(TABLE);
  const chart = page.getByRole('img', { name: /^Test recall@20 by backbone: GCCF base 0\.\d+, contrastive / });
  await expect(chart).toBeVisible();
  await expect(chart.locator('text.axis')).toHaveText(['backbone', 'test recall@20 (share)']);
  await expect(page.getByRole('region', { name: 'Comparison table' })).toBeVisible();
  const cell = page.locator('#cell-sgl-con');
  await expect(cell).toBeHidden();
  await page.getByText('The 21 cells that this is made of').click();
  await expect(cell).toBeVisible();
  await context.close();
});

test('a link to a folded cell unfolds it, and keys go only where something is seen', async ({ page }) => {
  await page.goto(`${TABLE}#cell-dccf-gen`);
  await expect(page.locator('#cell-dccf-gen')).toBeInViewport();

  await page.goto('./notebooks/table-2/');
  const table = page.locator('[data-cell="table"] [data-cell-handle]');
  await table.focus();
  await page.keyboard.press('ArrowDown');
  await expect(table).toBeFocused();
  await page.getByText(/^The \d+ cells that this is made of$/).click();
  await table.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-cell="books"] [data-cell-handle]')).toBeFocused();
});

test('a chart is read by keys, and a table is as wide as it needs and has its main column in sight on a phone', async ({
  page
}) => {
  await page.goto(TABLE);
  await page.mouse.move(4, 4);
  const reading = page.getByRole('application', {
    name: 'backbone by test recall@20 (share): arrow keys read the values'
  });
  await reading.focus();
  await page.keyboard.press('ArrowRight');
  await expect(reading.locator('[aria-live]')).toHaveText(/^GCCF, generative: 0\.3069 \(0\.\d+ to 0\.\d+\)$/);

  await page.setViewportSize({ width: 360, height: 800 });
  const head = page.getByRole('region', { name: 'Comparison table' }).getByRole('columnheader');
  const main = await head.nth(1).boundingBox();
  await expect(head.nth(1)).toContainText('recall@20');
  expect((main?.x ?? 999) + (main?.width ?? 0)).toBeLessThanOrEqual(360);

  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByText('The 21 cells that this is made of').click();
  const metrics = page.getByRole('region', { name: 'Metrics of gccf-base' });
  const [box, table] = [await metrics.boundingBox(), await metrics.locator('table').boundingBox()];
  const words = await metrics.locator('td').evaluateAll((cells) =>
    cells.slice(0, 3).map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return cell.clientWidth - range.getBoundingClientRect().width;
    })
  );
  expect(table?.width ?? 0).toBeLessThan(box?.width ?? 0);
  for (const spare of words) expect(spare).toBeLessThan(40);
});

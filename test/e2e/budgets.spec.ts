// Download budgets of docs/architecture.md, on the production build, of what other specs do not open first: pages whose accessibility is
// looked at elsewhere (pages.spec.ts holds all others to theirs), and the engine, ≤ 350 KB gzipped and only on demand.
import { expect, test, type Response } from '@playwright/test';
import { budgetOf, expectFirstLoadWithinBudget, KB, total, weigh } from './first-load';
import { runAll } from './notebook';

const PATHS = [
  './notebooks/amazon-book/',
  './learn/messages-on-a-graph/',
  './learn/two-spaces/',
  './learn/contrastive-or-generative/'
];

for (const path of PATHS) {
  test(`the first load of ${path} is at most ${budgetOf(path)} KB, and nothing moves in a narrow window`, async ({
    page
  }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await expectFirstLoadWithinBudget(page, path);
  });
}

test('the engine is at most 350 KB, fetched only when something runs', async ({ page, context }) => {
  const responses: Response[] = [];
  await page.goto('./notebooks/table-1/?backend=wasm');
  await page.waitForLoadState('networkidle');
  context.on('response', (response) => responses.push(response));
  await runAll(page);
  await expect(page.locator('[data-cell=gccf-base]')).toHaveAttribute('data-state', 'running');
  const weights = await weigh(responses.filter((response) => response.url().endsWith('.js')));
  console.log(`engine: ${(total(weights) / KB).toFixed(1)} KB gzipped in ${weights.size} files`);
  expect(total(weights)).toBeGreaterThan(20 * KB);
  expect(total(weights)).toBeLessThanOrEqual(350 * KB);
});

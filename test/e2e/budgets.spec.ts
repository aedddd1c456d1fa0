// Download budgets of docs/architecture.md, on the production build: first load ≤ 120 KB gzipped (a lesson ≤ 145 with its stored results),
// engine ≤ 350 KB gzipped and only on demand. Fonts and data are no code and counted apart.
import { gzipSync } from 'node:zlib';
import { expect, test, type Page, type Response } from '@playwright/test';
import { runAll } from './notebook';

const KB = 1024;
const CODE = /\.(js|css|html|json)$|\/$/;

/** Gzipped bytes of the code among the responses, by path. */
async function weigh(responses: readonly Response[]): Promise<Map<string, number>> {
  const weights = new Map<string, number>();
  for (const response of responses) {
    const path = new URL(response.url()).pathname;
    if (response.ok() && CODE.test(path)) weights.set(path, gzipSync(await response.body()).length);
  }
  return weights;
}

const total = (weights: ReadonlyMap<string, number>): number => [...weights.values()].reduce((a, b) => a + b, 0);

async function load(page: Page, path: string): Promise<Map<string, number>> {
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  return weigh(responses);
}

/** A lesson's page carries its stored results twice, to be read without JavaScript and to be worked with. */
const LESSON_KB = 145;

for (const { path, most } of [
  ...[
    './',
    './notebooks/quick-start/',
    './notebooks/amazon-book/',
    './notebooks/table-1/',
    './notebooks/case-study/',
    './learn/',
    './settings/',
    './data/',
    './profiles/',
    './explore/'
  ].map((path) => ({ path, most: 120 })),
  ...['clicks-lie', 'messages-on-a-graph', 'two-spaces', 'contrastive-or-generative'].map((lesson) => ({
    path: `./learn/${lesson}/`,
    most: LESSON_KB
  }))
]) {
  test(`the first load of ${path} is at most ${most} KB, its code at most 120`, async ({ page }) => {
    const weights = await load(page, path);
    const code = total(new Map([...weights].filter(([file]) => !file.endsWith('/'))));
    console.log(
      `${path}: ${(total(weights) / KB).toFixed(1)} KB gzipped in ${weights.size} files, ${(code / KB).toFixed(1)} of it code`
    );
    expect(total(weights)).toBeLessThanOrEqual(most * KB);
    expect(code).toBeLessThanOrEqual(120 * KB);
    expect([...weights.keys()].filter((file) => /tfjs|engine|worker/i.test(file))).toEqual([]);
  });
}

test('the engine is at most 350 KB, fetched only when something runs', async ({ page, context }) => {
  const responses: Response[] = [];
  await page.goto('./notebooks/quick-start/?backend=wasm');
  await page.waitForLoadState('networkidle');
  context.on('response', (response) => responses.push(response));
  await runAll(page);
  await expect(page.locator('[data-cell=base]')).toHaveAttribute('data-state', 'running');
  const weights = await weigh(responses.filter((response) => response.url().endsWith('.js')));
  console.log(`engine: ${(total(weights) / KB).toFixed(1)} KB gzipped in ${weights.size} files`);
  expect(total(weights)).toBeGreaterThan(20 * KB);
  expect(total(weights)).toBeLessThanOrEqual(350 * KB);
});

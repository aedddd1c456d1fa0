// What a page's first load weighs: the code it fetches before anything runs, gzipped. Fonts and data are no code and not counted.
import { gzipSync } from 'node:zlib';
import { expect, type Page, type Response } from '@playwright/test';

export const KB = 1024;
/** All of a page, and its code alone (docs/architecture.md). */
const PAGE_KB = 120;
/** A lesson's page carries its stored results twice, to be read without JavaScript and to be worked with. */
const LESSON_KB = 145;

export const budgetOf = (path: string): number => (/^\.\/learn\/./.test(path) ? LESSON_KB : PAGE_KB);

/** Of notebooks and lessons, those that pages.spec.ts looks at, weight and all; budgets.spec.ts weighs the others. */
export const LOOKED_AT = [
  './notebooks/quick-start/',
  './notebooks/table-1/',
  './notebooks/case-study/',
  './learn/clicks-lie/'
];

const CODE = /\.(js|css|html|json)$|\/$/;

/** Gzipped bytes of the code among the responses, by path. */
export async function weigh(responses: readonly Response[]): Promise<Map<string, number>> {
  const weights = new Map<string, number>();
  for (const response of responses) {
    const path = new URL(response.url()).pathname;
    if (response.ok() && CODE.test(path)) weights.set(path, gzipSync(await response.body()).length);
  }
  return weights;
}

export const total = (weights: ReadonlyMap<string, number>): number => [...weights.values()].reduce((a, b) => a + b, 0);

/** What of the window may move while a page loads, times how far (https://web.dev/articles/cls); from 0.1 on it counts as disturbing. */
const LAYOUT_SHIFT = 0.05;

/** Sums up what moves from the first paint on. */
async function watchLayoutShift(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const html = document.documentElement;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const value: unknown = Reflect.get(entry, 'value');
        html.dataset.layoutShift = String(Number(html.dataset.layoutShift ?? 0) + Number(value));
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return async () => Number((await page.locator('html').getAttribute('data-layout-shift')) ?? 0);
}

/**
 * Opens the page, waits until it fetches nothing more, and holds what it fetched to its budget, none of the engine among it, and what is
 * shown to its place.
 */
export async function expectFirstLoadWithinBudget(page: Page, path: string): Promise<void> {
  const responses: Response[] = [];
  const layoutShift = await watchLayoutShift(page);
  page.on('response', (response) => responses.push(response));
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  expect(await layoutShift()).toBeLessThanOrEqual(LAYOUT_SHIFT);
  const weights = await weigh(responses);
  const code = total(new Map([...weights].filter(([file]) => !file.endsWith('/'))));
  console.log(
    `${path}: ${(total(weights) / KB).toFixed(1)} KB gzipped in ${weights.size} files, ${(code / KB).toFixed(1)} of it code`
  );
  expect(total(weights)).toBeLessThanOrEqual(budgetOf(path) * KB);
  expect(code).toBeLessThanOrEqual(PAGE_KB * KB);
  expect([...weights.keys()].filter((file) => /tfjs|engine|worker/i.test(file))).toEqual([]);
}

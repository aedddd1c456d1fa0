// Nothing lost when the tab or the engine dies: a run that is killed in the middle of an epoch is offered again and ends with
// the same bits as one that was left alone. Digests are those of the stored runs, read from the browser's storage.
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { test, untilAwake } from './awake';
import { bringNotebook, cellOf, doneAfter, runAll, smallNotebook } from './notebook';
import { stored } from './stored';

async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('./?backend=wasm');
  await untilAwake(page);
  await page.evaluate(() => localStorage.setItem('rlmrec.backend', 'wasm'));
  await expect(page.getByRole('button', { name: /^Device:/ })).toBeVisible();
  await bringNotebook(page, 'resume.md', smallNotebook('Resume', 'epochs: 14'));
  await expect(page.locator('h1')).toHaveText('Resume');
  return page;
}

async function toTheEnd(page: Page, start: () => Promise<void>): Promise<string[]> {
  await doneAfter(cellOf(page, 'base'), start, { timeout: 120_000 });
  // The run is done, and its checkpoint gone with it.
  expect(await stored(page, 'checkpoint')).toEqual([]);
  return stored(page, 'run');
}

/**
 * Runs until some epochs are done, hides the page as a browser does before it closes a tab, and holds the run where it is: between two
 * steps of an epoch. Done in the page as soon as the epoch is shown: on a quick machine the whole run is over between two looks of a test.
 * Returns when the checkpoint is stored.
 */
async function runUntilSaved(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      if (!/epoch [3-9]\b/.test(document.querySelector('[data-cell=base]')?.textContent ?? '')) return;
      const pause = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Pause');
      if (!pause) return;
      watch.disconnect();
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      pause.click();
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await runAll(page);
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await expect(page.locator('[data-cell=base]')).toContainText(/epoch ([3-9]|1[0-3])\b/);
  await expect.poll(() => stored(page, 'checkpoint').then((found) => found.length)).toBe(1);
}

let whole: string[] = [];
async function uninterrupted(browser: Browser): Promise<string[]> {
  if (whole.length > 0) return whole;
  const context = await browser.newContext();
  const page = await open(context);
  whole = await toTheEnd(page, () => runAll(page));
  await context.close();
  return whole;
}

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test('a killed engine is noticed at once, and its run goes on to the same bits', async ({ browser }) => {
  const expected = await uninterrupted(browser);
  expect(expected).toHaveLength(1);
  const context = await browser.newContext();
  const page = await open(context);
  await runUntilSaved(page);
  // The worker that looks what is stored ends too; the run is the engine's.
  for (const worker of page.workers()) await worker.evaluate(() => self.close());
  const offer = page.getByRole('region', { name: 'Interrupted run' });
  const goOn = () => offer.getByRole('button', { name: 'Go on' }).click();
  expect(await toTheEnd(page, goOn)).toEqual(expected);
  await context.close();
});

test('a page closed in the middle of an epoch offers to go on, and ends with the same bits', async ({ browser }) => {
  const expected = await uninterrupted(browser);
  const context = await browser.newContext();
  const page = await open(context);
  await runUntilSaved(page);
  const address = page.url();
  await page.close();

  const again = await context.newPage();
  await again.goto(address);
  const offer = again.getByRole('region', { name: 'Interrupted run' });
  await expect(offer).toContainText('base');
  await again.screenshot({ path: 'test-results/interrupted.png' });
  const goOn = () => offer.getByRole('button', { name: 'Go on' }).click();
  expect(await toTheEnd(again, goOn)).toEqual(expected);
  await expect(offer).toHaveCount(0);
  await context.close();
});

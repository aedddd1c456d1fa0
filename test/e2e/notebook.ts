// What tests do with a notebook: bring one of the reader's own into the tab, run all of one.
import type { Locator, Page } from '@playwright/test';

/** On the first page, where notebooks are listed. The page goes on to the notebook by itself. */
export async function bringNotebook(page: Page, name: string, text: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
}

export const runAllButton = (page: Page): Locator => page.getByRole('button', { name: /^run all/i }).first();

export const runAll = (page: Page): Promise<void> => runAllButton(page).click();

/** Notes every state of a cell from now on; on a quick machine a state can pass between two looks of a test. */
export async function watchStates(cell: Locator): Promise<() => Promise<readonly string[]>> {
  const states = await cell.evaluateHandle((element) => {
    const seen: string[] = [];
    const watch = new MutationObserver(() => seen.push(element.getAttribute('data-state') ?? ''));
    watch.observe(element, { attributes: true, attributeFilter: ['data-state'] });
    return seen;
  });
  return () => states.jsonValue();
}

// The `test` of specs that press buttons: a page is theirs once it is awake, for before that its buttons do nothing yet. It holds for
// every page of the test's own context, also for one opened later.
import { test as base, type Page } from '@playwright/test';

export const untilAwake = (page: Page): Promise<void> =>
  page.locator('html[data-awake]').waitFor({ state: 'attached' });

/** Loads end when the page is awake. */
function awakeAfterLoads(page: Page): Page {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...address) => {
    const response = await goto(...address);
    await untilAwake(page);
    return response;
  };
  page.reload = async (...options) => {
    const response = await reload(...options);
    await untilAwake(page);
    return response;
  };
  return page;
}

export const test = base.extend({
  context: async ({ context }, use) => {
    const newPage = context.newPage.bind(context);
    context.newPage = async () => awakeAfterLoads(await newPage());
    await use(context);
  }
});

/** The `test` of pages that must not wake: their loads end where the browser says so. */
export const asleepTest = base;
